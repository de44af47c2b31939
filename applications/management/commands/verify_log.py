"""Verify the log of acts, and that the files stand where its acts lead; end with 1 if not."""

import re
from argparse import ArgumentParser
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications.log import Head, differences, verify
from applications.models import LogHead

DIGEST = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    help = (
        "Reads the log of acts from its beginning, compares it with the acts, does them again and"
        " compares the files. Prints every problem, and ends with 1 if there is any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head", metavar="DIGEST", help="a digest that was noted or published before"
        )
        parser.add_argument(
            "--sequence", type=int, metavar="NUMBER", help="the number of the entry that has it"
        )

    def handle(
        self,
        *args: Any,
        head: str | None = None,
        sequence: int | None = None,
        **options: Any,
    ) -> None:
        if sequence is not None and (head is None or sequence < 0):
            raise CommandError("--sequence is the number of an entry, beside the --head it has.")
        if head is not None and not DIGEST.fullmatch(head := head.strip().lower()):
            raise CommandError("--head takes the 64 digits (0 to 9, a to f) of a digest.")
        number = 0
        known = Head(sequence, head) if head is not None else None
        for problem in chain(verify(known), differences()):
            self.stdout.write(str(problem))
            number += 1
        if number:
            raise CommandError(f"{number} problems", returncode=1)
        last = LogHead.objects.filter(pk=1).first()
        entries, digest = (last.sequence, last.digest) if last else (0, "")
        self.stdout.write(f"{entries} entries, no problem {digest}".strip())

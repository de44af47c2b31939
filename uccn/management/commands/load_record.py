"""Load the fixtures into the record: the only door between the files and the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import applications.record
import cities.record.files
import cities.record.kinds
from cities.record.collecting import Collection
from cities.record.loading import load
from cities.record.reading import BadFixtures
from cities.record.reporting import Report

KINDS = (*cities.record.kinds.KINDS, *applications.record.KINDS)
READERS = (*cities.record.files.READERS, *applications.record.READERS)


def collect_record(folder: Path) -> Collection:
    """Read a folder of fixtures with every app's readers."""
    return cities.record.files.collect(folder, READERS)


def load_record(collection: Collection, *, overwrite: bool = False, check: bool = False) -> Report:
    """Bring the record to what the fixtures say, or raise `BadFixtures` and change nothing."""
    return load(collection, KINDS, overwrite=overwrite, check=check)


class Command(BaseCommand):
    help = (
        "Load the fixtures into the record. A bad file is refused whole, with every error. "
        "A second run changes nothing; what people have edited since is reported and kept."
    )

    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fixtures",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            metavar="DIR",
            help="the folder to read (fixtures)",
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="take back what people have edited since"
        )
        parser.add_argument(
            "--check", action="store_true", help="validate and compare, but write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        collection = collect_record(options["fixtures"])
        try:
            report = load_record(collection, overwrite=options["overwrite"], check=options["check"])
        except BadFixtures as refusal:
            for problem in refusal.problems:
                self.stderr.write(str(problem))
            count = len(refusal.problems)
            raise CommandError(
                f"{count} problem{'s' if count > 1 else ''}: nothing was loaded."
            ) from refusal
        for line in report.lines():
            self.stdout.write(line)
        totals = ", ".join(f"{report.total(outcome)} {outcome}" for outcome in report.OUTCOMES)
        self.stdout.write(f"{'Checked only' if options['check'] else 'Loaded'}: {totals}.")

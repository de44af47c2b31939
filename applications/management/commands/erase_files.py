"""Erase the contents of files without success whose time is over."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from applications.models import Action, Application
from applications.workflow import Conflict, NotAllowed, perform
from applications.workflow.erasing import WITHOUT_SUCCESS
from applications.workflow.forgetting import forget_words, not_forgotten


class Command(BaseCommand):
    help = (
        "Erases answers, documents and everything written about files without success, once the"
        " months that their call names are over. Each erasure is an act in the file's trail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--by", required=True, metavar="EMAIL", help="the account in whose name it is done"
        )

    def handle(self, *args: Any, by: str, **options: Any) -> None:
        person = get_user_model().objects.filter(email=by.strip().casefold()).first()
        if person is None:
            raise CommandError(f"There is no account {by}.")
        due = Application.objects.filter(
            status__in=WITHOUT_SUCCESS,
            erased_at__isnull=True,
            call__retention_months__isnull=False,
        )
        erased = 0
        for file in due.select_related("call", "city").order_by("pk"):
            try:
                perform(file, Action.ERASE, by=person)
            except NotAllowed as refusal:
                raise CommandError(str(refusal)) from refusal
            except Conflict:
                continue  # kept for some time yet
            erased += 1
            self.stdout.write(str(file))
        # Earlier versions of the portal left what people wrote about a file.
        for file in not_forgotten():
            with transaction.atomic():
                forget_words(file)
            self.stdout.write(f"{file}: what was still written about it")
        self.stdout.write(f"{erased} erased")

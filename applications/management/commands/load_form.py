"""Publish a file as the next version of a call's form."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from applications.form_files import load_form
from applications.models import Call
from applications.workflow.refusals import Refusal
from cities.record.reading import BadFixtures


class Command(BaseCommand):
    help = "Publish a file as the next version of a call's form; nothing if it says the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="such as fixtures/forms/standard.yaml")
        parser.add_argument("--call", type=int, required=True, metavar="YEAR")
        parser.add_argument("--by", required=True, metavar="ADDRESS", help="who publishes it")

    def handle(self, *args: Any, file: Path, call: int, by: str, **options: Any) -> None:
        found = Call.objects.filter(year=call).first()
        if found is None:
            message = f"There is no call of {call}."
            raise CommandError(message)
        person = get_user_model().objects.filter(email=by.strip().casefold()).first()
        if person is None:
            message = f"Nobody has an account with the address {by}."
            raise CommandError(message)
        try:
            version = load_form(file, found, by=person)
        except BadFixtures as refused:
            message = f"Nothing was loaded.\n{refused}"
            raise CommandError(message) from refused
        except Refusal as refused:
            raise CommandError(str(refused)) from refused
        if version is None:
            self.stdout.write(f"The form of {call} says the same already.")
        else:
            self.stdout.write(f"Version {version.number} of the form of {call} is published.")

"""Open a call for trying, on a developer's machine."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from applications.demonstration import opening
from applications.demonstration.opening import ROLES, Demonstration, address

WHY_IT_STAYS = (
    "Acts on files are kept for ever, also those of a demonstration, and with them the files, their"
    " call and the accounts that acted. To begin afresh, delete the database (var/portal.sqlite3"
    " unless DATABASE_URL names another) and run make serve."
)


class Command(BaseCommand):
    help = (
        "Open a demonstration call with one account per role, and print their passwords once. "
        "Only on a developer's machine (LOCAL=yes)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--new-passwords", action="store_true", help="give the accounts new passwords"
        )
        parser.add_argument("--remove", action="store_true", help="say why it cannot be taken out")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            message = "A demonstration is opened on a developer's machine only (LOCAL=yes)."
            raise CommandError(message)
        if options["remove"]:
            raise CommandError(WHY_IT_STAYS)
        found = opening.opened()
        if found is None:
            self.open()
        else:
            self.tell_again(found, new_passwords=options["new_passwords"])

    def open(self) -> None:
        try:
            made = opening.open_demonstration()
        except opening.CannotOpen as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(
            f"The demonstration call of {made.call.year} is open. It is no call of UNESCO."
        )
        self.print_accounts(made)

    def tell_again(self, found: Demonstration, *, new_passwords: bool) -> None:
        if opening.prolong(found):
            self.stdout.write(f"Its deadline had passed, and is {opening.WEEKS} weeks later now.")
        if new_passwords:
            opening.give_new_passwords(found)
            self.print_accounts(found)
            return
        self.stdout.write(
            f"The demonstration call of {found.call.year} is there already, with accounts such as"
            f" {address('owner')}; make demonstration ARGS=--new-passwords gives new passwords."
        )

    def print_accounts(self, made: Demonstration) -> None:
        """The accounts with their passwords, which are kept nowhere."""
        self.stdout.write("These passwords are shown this once:")
        for role, words in ROLES.items():
            email = address(role)
            if email in made.passwords:
                self.stdout.write(f"  {email:40} {made.passwords[email]}   {words}")
        self.stdout.write(f"They sign in at {reverse('account_login')}")

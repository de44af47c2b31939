"""Open calls for trying, on a developer's machine."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from applications.demonstration import opening
from applications.demonstration.accounts import ROLES, Passwords, address, give_new_passwords
from applications.demonstration.opening import Demonstration

WHY_IT_STAYS = (
    "Acts on files are kept for ever, also those of a demonstration, and with them the files, their"
    " calls and the accounts that acted. To begin afresh, delete the database (var/portal.sqlite3"
    " unless DATABASE_URL names another) and run make serve."
)


class Command(BaseCommand):
    help = (
        "Open the demonstration: a call that takes files and one that is judged, with one account"
        " per role; their password is printed once. Only on a developer's machine (LOCAL=yes)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--new-passwords", action="store_true", help="give the accounts a new password"
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
        passwords = Passwords()
        try:
            made = opening.open_demonstration(passwords)
        except opening.CannotOpen as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(
            f"The demonstration call of {made.call.year} is open, that of {made.closed.year} is"
            " judged. They are no calls of UNESCO; whatever is announced in them becomes part of"
            " the record on this machine."
        )
        self.print_accounts(passwords)

    def tell_again(self, found: Demonstration, *, new_passwords: bool) -> None:
        if opening.prolong(found):
            self.stdout.write(f"Its deadline had passed, and is {opening.WEEKS} weeks later now.")
        if new_passwords:
            self.print_accounts(give_new_passwords())
            return
        self.stdout.write(
            f"The demonstration call of {found.call.year} is there already, with accounts such as"
            f" {address('owner')}; make demonstration ARGS=--new-passwords gives a new password."
        )

    def print_accounts(self, passwords: Passwords) -> None:
        """The accounts with their password, which is kept nowhere."""
        self.stdout.write(f"The password of them all is shown this once: {passwords.password}")
        for role, words in ROLES.items():
            if address(role) in passwords.given:
                self.stdout.write(f"  {address(role):40} {words}")
        self.stdout.write(f"They sign in at {reverse('account_login')}")

"""Keys of partners, for whoever runs the portal and has no browser at hand."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from uccn.access.keys import issue, revoke
from uccn.access.scopes import Scope
from uccn.models import PartnerKey


class Command(BaseCommand):
    """Issue, list and revoke."""

    help = (
        "Issues a partner's key and prints it, this once; lists the keys that there are; revokes"
        " one. The Secretariat does the same in the administration."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        issuing = acts.add_parser("issue", help="issue a key and print it")
        issuing.add_argument("partner", help="whose it is")
        issuing.add_argument("contact", help="the partner's e-mail address")
        issuing.add_argument(
            "--scope",
            action="append",
            dest="scopes",
            choices=Scope.values,
            help="what it is for; may be repeated; everything unless one is named",
        )
        issuing.add_argument("--days", type=int, default=365, help="how long it is valid (365)")
        issuing.add_argument("--limit", default="", help="a limit of its own, such as 12000/minute")
        acts.add_parser("list", help="list the keys by their beginnings")
        revoking = acts.add_parser("revoke", help="let a key open nothing any more")
        revoking.add_argument("prefix", help="the eight signs after “uccn_”")

    def handle(self, *_args: Any, **options: Any) -> None:
        {"issue": self.issue, "list": self.list, "revoke": self.revoke}[options["act"]](options)

    def issue(self, options: dict[str, Any]) -> None:
        """Print the new key alone, so that it can be piped to where it is kept."""
        key = PartnerKey(
            partner=options["partner"], contact=options["contact"], limit=options["limit"]
        )
        if options["scopes"]:
            key.scopes = options["scopes"]
        try:
            key.expires_at = key.issued_at + datetime.timedelta(days=options["days"])
            key.full_clean(exclude=["prefix", "digest"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except OverflowError as refusal:
            raise CommandError("So many days do not fit into a calendar.") from refusal
        self.stdout.write(issue(key, by=None))

    def list(self, _options: dict[str, Any]) -> None:
        """Print one line for each key."""
        for key in PartnerKey.objects.all():
            ends = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else ""
            used = f"{key.last_used_at:%Y-%m-%d %H:%M}" if key.last_used_at else "never"
            self.stdout.write(
                f"{key.prefix}  {key.partner} <{key.contact}>  {','.join(key.scopes)}"
                f"  {ends or f'expires {key.expires_at:%Y-%m-%d}'}  used {used}"
            )

    def revoke(self, options: dict[str, Any]) -> None:
        """Revoke the key that begins so."""
        key = PartnerKey.objects.filter(prefix=options["prefix"]).first()
        if key is None:
            raise CommandError(f"No key begins with uccn_{options['prefix']}.")
        told = "Revoked" if revoke(key, by=None) else "Was revoked before"
        self.stdout.write(f"{told}: {key}.")

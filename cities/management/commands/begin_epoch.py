"""For whoever restores a database."""

from typing import Any

from django.core.management.base import BaseCommand

from cities.record.revision import new_epoch


class Command(BaseCommand):
    """Forget every `ETag` and cached response that was made from the record so far."""

    help = (
        "Begins a new epoch of the public record, so that nothing kept from it before is taken for"
        " current. Run it after restoring or replacing the database, and after loading data with"
        " triggers disabled. Migrations do it by themselves."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        stamp = new_epoch()
        self.stdout.write(f"The public record is now at {stamp.epoch}, revision {stamp.number}.")

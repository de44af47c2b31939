"""Carry out the announcements that were released and are due, once or again and again."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from applications.management.commands.send_notices import lives
from applications.outcome.announcing import ClocksDiffer, announce_due


class Command(BaseCommand):
    help = "Carry out the announcements of decisions that were released and are due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every",
            type=float,
            metavar="SECONDS",
            help="look again after so many seconds, until interrupted",
        )
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="end when the process with this number ends"
        )

    def handle(
        self,
        *args: Any,
        every: float | None = None,
        beside: int | None = None,
        **options: Any,
    ) -> None:
        """Raise `CommandError` for what was in the way, unless it is tried again by itself."""
        while beside is None or lives(beside):
            troubles = self.announce()
            if every is None:
                if troubles:
                    raise CommandError("\n".join(troubles))
                return
            for trouble in troubles:
                self.stderr.write(trouble)
            close_old_connections()
            try:
                time.sleep(every)
            except KeyboardInterrupt:
                return

    def announce(self) -> list[str]:
        """Announce what is due, and return what was in the way."""
        try:
            became = announce_due()
        except (ClocksDiffer, DatabaseError) as error:
            return [str(error)]
        for one in became:
            if not one.error:
                self.stdout.write(f"{one.announcement}: {len(one.changes)} files")
        return [f"{one.announcement}: {one.error}" for one in became if one.error]

"""Commands that do their work once, or again and again beside the portal."""

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections


class RepeatingCommand(BaseCommand):
    """A command that does its work in `work`, once or, with `--every`, until it is interrupted."""

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

    def work(self) -> list[str]:
        """Do what is to be done now, and return what was in the way."""
        raise NotImplementedError

    def handle(
        self,
        *args: Any,
        every: float | None = None,
        beside: int | None = None,
        **options: Any,
    ) -> None:
        """Raise `CommandError` for what was in the way, unless it is tried again by itself."""
        while beside is None or lives(beside):
            troubles = self.work()
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


def lives(process: int) -> bool:
    """Whether a process of this machine is there; asking sends it nothing."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

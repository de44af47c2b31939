"""Send the letters that wait in the outbox, once or as long as the portal runs."""

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from applications.notices import send_waiting


class Command(BaseCommand):
    help = "Send the letters that wait in the outbox."

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
        while beside is None or lives(beside):
            for state, number in sorted(send_waiting().items()):
                self.stdout.write(f"{state}: {number}")
            if every is None:
                return
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

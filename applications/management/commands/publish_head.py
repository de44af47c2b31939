"""Publish the head of the log of acts for today (UTC); doing it again changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from applications.log import publish_head


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        head = publish_head()
        self.stdout.write(f"{head.date} {head.sequence} {head.digest}")

"""Throw away uploads that nobody went on with, and stored files that belong to no document."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from applications.documents.cleaning import clean


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        cleaned = clean(timezone.now())
        self.stdout.write(f"{cleaned.uploads} uploads, {cleaned.files} files")

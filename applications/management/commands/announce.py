"""Carry out the announcements that were released and are due, once or again and again."""

from django.db import DatabaseError

from applications.management.repeating import RepeatingCommand
from applications.outcome.announcing import ClocksDiffer, announce_due


class Command(RepeatingCommand):
    help = "Carry out the announcements of decisions that were released and are due."

    def work(self) -> list[str]:
        try:
            became = announce_due()
        except (ClocksDiffer, DatabaseError) as error:
            return [str(error)]
        for one in became:
            if not one.error:
                self.stdout.write(f"{one.announcement}: {len(one.changes)} files")
        return [f"{one.announcement}: {one.error}" for one in became if one.error]

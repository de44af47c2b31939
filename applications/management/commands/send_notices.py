"""Write the reminders that are due and send what waits, once or as long as the portal runs."""

from django.utils import timezone

from applications.management.repeating import RepeatingCommand
from applications.notices import send_waiting
from applications.outcome.reminding import write_reminders


class Command(RepeatingCommand):
    help = "Write the reminders that are due, and send the letters that wait in the outbox."

    def work(self) -> list[str]:
        write_reminders(timezone.now())
        for state, number in sorted(send_waiting().items()):
            self.stdout.write(f"{state}: {number}")
        return []

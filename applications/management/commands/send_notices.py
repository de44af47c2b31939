"""Send the letters that wait in the outbox, once or as long as the portal runs."""

from applications.management.repeating import RepeatingCommand
from applications.notices import send_waiting


class Command(RepeatingCommand):
    help = "Send the letters that wait in the outbox."

    def work(self) -> list[str]:
        for state, number in sorted(send_waiting().items()):
            self.stdout.write(f"{state}: {number}")
        return []

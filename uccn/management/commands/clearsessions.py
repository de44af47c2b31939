"""Django's own, which also forgets where and in which browser the sessions were used."""

from typing import Any

from django.contrib.sessions.management.commands import clearsessions

from uccn.accounts.sessions import forget_ended_sessions


class Command(clearsessions.Command):
    """Throws away sessions that have ended, with all that was noted of them."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        forget_ended_sessions()

"""Reading all of the log and of what it tells of as they stand at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def one_state() -> Iterator[None]:
    """A transaction that sees what was committed when it began, whoever acts meanwhile."""
    connection = transaction.get_connection()
    begins = not connection.in_atomic_block
    with transaction.atomic():
        if begins and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield

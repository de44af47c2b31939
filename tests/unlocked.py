"""The log without the triggers that keep it, as whoever administers the database can have it."""

from django.db import connection

from applications.models import Assignment, LogEntry, PublishedHead, Score, StatusChange
from cities.record.triggers import installed

KEPT = {
    model._meta.db_table for model in (Assignment, LogEntry, PublishedHead, Score, StatusChange)
}


def unlock_the_log(*more):
    """Take away what refuses changes of the log and of acts; migrations and `flush` put it back.

    `more` are further models whose rows are kept.
    """
    tables = KEPT | {model._meta.db_table for model in more}
    with connection.cursor() as cursor:
        for trigger in installed(connection):
            if trigger.table in tables:
                table = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {trigger.name}{table}")

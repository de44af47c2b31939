"""System checks: what the candidature's commands have left undone."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004
from django.db import DEFAULT_DB_ALIAS, connections

from applications.models import Announcement, Notice
from applications.watching import (
    FAILED,
    LETTERS_FAILED,
    LETTERS_STUCK,
    LETTERS_UNKNOWN,
    OVERDUE,
    to_look_into,
)

# By trouble: the number of the warning, what is said, and what to do.
WARNINGS = {
    OVERDUE: (
        "applications.W001",
        "%s released announcements are due and not carried out.",
        "Is manage.py announce running? The page of the announcement says what is in the way.",
    ),
    FAILED: (
        "applications.W002",
        "%s announcements were tried and not carried out.",
        "The page of the announcement says what is in the way; it is tried again by itself.",
    ),
    LETTERS_FAILED: (
        "applications.W003",
        "%s letters of the last seven days could not be sent.",
        "The administration's letters say why; nothing sends them again.",
    ),
    LETTERS_UNKNOWN: (
        "applications.W004",
        "Of %s letters of the last seven days nobody knows whether they were sent.",
        "Ask the mail server; nothing sends them again.",
    ),
    LETTERS_STUCK: (
        "applications.W005",
        "%s letters have waited for more than two hours.",
        "Is manage.py send_notices running, and does the mail server answer?",
    ),
}


@register(Tags.database)
def check_duties(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **_kwargs: Any,
) -> list[CheckMessage]:
    """A warning for each kind of announcements and letters that somebody should look into."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    tables = connections[DEFAULT_DB_ALIAS].introspection.table_names()
    # `migrate` runs this check before it makes them.
    if not {Announcement._meta.db_table, Notice._meta.db_table} <= set(tables):
        return []
    found = to_look_into()
    return [
        Warning(words % found[trouble], hint=hint, id=number)
        for trouble, (number, words, hint) in WARNINGS.items()
        if found[trouble]
    ]

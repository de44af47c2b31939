"""How the database is emptied after a test that commits.

Django truncates all hundred tables on PostgreSQL, which makes as many files anew and waits for the
disk: seconds, for a handful of rows. Deleting those takes a hundredth of that. And the kinds of
contents and the permissions, which follow from the models, would be made again one by one: they
stay.

`manage.py flush` itself is as it was, for the tests that call it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TransactionTestCase

STAY = {model._meta.db_table for model in (ContentType, Permission)}


@contextmanager
def emptied_by_deleting() -> Iterator[None]:
    """While this lasts, `flush` deletes row by row."""
    operations = connection.ops
    quote = operations.quote_name

    def sql_flush(_style: Any, tables: list[str], **_options: Any) -> list[str]:
        # In any order: foreign keys are looked at when the transaction ends.
        return [f"DELETE FROM {quote(name)}" for name in sorted({*tables} - STAY)]  # noqa: S608

    operations.sql_flush = sql_flush
    try:
        yield
    finally:
        del operations.sql_flush


def empty_after_tests(monkeypatch: Any) -> None:
    """Let every test that commits leave an empty database in this way."""
    django_s_own: Callable[[Any], None] = TransactionTestCase._fixture_teardown

    def _fixture_teardown(test: TransactionTestCase) -> None:
        with emptied_by_deleting():
            django_s_own(test)

    monkeypatch.setattr(TransactionTestCase, "_fixture_teardown", _fixture_teardown)

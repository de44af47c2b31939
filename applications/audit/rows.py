"""Rows of the database as plain data, and which accounts they name."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from applications.permissions import name_of
from applications.workflow.row_digests import plain

Row = dict[str, Any]


class Rows:
    """Turns rows into data; accounts stand there by their numbers, and are told once, by name."""

    def __init__(self) -> None:
        self.accounts: set[int] = set()

    def of(self, row: models.Model, names: str) -> Row:
        """The columns of the names, separated by spaces."""
        return {name: self.value(row, name) for name in names.split()}

    def value(self, row: models.Model, name: str) -> Any:
        column: Any = row._meta.get_field(name)
        value = column.value_from_object(row)
        if column.remote_field and column.related_model is get_user_model():
            self.name(value)
        return plain(value)

    def name(self, account: int | None) -> None:
        if account is not None:
            self.accounts.add(account)

    def people(self) -> Iterator[Row]:
        """The accounts that were named so far."""
        people = get_user_model()._default_manager.filter(pk__in=self.accounts).order_by("pk")
        for person in people:
            yield {"account": person.pk, "name": name_of(person), "address": person.email}


def document(value: Any) -> bytes:
    """Data as a document that people read."""
    return f"{json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)}\n".encode()


def lines(rows: Iterable[Any]) -> Iterator[bytes]:
    """Data line by line, for what may be long."""
    for row in rows:
        yield f"{json.dumps(row, sort_keys=True, ensure_ascii=False)}\n".encode()

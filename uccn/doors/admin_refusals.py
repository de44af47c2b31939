"""What a person is told when the database refuses what a form had let pass."""

import re
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models
from django.utils.translation import gettext as _

SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (.+)$")


def refusal_message(error: IntegrityError, known: Mapping[str, Any] | None = None) -> str:
    """The words of the constraint that the error names, or else what the database said.

    `known` are messages for rules that the database keeps outside of the models, by name.

    Forms check every rule before they save, so this is for the moment in which a colleague saves
    between the check and the saving. PostgreSQL names the constraint; SQLite names a check too,
    but for uniqueness only the columns.
    """
    told = str(error).strip().splitlines()[0]
    for name, message in (known or {}).items():
        if re.search(rf"\b{re.escape(name)}\b", told):
            return str(message)
    found = SQLITE_UNIQUE.search(told)
    columns = set(found.group(1).split(", ")) if found else set()
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            named = re.search(rf"\b{re.escape(constraint.name)}\b", told)
            if named or (columns and columns == _columns(model, constraint)):
                return str(constraint.violation_error_message) % {"name": constraint.name}
    return _("The record does not allow this. Perhaps a colleague saved just now. (%(told)s)") % {
        "told": told
    }


def _columns(model: type[models.Model], constraint: models.BaseConstraint) -> set[str]:
    if not isinstance(constraint, models.UniqueConstraint):
        return set()
    columns: list[Any] = [model._meta.get_field(name) for name in constraint.fields]
    return {f"{model._meta.db_table}.{column.column}" for column in columns}

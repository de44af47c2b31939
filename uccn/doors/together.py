"""Several lists, asked of the database in one statement.

A page of one thing shows a dozen short lists, and each question costs its way to the database and
back, whatever it finds. Both databases can write a list as JSON; so each question becomes a column
of one row, and what comes back is what each queryset would have given by itself.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import QuerySet

# What JSON carries as it is, on both databases. Days are read from ISO 8601.
PLAIN = (models.CharField, models.TextField, models.IntegerField)
# How each database writes rows as JSON.
AS_JSON = {
    "sqlite": "json_group_array(json_array({columns}))",
    "postgresql": "coalesce(json_agg(json_build_array({columns})), '[]')::text",
}

Converter = Callable[[Any], Any]


def together(**lists: QuerySet[Any, Any]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each queryset of `values_list()`, under its name, in its order; by one query.

    Raises `TypeError` for a column that JSON would not carry unchanged, such as a fraction.
    """
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in lists}
    asked: dict[str, list[Converter]] = {}
    columns: list[str] = []
    parameters: list[Any] = []
    database = ""
    for name, rows in lists.items():
        database = rows.db
        try:
            sql, own, asked[name] = _statement(rows)
        except EmptyResultSet:  # nothing can be found, so nothing needs to be asked
            continue
        columns.append(sql)
        parameters += own
    if columns:
        with connections[database].cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)}", parameters)
            answers = cursor.fetchone()
        for (name, converters), answer in zip(asked.items(), answers, strict=True):
            found[name] = [
                tuple(convert(value) for convert, value in zip(converters, line, strict=True))
                for line in json.loads(answer)
            ]
    return found


def _statement(rows: QuerySet[Any, Any]) -> tuple[str, Iterable[Any], list[Converter]]:
    """The list as one column of JSON with its parameters, and how its values are read.

    Its order is kept: both databases feed an aggregate in the order of its subquery.
    """
    compiler = rows.query.get_compiler(rows.db)
    sql, parameters = compiler.as_sql()
    named = [(name, expression.output_field) for expression, _sql, name in compiler.select]
    quoted = ", ".join(compiler.connection.ops.quote_name(name) for name, _field in named)
    as_json = AS_JSON[compiler.connection.vendor].format(columns=quoted)
    converters = [_converter(name, field) for name, field in named]
    return f"(SELECT {as_json} FROM ({sql}) AS listed)", parameters, converters  # noqa: S608


def _converter(name: str, field: models.Field) -> Converter:
    """How a value is read from JSON."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.BooleanField):
        return lambda value: None if value is None else bool(value)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return field.to_python
    if isinstance(field, PLAIN):
        return _unchanged
    message = f"{name}: a {type(field).__name__} cannot be asked together with others"
    raise TypeError(message)


def _unchanged(value: Any) -> Any:
    return value

"""Writing the history of rows that were created in bulk, many-to-many columns included."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models


def write_history(
    added: Iterable[tuple[str, Any]], model: type[models.Model], reason: Callable[[str], str]
) -> None:
    """Write one history row per new instance of a model that has a history.

    `added` pairs each instance with the file that it came from, of which `reason` makes the reason
    of the change. The library's own bulk function leaves many-to-many columns out.
    """
    history: Any = getattr(model, "history", None)
    if history is None:
        return
    by_file = defaultdict(list)
    for file, instance in added:
        by_file[file].append(instance)
    for file, instances in by_file.items():
        rows = history.bulk_history_create(
            instances, batch_size=1000, default_change_reason=reason(file)
        )
        for field in history.model._history_m2m_fields:  # noqa: SLF001
            _write_links(field, rows, [instance.pk for instance in instances])


def _write_links(field: Any, history_rows: list[Any], pks: list[int]) -> None:
    history_of = dict(zip(pks, history_rows, strict=True))
    through = field.remote_field.through
    columns = [column.attname for column in through._meta.concrete_fields]
    own = f"{field.m2m_field_name()}_id"
    link_model = getattr(type(history_rows[0]), field.name).model
    links = [
        link_model(history=history_of[link[own]], **link)
        for link in through.objects.values(*columns)
        if link[own] in history_of
    ]
    link_model.objects.bulk_create(links, batch_size=1000)

"""Telling whether a colleague saved while somebody had a form open."""

from typing import Any

from django.db import models
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from simple_history.utils import get_history_manager_for_model

History = Any


def histories(thing: models.Model, rows: dict[type[models.Model], str]) -> list[History]:
    """The versions of a thing and of the rows edited with it, as one queryset for each model.

    `rows` names, for each model of the rows, its relation to the thing.
    """
    wanted = [(type(thing), {type(thing)._meta.pk.attname: thing.pk})]
    wanted += [(model, {relation: thing.pk}) for model, relation in rows.items()]
    return [
        get_history_manager_for_model(model).filter(**condition).order_by()
        for model, condition in wanted
        if hasattr(model._meta, "simple_history_manager_attribute")
    ]


def version(kept: list[History]) -> str:
    """A text that is another one after every save of the thing or of one of its rows."""
    numbers = [versions.aggregate(latest=Max("history_id"))["latest"] for versions in kept]
    return "-".join(str(number or 0) for number in numbers)


def who_came_between(kept: list[History]) -> str:
    """Who saved last and when, as a sentence for the colleague who comes second."""
    latest = max(
        (
            row
            for versions in kept
            if (row := versions.select_related("history_user").order_by("-history_id").first())
        ),
        key=lambda row: row.history_date,
    )
    return _(
        "%(who)s saved this on %(when)s, after you had opened it. Nothing that you typed is lost:"
        " see the history for what they changed, and save again to write yours over it."
    ) % {
        "who": latest.history_user or _("The loader"),
        "when": date_format(latest.history_date, "DATETIME_FORMAT"),
    }

"""System checks: every model says whether it is public, and the database counts its changes."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.db import connections

from cities.record.public_tables import house_models, public_models, shown_in
from cities.record.triggers import installed, wanted


def undeclared_models(registry: Apps = installed_apps) -> list[CheckMessage]:
    """An error for each of our models that says neither that it is public nor private."""
    return [
        Error(
            f"{model._meta.label} does not say whether it is part of the public record.",
            hint="Give the model in_public_record = True, or False if no public page shows it.",
            obj=model,
            id="cities.E001",
        )
        for model in house_models(registry)
        if not isinstance(getattr(model, "in_public_record", None), bool)
    ]


def unplaced_models(registry: Apps = installed_apps) -> list[CheckMessage]:
    """An error for each public table of which nobody says in which objects its rows are seen."""
    return [
        Error(
            f"{model._meta.label} does not say in which objects of the API its rows are seen.",
            hint="Give the model a public_object or shown_in; a many-to-many relation is named in"
            " relations_shown_in. An empty tuple says: in none.",
            obj=model,
            id="cities.E002",
        )
        for model in public_models(registry)
        if shown_in(model) is None
    ]


@register(Tags.models)
def check_declarations(
    app_configs: Sequence[AppConfig] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Every model of ours is declared public or private, and public ones where they are seen."""
    return [
        message
        for message in (*undeclared_models(), *unplaced_models())
        if app_configs is None or message.obj._meta.app_config in app_configs
    ]


@register(Tags.database)
def check_triggers(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **_kwargs: Any,
) -> list[CheckMessage]:
    """The triggers of each named database are those that the models ask for.

    A warning and no error, because `migrate`, which repairs them, runs this check first.
    """
    messages: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        required = wanted(connection)
        if not required:
            continue
        different = sorted({trigger.table for trigger in required ^ installed(connection)})
        if different:
            messages.append(
                Warning(
                    f"The database “{alias}” does not count every change of the public record:"
                    f" triggers are missing or differ on {', '.join(different)}.",
                    hint="Run manage.py migrate; it installs them.",
                    id="cities.W001",
                )
            )
    return messages

"""The tables of the public record, as the models declare them."""

from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db.models import Model
from simple_history.models import HistoricalChanges

from uccn.doors.public_objects import PublicObject, Shown

HOUSE = frozenset({"uccn", "fields", "cities", "applications"})


def house_models(registry: Apps = installed_apps) -> list[type[Model]]:
    """The models of our own apps that keep a table, apart from the histories, which are private."""
    return [
        model
        for model in registry.get_models()
        if model._meta.app_label in HOUSE
        and not model._meta.proxy
        and not issubclass(model, HistoricalChanges)
    ]


def declared_public(registry: Apps = installed_apps) -> list[type[Model]]:
    """Those that say by `in_public_record` that they are public; others' models are private."""
    return [model for model in house_models(registry) if getattr(model, "in_public_record", False)]


def relations(model: type[Model]) -> dict[str, type[Model]]:
    """The automatic tables of a model's many-to-many relations, by the name of the relation."""
    return {
        relation.name: through
        for relation in model._meta.local_many_to_many
        if (through := relation.remote_field.through) and through._meta.auto_created
    }


def public_models(registry: Apps = installed_apps) -> list[type[Model]]:
    """The models whose tables hold the public record, with their automatic tables of relations.

    By name of the table.
    """
    public = declared_public(registry)
    found = {*public, *(through for model in public for through in relations(model).values())}
    return sorted(found, key=lambda model: model._meta.db_table)


def public_object(model: type[Model]) -> PublicObject | None:
    """As what the rows of a model are objects of the API, if they are."""
    found: PublicObject | None = getattr(model, "public_object", None)
    return found


def shown_in(model: type[Model]) -> tuple[Shown, ...] | None:
    """In what else the rows of a public table are seen; None where nobody has declared it."""
    owner: Any = model._meta.auto_created
    if not owner:
        nowhere = () if public_object(model) else None
        return getattr(model, "shown_in", nowhere)
    names = (name for name, through in relations(owner).items() if through is model)
    declared = getattr(owner, "relations_shown_in", {})
    return declared.get(next(names, ""))


def objects_by_kind(registry: Apps = installed_apps) -> dict[str, type[Model]]:
    """Kind to the model whose rows are its objects."""
    return {
        found.kind: model
        for model in declared_public(registry)
        if (found := public_object(model)) is not None
    }

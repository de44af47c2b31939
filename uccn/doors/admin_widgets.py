"""Admin widgets that ask the database once for a form, and not once for each of its rows."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models


def choice_label(admin_site: Any, chosen: models.Model) -> str:
    """What a choice is called: as its own admin says (`choice_label`), or else by its text."""
    label = getattr(admin_site.get_model_admin(type(chosen)), "choice_label", str)
    return str(label(chosen))


def choice_needs(admin_site: Any, model: type[models.Model]) -> tuple[str, ...]:
    """The relations that have to be read with a choice to say what it is called."""
    return tuple(getattr(admin_site.get_model_admin(model), "choice_needs", ()))


class Labelled:
    """An autocomplete that already knows the objects chosen in it, and so looks none of them up.

    The stock widget reads the label of its choice with a query of its own, which costs one for
    every row of an inline. What `choose` was given is known; a choice that is not, as after a
    form with errors, is looked up.
    """

    known: dict[str, str] = {}
    admin_site: Any
    choices: Any
    is_required: bool
    allow_multiple_selected: bool

    def choose(self, objects: Iterable[models.Model]) -> None:
        """Remember what these objects are called."""
        self.known = {str(chosen.pk): choice_label(self.admin_site, chosen) for chosen in objects}

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        wanted = [str(key) for key in value if key not in (None, "")]
        if not set(wanted) <= set(self.known):
            queryset = self.choices.queryset
            needs = choice_needs(self.admin_site, queryset.model)
            valid = [key for key in wanted if key.isdecimal()]
            self.choose(queryset.filter(pk__in=valid).select_related(*needs))
        chosen = [(key, self.known[key], True) for key in wanted if key in self.known]
        if not self.is_required and not self.allow_multiple_selected:
            chosen.insert(0, ("", "", False))
        options = [
            self.create_option(name, key, label, selected, place)  # type: ignore[attr-defined]
            for place, (key, label, selected) in enumerate(chosen)
        ]
        return [(None, options, 0)]


class LabelledSelect(Labelled, AutocompleteSelect):  # type: ignore[misc]
    """An autocomplete of one object."""


class LabelledSelectMultiple(Labelled, AutocompleteSelectMultiple):  # type: ignore[misc]
    """An autocomplete of several objects."""

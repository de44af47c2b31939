"""Filters that never ignore what they do not understand.

django-filter drops unknown parameters and, on pages, shows everything when a value is wrong. A
`StrictFilterSet` instead lists every problem with the value that was probably meant; a page shows
the list (status 200, not to be indexed) and the API answers 400 with it.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.forms import Form, MultipleChoiceField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from uccn.doors.words import near, nearest

# What mailing lists and social networks add to a shared link. It says nothing about the request.
TRACKING_PARAMETERS = {"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "yclid"}
TRACKING_PREFIX = "utm_"
PAGING_PARAMETERS = ("page", "page_size", "cursor")
SHOWN_LENGTH = 80
LISTED_WORDS = 12
MOST_DIGITS = 9
# Of a name that is only begun, so many letters must be there.
LEAST_BEGINNING = 3
# For so many wrong words of an endless address the right one is looked for.
MOST_CORRECTED = 40
# So many values a parameter takes at once: each link of a page may repeat all of them.
MOST_VALUES = 60
# Joiners are invisible, but Persian and several Indian scripts do not spell without them.
JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class Problem:
    """One parameter that was not understood: its name, the value, why, and what was meant."""

    parameter: str
    value: str
    detail: str | Promise
    suggestion: str = ""
    is_unknown_parameter: bool = False


def shown(text: str) -> str:
    """A value as an answer may repeat it: printable and short."""
    # A little more than is shown, since the text may be as long as an address can be.
    printable = "".join(
        character if character.isprintable() or character in JOINERS else "�"
        for character in text[: SHOWN_LENGTH + 1]
    )
    return printable if len(printable) <= SHOWN_LENGTH else f"{printable[:SHOWN_LENGTH]}…"


def is_tracking(parameter: str) -> bool:
    """Whether a parameter only tells where a link was shared."""
    return parameter in TRACKING_PARAMETERS or parameter.startswith(TRACKING_PREFIX)


class StrictFilterSet(django_filters.FilterSet):
    """A FilterSet that knows what it did not understand.

    `data` is the request's QueryDict. Empty values count as absent, since forms send them.
    """

    other_parameters: ClassVar[tuple[str, ...]] = PAGING_PARAMETERS

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        self.parameters = self._without_empty_values(data)
        self._known_problems: dict[Any, list[Problem]] = {}
        # django-filter copies each filter for each request, and makes a field of it. Here it does
        # so for those that were asked for: the others have nothing to say, and cost the most.
        every_filter = type(self).base_filters
        self.base_filters = OrderedDict(
            (name, filter_) for name, filter_ in every_filter.items() if name in self.parameters
        )
        super().__init__(self.parameters, *args, **kwargs)
        self.filters = OrderedDict({**every_filter, **self.filters})

    @property
    def form(self) -> Form:
        """The form of the parameters that were asked for, and of no others."""
        if not hasattr(self, "_form"):
            self._form = Form(self.data, prefix=self.form_prefix)
            self._form.fields = {name: self.filters[name].field for name in self.base_filters}
        return self._form

    @property
    def asked(self) -> Hashable:
        """What was asked of which list, to keep an answer by: the same for the same question."""
        return self.asked_without()

    def asked_without(self, *parameters: str) -> Hashable:
        """The same, whatever was asked by these parameters."""
        given = self.parameters.getlist
        return type(self), tuple(
            (name, *given(name)) for name in self.base_filters if name not in parameters
        )

    @property
    def qs(self) -> QuerySet[Any]:
        """The rows that match; none at all while a value was not understood."""
        rows: QuerySet[Any] = super().qs
        wrong = any(not problem.is_unknown_parameter for problem in self.problems())
        return rows.none() if wrong else rows

    def problems(self, *, drop_tracking: bool = True) -> list[Problem]:
        """Everything in the request that was not understood, in the order of the address."""
        key = (drop_tracking, self.other_parameters)
        if key not in self._known_problems:
            self._known_problems[key] = self._found_problems(drop_tracking=drop_tracking)
        return list(self._known_problems[key])

    def _found_problems(self, *, drop_tracking: bool) -> list[Problem]:
        problems: list[Problem] = []
        for parameter in self.parameters:
            if drop_tracking and is_tracking(parameter):
                continue
            if parameter in self.other_parameters:
                problems += self._repeated(parameter, is_unknown_parameter=True)
            elif parameter in self.filters:
                problems += self._value_problems(parameter)
            else:
                problems.append(self._unknown(parameter, corrected=len(problems) < MOST_CORRECTED))
        return problems

    def value(self, name: str, default: Any = None) -> Any:
        """The cleaned value of a filter, or the default where it is absent or wrong."""
        if name not in self.base_filters:
            return default
        self.form.is_valid()
        found = self.form.cleaned_data.get(name)
        return default if found in (None, "", []) else found

    def _unknown(self, parameter: str, *, corrected: bool) -> Problem:
        known = [*self.filters, *self.other_parameters]
        return Problem(
            parameter=shown(parameter),
            value=shown(self.parameters.get(parameter, "")),
            detail=_("There is no such parameter. Known are: %(known)s.")
            % {"known": ", ".join(sorted(known))}
            if known
            else _("This address takes no parameters."),
            suggestion=nearest(parameter, known) if corrected else "",
            is_unknown_parameter=True,
        )

    def _value_problems(self, parameter: str) -> list[Problem]:
        field = self.form.fields[parameter]
        values = self.parameters.getlist(parameter)
        if isinstance(field, MultipleChoiceField):
            few = _few([choice for choice, _name in _choices(field)])
            normalise = getattr(field, "normalise", str)
            wrong = [value for value in values if not field.valid_value(normalise(value))]
            if not wrong and len(set(values)) > MOST_VALUES:
                detail = _("Give at most %(most)d values at once.") % {"most": MOST_VALUES}
                return [Problem(parameter, shown(", ".join(values)), detail)]
            return [
                Problem(
                    parameter,
                    shown(value),
                    _("“%(value)s” is not one of: %(choices)s.")
                    % {"value": shown(value), "choices": few},
                    _meant(value, field) if place < MOST_CORRECTED else "",
                )
                for place, value in enumerate(wrong)
            ]
        if repeated := self._repeated(parameter):
            return repeated
        (value,) = values
        suggestion = field.meant(value) if hasattr(field, "meant") else _meant(value, field)
        # Some of Django's messages repeat the value, however long or unprintable it is.
        return [
            Problem(parameter, shown(value), str(message).replace(value, shown(value)), suggestion)
            for message in self.form.errors.get(parameter, [])
        ]

    def _repeated(self, parameter: str, *, is_unknown_parameter: bool = False) -> list[Problem]:
        values = self.parameters.getlist(parameter)
        if len(values) == 1:
            return []
        detail = _("Give this parameter only once.")
        return [
            Problem(
                parameter,
                shown(", ".join(values)),
                detail,
                is_unknown_parameter=is_unknown_parameter,
            )
        ]

    @staticmethod
    def _without_empty_values(data: QueryDict | None) -> QueryDict:
        kept = data.copy() if data is not None else QueryDict(mutable=True)
        for parameter, values in list(kept.lists()):
            filled = [value for value in values if value.strip()]
            if filled:
                kept.setlist(parameter, filled)
            else:
                del kept[parameter]
        return kept


class NoParameters(StrictFilterSet):
    """A page or detail that takes no parameters."""

    other_parameters = ()


def _choices(field: Any) -> list[tuple[str, str]]:
    """The values that a field takes, with their names."""
    return [(str(choice), str(name)) for choice, name in getattr(field, "choices", ())]


def _meant(word: str, field: Any) -> str:
    """The choice that a wrong word probably meant: by its spelling, its name, or as a number."""
    choices = _choices(field)
    right = [choice for choice, _name in choices if choice]
    if word.isascii() and word.isdigit() and all(choice.isdigit() for choice in right) and right:
        # A slip of the finger leaves a number longer or shorter; else one out of range is meant.
        slip = nearest(word, right) if len(word) != len(right[0]) else ""
        number = int(word[:MOST_DIGITS])
        return slip or min(right, key=lambda choice: abs(int(choice) - number))
    names = {name.casefold(): choice for choice, name in choices if choice}
    if word.casefold() in names:
        return names[word.casefold()]
    # A short name such as Chad is nearer to codes of other countries than a slip in it is to it.
    by_word, by_name = near(word, right), near(word, names)
    if by_word and not (by_name and by_name[1] < by_word[1]):
        return by_word[0]
    if by_name:
        return names[by_name[0]]
    begun = [choice for name, choice in names.items() if name.startswith(word.casefold())]
    return begun[0] if len(begun) == 1 and len(word) >= LEAST_BEGINNING else ""


def _few(words: list[str]) -> str:
    """The words, or the first of many with their number."""
    if len(words) <= LISTED_WORDS:
        return ", ".join(words)
    return f"{', '.join(words[:LISTED_WORDS])} … ({len(words)})"

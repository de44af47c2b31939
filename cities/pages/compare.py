"""The network on two days, side by side."""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.filters import ComparisonFilter
from cities.lookups import country_names, field_names
from cities.models import Designation, Region
from cities.models.places import today
from cities.pages.chips import chips_of
from cities.pages.headline import headline
from cities.pages.misunderstood import misunderstandings
from cities.pages.paging import asked
from cities.pages.question import Question, question_of
from cities.rows import Row, designation_rows, field_rows
from cities.statistics.by_round import counts_by_round
from cities.statistics.comparing import Comparison, compare
from cities.statistics.figures import round_days
from cities.templatetags.record import day

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Beside:
    """One line of a table: something's members on both days, each with the list of them."""

    name: str
    then: int
    now: int
    then_address: str
    now_address: str
    field: Row | None = None

    @property
    def difference(self) -> int:
        return self.now - self.then


@dataclass(frozen=True)
class Step:
    """From one round to the next: the year of the later one, how many more there were then."""

    year: int
    address: str
    difference: int
    is_now: bool


@require_safe
def compare_page(request: HttpRequest) -> HttpResponse:
    """Who joined, left or changed its field between two days, by field, region and country.

    Without days, what the last round has changed. Days in the wrong order are put right.
    """
    filterset = asked(ComparisonFilter, request, Designation.objects.all())
    filterset.other_parameters = ()  # type: ignore[misc]
    is_wrong = any(not problem.is_unknown_parameter for problem in filterset.problems())
    days = round_days(today())
    earlier, later = days_of(filterset, days)
    question, language = _question(filterset, earlier, later), get_language() or "en"
    found = compare(filterset.qs, earlier, later, filterset.value("field") or ())
    fields = field_rows(language, later)
    choices = {
        "field": field_names(language),
        "region": {slug: str(name) for slug, name in Region.choices},
        "country": country_names(language),
    }
    context = {
        "problems": misunderstandings(filterset),
        "is_wrong": is_wrong,
        "question": question,
        # The page of the last round speaks of another one in time.
        "is_plain": question_of(filterset).is_empty,
        "title": _("The question was not understood")
        if is_wrong
        else _title(filterset, found, earlier, later, choices),
        "sentence": change_sentence(found),
        "found": found,
        "earlier": earlier,
        "later": later,
        "chips": chips_of(question, choices, fields),
        "selects": [_select(filterset, question, name, choices[name]) for name in choices],
        "fields": by_field(question, found, fields, earlier, later),
        "regions": by_region(question, found, earlier, later),
        "steps": _steps(filterset, question, days, earlier, later),
        **_cities(found, fields, language, later),
    }
    return render(request, "cities/compare.html", context)


def days_of(
    filterset: ComparisonFilter, days: list[datetime.date]
) -> tuple[datetime.date, datetime.date]:
    """The two days that were asked for, in order.

    Until today, and from the eve of the last round before the later day, where none was given.
    """
    later: datetime.date = filterset.value("later", today())
    before = [day for day in days if day <= later]
    earlier: datetime.date = filterset.value("earlier", before[-1] - ONE_DAY if before else later)
    return min(earlier, later), max(earlier, later)


def change_sentence(found: Comparison) -> str:
    """Such as “130 cities joined; none left; none changed its field; 116 are unchanged.”"""
    joined, left, changed = len(found.joined), len(found.left), len(found.changed)
    parts = [
        ngettext("%(count)s city joined", "%(count)s cities joined", joined) % {"count": joined}
        if joined
        else _("no city joined"),
        ngettext("%(count)s left", "%(count)s left", left) % {"count": left}
        if left
        else _("none left"),
        ngettext("%(count)s changed its field", "%(count)s changed their field", changed)
        % {"count": changed}
        if changed
        else _("none changed its field"),
        ngettext("%(count)s is unchanged", "%(count)s are unchanged", found.unchanged)
        % {"count": found.unchanged},
    ]
    sentence = _("; ").join(parts)
    return _("%(sentence)s.") % {"sentence": f"{sentence[:1].upper()}{sentence[1:]}"}


def by_field(
    question: Question,
    found: Comparison,
    fields: list[Row],
    earlier: datetime.date,
    later: datetime.date,
) -> list[Beside]:
    """The fields that have members on either day, in the network's order."""
    return [
        _beside(question, "field", row["slug"], row["name"], found.by_field, earlier, later, row)
        for row in fields
        if row["slug"] in found.by_field
    ]


def by_region(
    question: Question, found: Comparison, earlier: datetime.date, later: datetime.date
) -> list[Beside]:
    """The regions that have members on either day."""
    return [
        _beside(question, "region", slug, str(name), found.by_region, earlier, later)
        for slug, name in Region.choices
        if slug in found.by_region
    ]


def _beside(
    question: Question,
    parameter: str,
    value: str,
    name: str,
    counts: dict[str, tuple[int, int]],
    earlier: datetime.date,
    later: datetime.date,
    field: Row | None = None,
) -> Beside:
    then, now = counts[value]
    then_address, now_address = (
        _list_address(question, date, parameter, value) for date in (earlier, later)
    )
    return Beside(name, then, now, then_address, now_address, field)


def _list_address(question: Question, date: datetime.date, parameter: str, value: str) -> str:
    """The cities of the list that a figure counts."""
    query = QueryDict(mutable=True)
    if date != today():
        query["as_of"] = date.isoformat()
    for name, other in question.others_than("earlier", "later", parameter):
        query.appendlist(name, other)
    query[parameter] = value
    return f"{reverse('cities:cities')}?{query.urlencode()}"


def _question(
    filterset: ComparisonFilter, earlier: datetime.date, later: datetime.date
) -> Question:
    """What was asked, with both days named and in order."""
    understood = question_of(filterset)
    data = QueryDict(mutable=True)
    for name, value in understood.others_than("earlier", "later"):
        data.appendlist(name, value)
    data["earlier"], data["later"] = earlier.isoformat(), later.isoformat()
    return Question(data, ("earlier", "later", "field", "region", "country"))


def _title(
    filterset: ComparisonFilter,
    found: Comparison,
    earlier: datetime.date,
    later: datetime.date,
    names: dict[str, dict[str, str]],
) -> str:
    """Such as “116 cities in 54 countries on 31 December 2015; 408 cities … today”."""
    sizes = ((found.then, earlier), (found.now, later))
    return _("; ").join(
        _("%(cities)s on %(date)s")
        % {
            "cities": headline(filterset, size.members, size.countries, names),
            "date": day(date),
        }
        for size, date in sizes
    )


def _select(
    filterset: ComparisonFilter, question: Question, parameter: str, choices: dict[str, str]
) -> dict[str, Any]:
    """A list to choose one value from; others that the address names stay beside it."""
    chosen, *others = dict.fromkeys(filterset.value(parameter) or [""])
    return {
        "name": parameter,
        "label": filterset.filters[parameter].label,
        "all": {
            "field": _("All fields"),
            "region": _("All regions"),
            "country": _("All countries"),
        }[parameter],
        "choices": choices.items(),
        "chosen": chosen,
        "others": others,
    }


def _steps(
    filterset: ComparisonFilter,
    question: Question,
    days: list[datetime.date],
    earlier: datetime.date,
    later: datetime.date,
) -> list[Step]:
    """The same question from each round to the next."""
    designations = filterset.qs
    if fields := filterset.value("field"):
        designations = designations.filter(field__slug__in=fields)
    counts = counts_by_round(designations, days)
    return [
        Step(
            after.year,
            Question(
                _between(question, before.isoformat(), after.isoformat()), question.names
            ).address,
            counts[after] - counts[before],
            (before, after) == (earlier, later),
        )
        for before, after in pairwise(days)
    ]


def _between(question: Question, earlier: str, later: str) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in question.others_than("earlier", "later"):
        data.appendlist(name, value)
    data["earlier"], data["later"] = earlier, later
    return data


def _cities(
    found: Comparison, fields: list[Row], language: str, later: datetime.date
) -> dict[str, Any]:
    """The cities that joined, under their fields, those that left and those that changed."""
    before = [one for one, _other in found.changed]
    after = [other for _one, other in found.changed]
    keys = [*found.joined, *found.left, *before, *after]
    rows = designation_rows(Designation.objects.all(), language, later, keys) if keys else []
    by_slug = {row["slug"]: row for row in fields}
    shown = iter([{**row, "field_row": by_slug[row["field"]]} for row in rows])
    joined, left, then, now = (
        [next(shown) for _key in part] for part in (found.joined, found.left, before, after)
    )
    return {
        "joined": [
            (field, members)
            for field in fields
            if (members := [row for row in joined if row["field"] == field["slug"]])
        ],
        "left": left,
        "changed": list(zip(then, now, strict=True)),
    }

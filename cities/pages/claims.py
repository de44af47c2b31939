"""Checking a claim: one text field that takes what people read, and the record's answer."""

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from cities.checking import Answer, Index, Kind, Possibility, as_known_on, check, recognise
from cities.filters import AsOf, validate_not_in_the_future
from cities.models import City, Source, Statement
from cities.models.places import today
from cities.models.sources import Metric, Scope
from cities.pages import claim_words as words
from cities.pages.claim_chart import claim_chart
from cities.pages.timeline import FIRST_DAY, timeline
from cities.rows import Row, field_rows, statement_rows
from uccn.doors.filtering import StrictFilterSet, shown

LONGEST_CLAIM = 200
MOST_STATEMENTS = 8
MOST_SOURCES = 8
MOST_THERE = 12

EXAMPLES = (
    _lazy("The network has 180 member cities"),
    _lazy("Lyon is a City of Media Arts"),
    _lazy("Kolding is the only Danish city"),
    _lazy("31 Cities of Design"),
    _lazy("Is Palermo a Creative City of Gastronomy?"),
)


def validate_not_before_the_network(date: Any) -> None:
    """Raise `ValidationError` for a day before the first year of the network."""
    if date < FIRST_DAY:
        raise ValidationError(_("The network began in 2004: choose a later day."))


class ClaimQuestion(AsOf):
    """What the page is asked: a claim, and the day of which the record answers."""

    claim = django_filters.CharFilter(label=_lazy("Claim"), max_length=LONGEST_CLAIM)
    as_of = django_filters.DateFilter(
        label=_lazy("As of"),
        input_formats=["%Y-%m-%d"],
        validators=[validate_not_in_the_future, validate_not_before_the_network],
        error_messages={"invalid": _lazy("Write a day like 2015-12-31.")},
    )

    other_parameters = ()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset


@require_safe
def claim_page(request: HttpRequest) -> HttpResponse:
    """The form, and the answer to what was written in it; the address is the answer's own.

    A page is offered to search engines under one address for all its wordings, and not at all
    where something was not understood.
    """
    question = ClaimQuestion(request.GET, queryset=City.objects.none())
    problems, text = question.problems(), question.value("claim", "")
    date, is_past = question.as_of_date, question.as_of_date != today()
    wrong = any(not problem.is_unknown_parameter for problem in problems)
    context: dict[str, Any] = {
        "problems": problems,
        "claim": text or shown(question.parameters.get("claim", "")),
        "as_of": date.isoformat() if is_past else "",
        "date": date,
        "is_past": is_past,
        "today_address": _address(text) if text else ".",
        "examples": [(str(example), _address(str(example))) for example in EXAMPLES],
        "answer": None,
        "canonical": reverse("cities:claims"),
        "title": _("Check a claim"),
        "is_indexed": not problems,
    }
    if text and not wrong:
        context |= _answered(request, question, text)
        context["is_indexed"] = not problems and context["is_indexed"]
    return render(request, "cities/claims.html", context)


def _answered(request: HttpRequest, question: StrictFilterSet, text: str) -> dict[str, Any]:
    language = get_language() or "en"
    index = Index.load(language)
    date = question.value("as_of", today())
    as_of = date.isoformat() if date != today() else ""
    if as_of:
        index = index.on(as_known_on(index.timeline, date))
    answer = check(recognise(text, index), index)
    fields = {row["slug"]: row for row in field_rows(language, date)}
    canonical = _address(_canonical_text(answer, index, text), as_of)
    # What is quoted says the same for good: with its day, even where that is today.
    dated = _address(_canonical_text(answer, index, text), date.isoformat())
    label, is_full = words.mark(answer)
    is_understood = answer.is_understood and not answer.understood.left
    title = words.sentence(answer, index)
    statements, is_said = _statements(answer)
    return {
        "title": title,
        "canonical": canonical,
        "is_indexed": is_understood,
        "answer": {
            "mark": label,
            "is_full": is_full,
            "sentence": title,
            "remark": words.never(answer) or words.namesakes(answer, index),
            "understood": words.understood_as(answer, index),
            "mends": _mends(answer, index, as_of),
            "possibilities": _possibilities(answer, index, as_of, fields),
            "is_guess": answer.kind is Kind.UNKNOWN,
            "namesake_links": [
                (text, _address(text))
                for text in (
                    f"{shown(answer.name)}, {index.country_names[code]}"
                    for code in answer.namesakes
                )
            ],
            "there": _there(answer, index, fields),
            "facts": words.facts(answer, index),
            "chart": _chart(answer, index),
            "timeline": _timeline(answer, fields),
            "quotation": words.quotation(answer, index, request.build_absolute_uri(dated))
            if answer.is_understood
            else "",
            "sources": _sources(answer),
            "statements": statements,
            "is_said": is_said,
            "city": answer.member.member if answer.member else None,
        },
    }


def _address(text: str, as_of: str = "") -> str:
    query = QueryDict(mutable=True)
    query["claim"] = text
    if as_of:
        query["as_of"] = as_of
    return f"{reverse('cities:claims')}?{query.urlencode()}"


def _canonical_text(answer: Answer, index: Index, text: str) -> str:
    """The shortest wording that asks the same, where there is one for certain."""
    understood = answer.understood
    if answer.kind is Kind.CITY and answer.member and not (understood.since or understood.said_on):
        return words.canonical_text(answer.member, index)
    return understood.text or text


def _possibilities(
    answer: Answer, index: Index, as_of: str, fields: dict[str, Row]
) -> list[dict[str, Any]]:
    """Whom a name may mean, each with its answer and its link; a guess says of which spelling."""
    if answer.kind not in (Kind.SEVERAL, Kind.UNKNOWN, Kind.ELSEWHERE):
        return []
    return [
        {
            "name": words.placed(one.member, index),
            "address": _address(words.canonical_text(one, index), as_of),
            # Where it lies elsewhere, the answer itself has said it.
            "sentence": "" if answer.kind is Kind.ELSEWHERE else words.fact(one, index),
            "spelling": one.guess if one.guess and one.guess != one.member.name else "",
            "field": fields[one.member.last.field],
        }
        for one in answer.possibilities
    ]


def _there(answer: Answer, index: Index, fields: dict[str, Row]) -> dict[str, Any] | None:
    """The members of the country in which the claimed one is none."""
    if not answer.country or answer.kind not in (Kind.UNKNOWN, Kind.ELSEWHERE):
        return None
    country = words.country(answer.country, index)
    counted = words.cities(len(answer.there), index.field_names.get(answer.field, ""))
    query = QueryDict(mutable=True)
    query["country"] = answer.country
    if answer.field:
        query["field"] = answer.field
    return {
        "heading": _("%(cities)s in %(countries)s") % {"cities": counted, "countries": country},
        "members": [(member, fields[member.last.field]) for member in answer.there[:MOST_THERE]],
        "address": f"{reverse('cities:cities')}?{query.urlencode()}",
        "is_cut": len(answer.there) > MOST_THERE,
    }


def _mends(answer: Answer, index: Index, as_of: str) -> list[tuple[str, str]]:
    """Links that ask a little less, or of another name in the text."""
    understood = answer.understood
    mends = [
        (shown(named.printed), _address(named.printed, as_of)) for named in understood.cities[1:4]
    ]
    if answer.kind is Kind.CITY and answer.member:
        bare = Possibility(answer.member.member, answer.member.standing)
        if answer.member.field or understood.since or understood.said_on:
            label = _("%(city)s, whatever the field and date") % {"city": bare.member.name}
            mends.append((label, _address(words.canonical_text(bare, index), as_of)))
        for slug in understood.fields[1:3]:
            other = Possibility(answer.member.member, answer.member.standing, slug)
            text = words.canonical_text(other, index)
            mends.append((text, _address(text, as_of)))
    if answer.kind is Kind.FIGURE and understood.cities:
        mends.append(
            (shown(understood.cities[0].printed), _address(understood.cities[0].printed, as_of))
        )
    if answer.kind is Kind.UNKNOWN and (answer.country or answer.field):
        mends.append((shown(answer.name), _address(answer.name, as_of)))
    return mends


# Drawings ---------------------------------------------------------------------------------------


def _chart(answer: Answer, index: Index) -> dict[str, Any] | None:
    """The figure as it grew, with the claimed days filled."""
    if not answer.steps:
        return None
    figure = answer.figures[0][0] if answer.figures else None
    metric = answer.figures[0][1] if answer.figures else Metric.MEMBERS
    value = figure.value if figure else None
    labels = {"wide": "", "narrow": ""}
    if answer.intervals:
        first, last = answer.intervals[0].first, answer.intervals[0].last
        prefix = f"{value}: " if value is not None and figure and not figure.comparison else ""
        if last:
            said = {"first": date_format(first), "last": date_format(last)}
            labels["wide"] = prefix + _("%(first)s to %(last)s") % said
            said = {"first": str(first.year), "last": str(last.year)}
            labels["narrow"] = prefix + _("%(first)s to %(last)s") % said
        else:
            labels["wide"] = prefix + _("since %(first)s") % {"first": date_format(first)}
            labels["narrow"] = prefix + _("since %(first)s") % {"first": str(first.year)}
    elif value:
        labels = {"wide": str(value), "narrow": str(value)}
    last_figure = answer.steps[-1][1]
    is_now = answer.until == today()
    return {
        "drawings": claim_chart(
            answer.steps,
            answer.intervals,
            answer.until,
            value,
            labels,
            (_("%(count)s today") if is_now else "%(count)s") % {"count": last_figure},
            mirrored=get_language_bidi(),
        ),
        "steps": [(day, count) for day, count in answer.steps],
        "counted": str(Metric(metric).label),
    }


def _timeline(answer: Answer, fields: dict[str, Row]) -> dict[str, Any] | None:
    """The designations of the one member, as on its own page."""
    if answer.kind is not Kind.CITY or not answer.member:
        return None
    rows = [
        {
            "in_force_from": span.begins.isoformat(),
            "ended_on": span.ended_on if span.ends else "",
            "field": span.field,
        }
        for span in answer.member.member.spans
    ]
    return timeline(rows, fields, answer.until, mirrored=get_language_bidi())


# Who says so ------------------------------------------------------------------------------------


def _sources(answer: Answer) -> list[Any]:
    """On what the record's own answer rests."""
    if not answer.member:
        return []
    claimed = Q(designations__city__number=answer.member.member.number)
    if answer.member.field and answer.member.intervals:
        claimed &= Q(designations__field__slug=answer.member.field)
    found = Source.objects.filter(claimed).order_by("sort_key", "pk").distinct()
    return list(found.values("key", "title", "publisher")[:MOST_SOURCES])


def _statements(answer: Answer) -> tuple[list[Row], bool]:
    """What sources say on the same matter, and whether it is the very claim: then nothing else."""
    statements = Statement.objects.all()
    if answer.member:
        statements = statements.filter(city__number=answer.member.member.number)
    elif answer.kind is Kind.FIGURE:
        statements = _of_same_scope(statements, answer).filter(
            metric__in={metric for _figure, metric, _now in answer.figures}
        )
    elif answer.kind is Kind.FOUNDED:
        statements = _of_same_scope(statements, answer).filter(metric=Metric.FOUNDED)
    else:
        return [], False
    values = [figure.value for figure, _metric, _now in answer.figures]
    keys = list(
        statements.order_by("source__sort_key", "source__pk", "pk").values_list("pk", "value")
    )
    same = [key for key, value in keys if value in values]
    chosen = same or [key for key, _value in keys]
    is_said = bool(same) or not answer.figures
    return statement_rows(Statement.objects.all(), chosen[:MOST_STATEMENTS]), is_said


def _of_same_scope(statements: QuerySet[Statement], answer: Answer) -> QuerySet[Statement]:
    selection = answer.selection
    if selection.field:
        statements = statements.filter(field__slug=selection.field)
    else:
        statements = statements.filter(field__isnull=True)
    if selection.region:
        return statements.filter(scope=Scope.REGION, region=selection.region)
    if selection.continent:
        return statements.filter(scope=Scope.CONTINENT, continent=selection.continent)
    if selection.countries:
        named = statements.filter(scope=Scope.COUNTRIES)
        return named.filter(countries__code__in=selection.countries).distinct()
    return statements.filter(scope=Scope.NETWORK)

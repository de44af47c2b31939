"""What stands beside an answer: its drawing, the sources that it rests on, and who says so."""

import datetime
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from cities.checking import Answer, Index, Kind
from cities.models import Source, Statement
from cities.models.places import today
from cities.models.sources import Metric, Scope, StatementQuerySet
from cities.pages.charts.timeline import timeline
from cities.pages.claims.chart import claim_chart
from cities.rows import Row, statement_rows
from cities.statements.claims import Claim
from cities.statements.queries import places

MOST_STATEMENTS = 8
MOST_SOURCES = 8


def chart_of(answer: Answer, index: Index) -> dict[str, Any] | None:
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


def timeline_of(answer: Answer, fields: dict[str, Row]) -> dict[str, Any] | None:
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


def sources_of(answer: Answer) -> list[Any]:
    """On what the record's own answer rests."""
    if not answer.member:
        return []
    claimed = Q(designations__city__number=answer.member.member.number)
    if answer.member.field and answer.member.intervals:
        claimed &= Q(designations__field__slug=answer.member.field)
    found = Source.objects.filter(claimed).order_by("sort_key", "pk").distinct()
    return list(found.values("key", "title", "publisher")[:MOST_SOURCES])


def statements_of(answer: Answer) -> tuple[list[Row], bool]:
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


def list_of(answer: Answer) -> tuple[str, datetime.date] | None:
    """The address of the cities that are counted, and the day: the first on which it was so."""
    if answer.kind not in (Kind.FIGURE, Kind.ONLY, Kind.FIRST):
        return None
    date = answer.intervals[-1].first if answer.intervals else answer.until
    query = QueryDict(mutable=True)
    for name, values in places(Claim(Metric.MEMBERS, answer.selection)).items():
        query.setlist(name, values)
    query["as_of"] = date.isoformat()
    return f"{reverse('cities:cities')}?{query.urlencode()}", date


def _of_same_scope(statements: StatementQuerySet, answer: Answer) -> StatementQuerySet:
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

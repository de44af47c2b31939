"""The record's answer to what was understood of a claim, without a word of any language."""

import datetime
import enum
import operator
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce

from cities.checking.guessing import Guess, guesses
from cities.checking.index import Index, Member
from cities.checking.moments import is_before_the_network, is_yet_to_come
from cities.checking.recognising import Figure, Named, Understood
from cities.checking.vocabulary import GROUPS, Word
from cities.models.places import Continent, Region
from cities.models.sources import Metric
from cities.statements.claims import Claim, Finding, Reason, finding
from cities.statements.intervals import Interval, Step, intersection, intervals_where, period
from cities.statements.readings import Verdict, dated_judgement, judgement
from cities.statements.timeline import EVERYTHING, Selection, Span, Timeline, without_end_after

COMPARE: dict[Word | None, Callable[[int, int], bool]] = {
    None: operator.eq,
    Word.MORE_THAN: operator.gt,
    Word.AT_LEAST: operator.ge,
    Word.FEWER_THAN: operator.lt,
}
METRICS = {Word.COUNTRIES: Metric.COUNTRIES, Word.FIELDS: Metric.FIELDS}


class Kind(enum.Enum):
    """What kind of answer there is."""

    CITY = "city"  # one member, and what it is and was
    ELSEWHERE = "elsewhere"  # the members of that name lie in other countries
    SEVERAL = "several"  # several members have that name
    LATER = "later"  # a city of that name became a member after the day
    UNKNOWN = "unknown"  # no member has that name; perhaps one nearly has
    ONLY = "only"
    FIRST = "first"
    FIGURE = "figure"
    FOUNDED = "founded"
    NOTHING = "nothing"  # nothing was understood that could be checked
    IMPOSSIBLE_DATE = "impossible-date"
    BEFORE = "before"  # the date lies before the network
    NOT_YET = "not-yet"  # the date has not come


class Standing(enum.Enum):
    """What a member is to the claimed field, or to the network where none is claimed."""

    HOLDS = "holds"
    HELD = "held"
    OTHER_FIELD = "other-field"


@dataclass(frozen=True)
class Possibility:
    """A member that may be meant, with its answer; `guess` is the spelling that is near."""

    member: Member
    standing: Standing
    field: str = ""
    intervals: tuple[Interval, ...] = ()
    guess: str = ""

    @property
    def held(self) -> tuple[Span, ...]:
        """The designations that the claim is about."""
        return tuple(span for span in self.member.spans if self.field in ("", span.field))


@dataclass(frozen=True)
class Answer:
    """What the record says. Which parts are filled goes by the kind.

    `steps` are the figure that the claim is about or narrows to, as it grew, and `figures` each
    claimed figure with the record's at the end. `verdict` judges a claim that bears a date.
    """

    kind: Kind
    understood: Understood
    possibilities: tuple[Possibility, ...] = ()
    name: str = ""
    country: str = ""
    field: str = ""
    selection: Selection = EVERYTHING
    intervals: tuple[Interval, ...] = ()
    steps: tuple[Step, ...] = ()
    figures: tuple[tuple[Figure, str, int], ...] = ()
    found: Finding | None = None
    verdict: Verdict | None = None
    reason: Reason | None = None
    until: datetime.date = datetime.date.max
    namesakes: tuple[str, ...] = ()
    there: tuple[Member, ...] = ()

    @property
    def member(self) -> Possibility | None:
        """The one member that the answer is about."""
        is_one = self.kind in (Kind.CITY, Kind.ONLY, Kind.FIRST)
        return self.possibilities[0] if is_one and self.possibilities else None

    @property
    def true_now(self) -> bool:
        return bool(self.intervals) and self.intervals[-1].last is None

    @property
    def is_understood(self) -> bool:
        """Whether the answer is a plain one, about what was asked and nothing else."""
        return self.kind in (Kind.CITY, Kind.ONLY, Kind.FIRST, Kind.FIGURE, Kind.FOUNDED)


def check(understood: Understood, index: Index) -> Answer:
    """The answer to a claim, of today or of the day for which the index was made."""
    if understood.impossible:
        return Answer(Kind.IMPOSSIBLE_DATE, understood, until=index.timeline.until)
    for date in filter(None, (understood.since, understood.said_on)):
        founding = Word.FOUNDED in understood.asks and not understood.cities
        if is_before_the_network(date) and not founding:
            return Answer(Kind.BEFORE, understood, name=date, until=index.timeline.until)
        if is_yet_to_come(date):
            return Answer(Kind.NOT_YET, understood, name=date, until=index.timeline.until)
    answer = _answer(understood, index)
    return replace(answer, until=index.timeline.until)


def _answer(understood: Understood, index: Index) -> Answer:
    counted = [figure for figure in understood.figures if figure.counts]
    ranks = understood.asks & {Word.ONLY, Word.FIRST}
    if understood.cities and not (counted and not ranks and not understood.fields):
        return _of_city(understood, understood.cities[0], index)
    if understood.figures:
        return _of_figures(understood, counted or understood.figures[:1], index)
    if Word.FOUNDED in understood.asks and (understood.said_on or understood.since):
        return _of_founding(understood, index)
    if understood.unknown:
        return _of_unknown(understood, understood.unknown, index)
    return Answer(
        Kind.NOTHING,
        understood,
        country=_first(understood.countries),
        field=_first(understood.fields),
    )


def _first(values: list[str]) -> str:
    return values[0] if values else ""


# Cities -----------------------------------------------------------------------------------------


def _of_city(understood: Understood, named: Named, index: Index) -> Answer:
    country, slug = _first(understood.countries), _first(understood.fields)
    members = index.called(named.folded, country)
    is_ranked = bool(understood.asks & {Word.ONLY, Word.FIRST})
    if not members and country and is_ranked:
        # “The first in Sweden” of a city elsewhere: the country is the scope.
        members = index.called(named.folded)
    elsewhere = () if members else index.called(named.folded)
    shared: dict = {"name": named.printed, "country": country, "field": slug}
    if elsewhere:
        return Answer(
            Kind.ELSEWHERE,
            understood,
            tuple(standing(member, slug, index) for member in elsewhere),
            there=tuple(index.members_in(country, slug)),
            **shared,
        )
    if not members and index.names_a_city(named.folded) and not country:
        return Answer(Kind.LATER, understood, **shared)
    if not members:
        return _of_unknown(understood, named.printed, index)
    possibilities = tuple(standing(member, slug, index) for member in members)
    if len(members) > 1:
        return Answer(Kind.SEVERAL, understood, possibilities, **shared)
    if not country:
        shared["namesakes"] = tuple(index.namesakes(members[0], named.folded))
    if is_ranked:
        return _of_rank(understood, possibilities[0], index, shared)
    return _of_member(understood, possibilities[0], index, shared)


def standing(member: Member, slug: str, index: Index, guess: str = "") -> Possibility:
    """What a member is to a field, or to the network without one, and when."""
    intervals = index.timeline.in_force(Selection(field=slug, city=member.number))
    if not intervals:
        return Possibility(member, Standing.OTHER_FIELD, slug, guess=guess)
    is_current = intervals[-1].last is None
    return Possibility(
        member, Standing.HOLDS if is_current else Standing.HELD, slug, intervals, guess
    )


def _of_member(
    understood: Understood, possibility: Possibility, index: Index, shared: dict
) -> Answer:
    number, slug = possibility.member.number, possibility.field
    claim = Claim(
        Metric.DESIGNATION if slug else Metric.MEMBERSHIP,
        Selection(field=slug),
        city=number,
        since=understood.since,
    )
    found = finding(index.timeline, claim)
    verdict, reason = judgement(claim, found, understood.said_on, index.timeline)
    dated = understood.said_on or understood.since
    return Answer(
        Kind.CITY,
        understood,
        (possibility,),
        selection=claim.selection.of(number),
        intervals=found.intervals,
        found=found,
        verdict=verdict if dated else None,
        reason=reason,
        **shared,
    )


def _of_rank(
    understood: Understood, possibility: Possibility, index: Index, shared: dict
) -> Answer:
    """A city said to be the only one in a scope, or the first."""
    kind = Kind.ONLY if Word.ONLY in understood.asks else Kind.FIRST
    selection = _selection(understood)
    metric = Metric.ONLY if kind is Kind.ONLY else Metric.FIRST
    claim = Claim(metric, selection, city=possibility.member.number)
    found = finding(index.timeline, claim)
    return Answer(
        kind,
        understood,
        (possibility,),
        selection=selection,
        intervals=found.intervals,
        steps=found.steps or tuple(index.timeline.steps(Metric.MEMBERS, selection)),
        found=found,
        reason=found.reason,
        **shared,
    )


def _of_unknown(understood: Understood, name: str, index: Index) -> Answer:
    country, slug = _first(understood.countries), _first(understood.fields)
    near: list[Guess] = guesses(name, index, country)
    return Answer(
        Kind.UNKNOWN,
        understood,
        tuple(standing(one.member, slug, index, one.spelling) for one in near),
        name=name,
        country=country,
        field=slug,
        there=tuple(index.members_in(country, slug)) if country else (),
    )


# Figures ----------------------------------------------------------------------------------------


def _selection(understood: Understood) -> Selection:
    place = understood.place
    return Selection(
        field=_first(understood.fields),
        region=place.value if isinstance(place, Region) else "",
        continent=place.value if isinstance(place, Continent) else "",
        countries=GROUPS[place][0]
        if isinstance(place, str) and place in GROUPS
        else frozenset(understood.countries),
    )


def _of_figures(understood: Understood, figures: list[Figure], index: Index) -> Answer:
    """Figures that are said to hold together: 180 cities in 72 countries."""
    selection = _selection(understood)
    if any(figure.counts is Word.FIELDS for figure in figures):
        selection = replace(selection, field="")
    checked, found, steps = [], [], []
    for figure in figures[:3]:
        metric = METRICS.get(figure.counts, Metric.MEMBERS) if figure.counts else Metric.MEMBERS
        line = index.timeline.steps(metric, selection)
        found.append(intervals_where(line, holds(figure)))
        steps.append(tuple(line))
        checked.append((figure, str(metric), line[-1][1] if line else 0))
    intervals = reduce(intersection, found)
    verdict = reason = None
    # “Founded in 2004, it has 180 members”: that date is not the figure's.
    if understood.said_on and Word.FOUNDED not in understood.asks:
        claim = Claim(checked[0][1], selection, value=figures[0].value)
        days = Finding(intervals, None if intervals else Reason.NOT_REACHED, steps[0])
        verdict, reason = dated_judgement(claim, days, period(understood.said_on), index.timeline)
    return Answer(
        Kind.FIGURE,
        understood,
        country=_first(understood.countries),
        field=selection.field,
        selection=selection,
        intervals=intervals,
        steps=steps[0],
        figures=tuple(checked),
        verdict=verdict,
        reason=reason,
    )


def holds(figure: Figure) -> Callable[[int], bool]:
    """Whether the record's figure is as claimed."""
    compare = COMPARE[figure.comparison]
    return lambda count: compare(count, figure.value)


def _of_founding(understood: Understood, index: Index) -> Answer:
    year = (understood.since or understood.said_on)[:4]
    claim = Claim(Metric.FOUNDED, _selection(understood), value=int(year))
    found = finding(index.timeline, claim)
    return Answer(
        Kind.FOUNDED,
        understood,
        name=year,
        field=_first(understood.fields),
        selection=claim.selection,
        intervals=found.intervals,
        steps=tuple(index.timeline.steps(Metric.MEMBERS, claim.selection)),
        found=found,
        reason=found.reason,
    )


def as_known_on(timeline: Timeline, day: datetime.date) -> Timeline:
    """What the record knew on the day: no later designation, and no later end."""
    spans = tuple(without_end_after(day, span) for span in timeline.spans if span.begins <= day)
    return replace(timeline, spans=spans, until=day)

"""Conflicts of interest that the portal finds by itself, between evaluators and files of a call.

Each kind is a set of what binds a person to cities or countries; together they take a constant
number of queries, for one pair as for a whole call.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from applications.models import (
    Action,
    Application,
    Call,
    ConflictKind,
    Evaluator,
    NationalCommission,
    ProcessStep,
    Status,
    StatusChange,
    TeamMember,
    Tie,
)
from cities.models import FocalPoint, Organisation
from cities.models.folding import fold

# The key of a file, then the key of an evaluator.
Pair: TypeAlias = tuple[int, int]
OF_A_TEAM = (Action.START, Action.SUBMIT, Action.WITHDRAW, Action.REOPEN, Action.COMPLETE)
OF_A_COMMISSION = (
    *(Action.ENDORSE, Action.DECLINE, Action.RECONSIDER),
    *(Action.RELEASE, Action.SWAP, Action.RANK),
)


@dataclass
class Bindings:
    """What binds evaluators to cities and countries, each by keys."""

    institutions: Mapping[int, set[str]]
    teams: set[tuple[int, int]]
    commissions: set[tuple[int, int]]
    ties: set[tuple[int, int]]


def conflicts_of(
    call: Call,
    applications: Iterable[Application] | None = None,
    evaluators: Iterable[Evaluator] | None = None,
) -> dict[Pair, ConflictKind]:
    """The pairs of the call that are in conflict, by (file, evaluator), each with its first kind.

    Files are those under evaluation and evaluators all of the call's, unless some are named. The
    kinds are tried in the order of `ConflictKind`.
    """
    files = call.applications.filter(status=Status.UNDER_EVALUATION)
    if applications is not None:
        files = call.applications.filter(pk__in=[file.pk for file in applications])
    people = call.evaluators.all()
    if evaluators is not None:
        people = people.filter(pk__in=[evaluator.pk for evaluator in evaluators])
    found_files = list(files.select_related("city").order_by("pk"))
    found_people = list(people.select_related("city", "user").order_by("pk"))
    bindings = bindings_of(found_files, found_people)
    return {
        (file.pk, evaluator.pk): kind
        for file in found_files
        for evaluator in found_people
        if (kind := conflict(file, evaluator, bindings)) is not None
    }


def conflict(file: Application, evaluator: Evaluator, bindings: Bindings) -> ConflictKind | None:
    """The first kind of conflict of the evaluator with the file, or None."""
    city, person = file.city, evaluator.user_id
    countries = {evaluator.country_id, evaluator.city.country_id if evaluator.city else None}
    if evaluator.city_id == city.pk:
        return ConflictKind.CITY
    if city.country_id in countries:
        return ConflictKind.COUNTRY
    if fold(evaluator.employer) in bindings.institutions[city.pk]:
        return ConflictKind.EMPLOYER
    if (person, city.pk) in bindings.teams or (person, city.country_id) in bindings.commissions:
        return ConflictKind.TEAM
    if (evaluator.pk, city.pk) in bindings.ties:
        return ConflictKind.TIE
    return None


def bindings_of(files: list[Application], people: list[Evaluator]) -> Bindings:
    cities = {file.city_id for file in files}
    users = {evaluator.user_id for evaluator in people}
    return Bindings(
        institutions=institutions_of(cities),
        teams=teams_of(cities, people),
        commissions=commissions_of({file.city.country_id for file in files}, users),
        ties=set(
            Tie.objects.filter(evaluator__in=people, city__in=cities)
            .order_by()
            .values_list("evaluator", "city")
        ),
    )


def institutions_of(cities: set[int]) -> Mapping[int, set[str]]:
    """The names of what each city and all of its files name: bodies, initiators, organisations."""
    names: dict[int, set[str]] = defaultdict(set)
    rows: list[Any] = [
        *Organisation.objects.filter(city__in=cities).order_by().values_list("city", "name"),
        *FocalPoint.objects.filter(city__in=cities, organisation__isnull=False)
        .order_by()
        .values_list("city", "organisation__name"),
        *Application.objects.filter(city__in=cities)
        .exclude(initiator="")
        .order_by()
        .values_list("city", "initiator"),
        *ProcessStep.objects.filter(application__city__in=cities)
        .exclude(body="")
        .order_by()
        .values_list("application__city", "body"),
    ]
    for city, name in rows:
        names[city].add(fold(name))
    return defaultdict(set, {city: found - {""} for city, found in names.items()})


def teams_of(cities: set[int], people: list[Evaluator]) -> set[tuple[int, int]]:
    """Who is, or was, of a team of a file of the city, or speaks for the city.

    Whoever left a team is known by what they did in it.
    """
    users = {evaluator.user_id for evaluator in people}
    by_address = {evaluator.user.email.casefold(): evaluator.user_id for evaluator in people}
    members = TeamMember.objects.filter(user__in=users, application__city__in=cities)
    starters = Application.objects.filter(city__in=cities, started_by__in=users)
    acts = StatusChange.objects.filter(
        by__in=users, action__in=OF_A_TEAM, application__city__in=cities
    )
    speakers = FocalPoint.objects.filter(city__in=cities).exclude(email="")
    return {
        *members.order_by().values_list("user", "application__city"),
        *starters.order_by().values_list("started_by", "city"),
        *acts.order_by().values_list("by", "application__city"),
        *(
            (by_address[email.casefold()], city)
            for email, city in speakers.order_by().values_list("email", "city")
            if email.casefold() in by_address
        ),
    }


def commissions_of(countries: set[int], users: set[int]) -> set[tuple[int, int]]:
    """Who acts, or once acted, for the National Commission of the country."""
    members = NationalCommission.members.through.objects.filter(
        user__in=users, nationalcommission__country__in=countries
    )
    former = NationalCommission.history.filter(
        historicalnationalcommission_members__user__in=users, country__in=countries
    )
    acts = StatusChange.objects.filter(
        by__in=users, action__in=OF_A_COMMISSION, application__city__country__in=countries
    )
    return {
        *members.order_by().values_list("user", "nationalcommission__country"),
        *former.order_by().values_list("historicalnationalcommission_members__user", "country"),
        *acts.order_by().values_list("by", "application__city__country"),
    }

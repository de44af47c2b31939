"""A call as a problem of assignment: its files, its evaluators, and what is settled already."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from applications.assigning import EXPERT, Evaluator, File, Problem
from applications.assigning.problem import Pair
from applications.models import (
    Application,
    Assignment,
    AssignmentState,
    Call,
    ConflictKind,
    EvaluationTerms,
    Status,
)
from applications.models import Evaluator as EvaluatorRow
from applications.panel.clauses import ASSIGNED
from applications.panel.conflicts import conflicts_of
from applications.panel.languages import any_of, languages_of
from applications.permissions import name_of
from applications.workflow.refusals import Conflict

IN_FORCE = (AssignmentState.SEALED, AssignmentState.OPEN)
# Reasons of rows: a pair set by hand stays, one that was taken back by hand does not come again.
WANTED, FORBIDDEN, BY_HAND = "wanted", "forbidden", "by-hand"


@dataclass(frozen=True)
class Round:
    """A call's problem with the rows behind its keys, which are their primary keys as text."""

    call: Call
    problem: Problem
    files: Mapping[str, Application]
    evaluators: Mapping[str, EvaluatorRow]
    rows: Mapping[Pair, Assignment]
    conflicts: Mapping[Pair, ConflictKind]

    @property
    def before(self) -> frozenset[Pair]:
        """The pairs in force."""
        return frozenset(pair for pair, row in self.rows.items() if row.state in IN_FORCE)

    @property
    def recused(self) -> frozenset[Pair]:
        """The pairs that are over for ever."""
        over = AssignmentState.RECUSED
        return frozenset(pair for pair, row in self.rows.items() if row.state == over)


def terms_of(call: Call) -> EvaluationTerms:
    """The terms of the call's evaluation. Raises `Conflict` for a call without any."""
    terms = EvaluationTerms.objects.filter(call=call).first()
    if terms is None:
        raise Conflict(
            _("This call has no terms of an evaluation yet. Write them in the administration."),
            code="no-terms",
            clause=ASSIGNED,
        )
    return terms


def round_of(call: Call) -> Round:
    """The call as it stands now, in a constant number of queries; see `terms_of`.

    Pairs whose evaluators declared that there is no conflict are fixed. Whoever recused, or is in
    conflict, is kept away, also where the pair is in force: then it is given up.
    """
    terms = terms_of(call)
    files = {str(file.pk): file for file in files_of(call)}
    evaluators = {
        str(row.pk): row
        for row in call.evaluators.select_related("user", "country", "city")
        .prefetch_related("fields")
        .order_by("pk")
    }
    rows = {
        (str(row.application_id), str(row.evaluator_id)): row
        for row in Assignment.objects.filter(
            application__call=call, application__status=Status.UNDER_EVALUATION
        ).order_by("pk")
    }
    conflicts = {(str(file), str(who)): kind for (file, who), kind in conflicts_of(call).items()}
    kept_away = conflicts | {
        pair: ConflictKind(row.conflict)
        for pair, row in rows.items()
        if row.state == AssignmentState.RECUSED
    }
    fixed = frozenset(
        pair
        for pair, row in rows.items()
        if row.state == AssignmentState.OPEN and pair not in kept_away
    )
    problem = Problem(
        files=tuple(
            as_file(file, language, kept_away, needed=max(terms.evaluators_per_file, number))
            for file, language, number in zip(
                files.values(),
                languages_of(call, files.values()),
                numbers_of(fixed, files, 0),
                strict=True,
            )
        ),
        evaluators=tuple(
            as_evaluator(row, call, number)
            for row, number in zip(
                evaluators.values(), numbers_of(fixed, evaluators, 1), strict=True
            )
        ),
        per_file=terms.evaluators_per_file,
        at_least={EXPERT: terms.experts_at_least},
        fixed=fixed,
        wanted=frozenset(
            pair
            for pair, row in rows.items()
            if row.state == AssignmentState.SEALED
            and pair not in kept_away
            and has_reason(row, WANTED)
        ),
        forbidden=frozenset(
            pair
            for pair, row in rows.items()
            if row.state == AssignmentState.REMOVED and has_reason(row, FORBIDDEN, BY_HAND)
        ),
    )
    return Round(call, problem, files, evaluators, rows, kept_away)


def files_of(call: Call) -> Any:
    """The files of the call that are under evaluation."""
    files = call.applications.filter(status=Status.UNDER_EVALUATION)
    return files.select_related("city__country", "field", "call").order_by("pk")


def numbers_of(pairs: Collection[Pair], keys: Collection[str], place: int) -> list[int]:
    """How many of the pairs each key has."""
    numbers = Counter(pair[place] for pair in pairs)
    return [numbers[key] for key in keys]


def has_reason(row: Assignment, *codes: str) -> bool:
    return any(reason.get("code") in codes for reason in row.reasons)


def as_file(
    file: Application, language: str, kept_away: Mapping[Pair, ConflictKind], needed: int
) -> File:
    key = str(file.pk)
    return File(
        key=key,
        field=file.field.slug,
        language=language,
        region=file.city.country.region,
        country=file.city.country.code,
        conflicts={who: str(kind.label) for (of, who), kind in kept_away.items() if of == key},
        needed=needed,
        name=f"{file.city.name} ({file.field.name})",
    )


def as_evaluator(row: EvaluatorRow, call: Call, accepted: int) -> Evaluator:
    """An evaluator as the problem knows them; accepted work stays, whatever they take besides."""
    return Evaluator(
        key=str(row.pk),
        kind=row.kind,  # type: ignore[arg-type]
        fields=frozenset(field.slug for field in row.fields.all()),
        languages=frozenset(row.languages) | any_of(call, row.languages),
        region=row.country.region,
        country=row.country.code,
        capacity=max(row.capacity if row.is_active else 0, accepted),
        employer=row.employer.casefold().strip(),
        name=name_of(row.user),
    )


def only(made: Round, wanted: Collection[str]) -> Round:
    """The part of a round about some files; what others have of an evaluator is taken off them."""
    elsewhere = Counter(who for file, who in made.before if file not in wanted)
    accepted = Counter(who for file, who in made.problem.fixed if file in wanted)

    def staying(pairs: frozenset[Pair]) -> frozenset[Pair]:
        return frozenset(pair for pair in pairs if pair[0] in wanted)

    problem = made.problem
    return replace(
        made,
        rows={pair: row for pair, row in made.rows.items() if pair[0] in wanted},
        problem=replace(
            problem,
            files=tuple(file for file in problem.files if file.key in wanted),
            evaluators=tuple(
                replace(who, capacity=max(who.capacity - elsewhere[who.key], accepted[who.key]))
                for who in problem.evaluators
            ),
            fixed=staying(problem.fixed),
            wanted=staying(problem.wanted),
            forbidden=staying(problem.forbidden),
        ),
    )

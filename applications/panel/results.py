"""What the evaluations of a call come to: raw, corrected for harshness, and still to come.

Nothing is stored: the results are computed from what was submitted, by `applications.ranking`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from applications import ranking
from applications.models import (
    Application,
    Assignment,
    Call,
    Consensus,
    EvaluationTerms,
)
from applications.panel.rounds import IN_FORCE, terms_of
from applications.panel.submitted import EVALUATED, as_criterion, submitted_of
from applications.ranking import (
    Agreement,
    CorrectedFile,
    Correction,
    NotCorrected,
    Place,
    RawResult,
    agreements,
    correct,
    of_evaluator,
    places,
    raw_results,
    totals,
    why,
)


@dataclass(frozen=True)
class FileResult:
    """One file: its results so far, in points of a hundred, and how its evaluators agree.

    `raw_place` and `corrected_place` are none for a file without an evaluation, and the corrected
    one where nothing is corrected. `sentence` says why the corrected mean differs. `assigned` are
    the evaluators in force, `wanted` those that the call asks for, `submitted` what came.
    """

    application: Application
    raw: RawResult | None
    raw_place: int | None
    corrected: CorrectedFile | None
    corrected_place: int | None
    sentence: str
    agreement: Agreement
    assigned: int
    wanted: int
    submitted: int
    consensus: Consensus | None

    @property
    def is_complete(self) -> bool:
        """Whether every evaluator who is to evaluate the file has."""
        return self.assigned > 0 and self.submitted == self.assigned

    @property
    def is_short(self) -> bool:
        """Whether fewer evaluate the file than the call asks for."""
        return self.assigned < self.wanted

    @property
    def needs_consensus(self) -> bool:
        return self.agreement is Agreement.APART


@dataclass(frozen=True)
class Results:
    """A call's files in the order of their places; those without any evaluation apart from them.

    `correction` has the model, or every reason why nothing is corrected; `harshness` what is said
    of each evaluator, for the Secretariat only, by the keys of the evaluators.
    """

    terms: EvaluationTerms
    ranked: list[FileResult]
    unscored: list[FileResult]
    correction: Correction | NotCorrected
    harshness: Mapping[int, str]

    @property
    def needing_consensus(self) -> list[FileResult]:
        return [result for result in self.ranked if result.needs_consensus]

    @property
    def incomplete(self) -> list[FileResult]:
        """Ranked files of which an evaluation is still to come, or an evaluator still missing."""
        return [one for one in self.ranked if not one.is_complete or one.is_short]


def results_of(call: Call) -> Results:
    """The results of the call as they stand now, in a constant number of queries.

    Only submitted evaluations by evaluators in force count. Raises `Conflict` for a call without
    terms, and `BadScores` with every mistake where criteria and scores do not go together.
    """
    terms = terms_of(call)
    files = {
        str(file.pk): file
        for file in call.applications.filter(status__in=EVALUATED)
        .select_related("city__country", "field", "consensus")
        .order_by("pk")
    }
    basis = basis_of(call)
    assigned = basis.assigned
    computed = computed_from(
        basis.criteria, basis.evaluations, threshold=Decimal(terms.spread_at_most)
    )
    raw = {one.file: one for one in computed.raw}
    correction = computed.correction
    agreed = agreements(
        list(raw.values()),
        expected={key: max(assigned[file.pk], 1) for key, file in files.items()},
        noted={key for key, file in files.items() if consensus_of(file)},
    )
    made = {
        key: file_result(file, raw.get(key), correction, agreed[key], assigned[file.pk], terms)
        for key, file in files.items()
    }
    ranked = ranked_by_places(made, computed.places)
    return Results(
        terms=terms,
        ranked=ranked,
        unscored=[one for one in made.values() if one.raw is None],
        correction=correction,
        harshness={int(who): of_evaluator(one) for who, one in correction.evaluators.items()}
        if isinstance(correction, Correction)
        else {},
    )


@dataclass(frozen=True)
class Basis:
    """What results are made of: criteria, what was submitted, and by file who is to evaluate it."""

    criteria: list[ranking.Criterion]
    evaluations: list[ranking.Evaluation]
    assigned: Counter[int]


def basis_of(call: Call) -> Basis:
    """What there is of a call's evaluations, by evaluators in force."""
    criteria = [as_criterion(row) for row in call.criteria.order_by("position", "pk")]
    in_force = Assignment.objects.filter(application__call=call, state__in=IN_FORCE)
    return Basis(
        criteria,
        submitted_of(call) if criteria else [],
        Counter(in_force.values_list("application", flat=True)),
    )


@dataclass(frozen=True)
class Computed:
    """What evaluations come to by the arithmetic of the ranking, wherever they were found."""

    raw: list[RawResult]
    correction: Correction | NotCorrected
    places: list[Place]


def computed_from(
    criteria: Sequence[ranking.Criterion],
    evaluations: Sequence[ranking.Evaluation],
    *,
    threshold: Decimal,
) -> Computed:
    """Raw results, correction and places; none yet where nothing was submitted.

    Raises `BadScores` where criteria and scores do not go together.
    """
    raw = raw_from(criteria, evaluations, threshold=threshold)
    correction = correct(totals(criteria, evaluations) if evaluations else [])
    return Computed(raw, correction, places(raw, correction))


def raw_from(
    criteria: Sequence[ranking.Criterion],
    evaluations: Sequence[ranking.Evaluation],
    *,
    threshold: Decimal,
) -> list[RawResult]:
    """Raw results alone, for whoever needs no places; raises as `computed_from` does."""
    return raw_results(criteria, evaluations, threshold=threshold) if evaluations else []


def file_result(
    file: Application,
    raw: RawResult | None,
    correction: Correction | NotCorrected,
    agreement: Agreement,
    assigned: int,
    terms: EvaluationTerms,
) -> FileResult:
    """A file's result before the files are ranked."""
    corrected = correction.files.get(str(file.pk)) if isinstance(correction, Correction) else None
    return FileResult(
        application=file,
        raw=raw,
        raw_place=None,
        corrected=corrected,
        corrected_place=None,
        sentence=why(corrected, correction)
        if corrected is not None and isinstance(correction, Correction)
        else "",
        agreement=agreement,
        assigned=assigned,
        wanted=terms.evaluators_per_file,
        submitted=raw.evaluations if raw else 0,
        consensus=consensus_of(file),
    )


def ranked_by_places(made: Mapping[str, FileResult], found: Sequence[Place]) -> list[FileResult]:
    """The files that have an evaluation, in the order of their places."""
    return [
        replace(made[one.file], raw_place=one.raw, corrected_place=one.corrected)
        for one in found
        if one.file in made
    ]


def consensus_of(file: Application) -> Consensus | None:
    found: Consensus | None = getattr(file, "consensus", None)
    return found

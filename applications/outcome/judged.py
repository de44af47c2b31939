"""What the evaluators of files have given so far, for whoever decides on them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from applications.models import Call, Consensus, EvaluationTerms
from applications.panel.results import basis_of, raw_from
from applications.preflight.clauses import PROCEDURE
from applications.preflight.findings import Finding
from applications.ranking import BadScores, RawResult
from applications.ranking.explaining import in_tenths
from applications.ranking.scores import POINTS


@dataclass(frozen=True)
class Judged:
    """How far a file is evaluated, and to what that comes before any correction.

    `assigned` counts the evaluators in force, `submitted` those of them who have submitted, and
    `wanted` is what the call asks for, None where it has no terms. `raw` is none as long as nothing
    was submitted; and where criteria and scores of the call do not go together (`is_mistaken`), as
    for the Secretariat.
    """

    wanted: int | None = None
    assigned: int = 0
    submitted: int = 0
    raw: RawResult | None = None
    is_mistaken: bool = False
    has_consensus: bool = False

    @property
    def mean(self) -> str | None:
        """The raw mean, as the Secretariat reads it."""
        return in_tenths(self.raw.mean) if self.raw else None

    @property
    def spread(self) -> str | None:
        return in_tenths(self.raw.spread) if self.raw else None

    def missing(self) -> Iterator[Finding]:
        """What an evaluation under the call's terms would still need."""
        if self.wanted is not None and self.submitted < max(self.assigned, self.wanted):
            yield Finding(
                "evaluations-missing",
                _("%(submitted)s of %(wanted)s evaluations are submitted.")
                % {"submitted": self.submitted, "wanted": self.wanted},
                _("Wait for the others, or decide with a reason."),
                PROCEDURE,
            )
        if self.is_mistaken:
            yield Finding(
                "scores-mistaken",
                _("There is no result: criteria and scores do not go together."),
                _("Wait until the Secretariat has mended them, or decide with a reason."),
                PROCEDURE,
            )
        if self.raw and self.raw.is_apart and not self.has_consensus:
            yield Finding(
                "consensus-missing",
                _("The evaluations lie %(spread)s points apart, and there is no consensus note.")
                % {"spread": self.spread},
                _("Wait for the note, or decide with a reason."),
                PROCEDURE,
            )


def judged(call: Call, applications: Iterable[int]) -> dict[int, Judged]:
    """How far each of the files is evaluated, by key, in a fixed number of queries."""
    numbers = list(applications)
    terms = EvaluationTerms.objects.filter(call=call).first()
    basis = basis_of(call)
    submitted = Counter(int(one.file) for one in basis.evaluations)
    # Without terms nobody is too far apart.
    threshold = Decimal(terms.spread_at_most if terms else POINTS)
    try:
        found = raw_from(basis.criteria, basis.evaluations, threshold=threshold)
    except BadScores:
        raw, is_mistaken = {}, True
    else:
        raw, is_mistaken = {int(one.file): one for one in found}, False
    noted = set(
        Consensus.objects.filter(application__in=numbers).values_list("application", flat=True)
    )
    return {
        number: Judged(
            wanted=terms.evaluators_per_file if terms else None,
            assigned=basis.assigned[number],
            submitted=submitted[number],
            raw=raw.get(number),
            is_mistaken=is_mistaken,
            has_consensus=number in noted,
        )
        for number in numbers
    }

"""Proposals: who should evaluate what, and why, before anybody is told of it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.assigning import Assignment as Solution
from applications.assigning import Change, Explanation, Sentence, change
from applications.assigning.changing import Removal
from applications.assigning.problem import Pair
from applications.models import Call
from applications.panel.rounds import Round, round_of

NUMBERS = ("load", "capacity")
CONFLICT = _("%(evaluator)s and %(file)s are in conflict: %(reason)s.")
LEFT = _("%(evaluator)s takes part no longer.")


@dataclass(frozen=True)
class Proposal:
    """What would be assigned, kept and taken back, each with its reasons.

    `digest` is of what it does, not of how it is told: who saw it may ask for just that.
    """

    round: Round
    wanted: frozenset[Pair]
    forbidden: frozenset[Pair]
    solution: Solution
    added: tuple[Explanation, ...]
    kept: tuple[Explanation, ...]
    removed: tuple[Removal, ...]

    @property
    def changes_anything(self) -> bool:
        return bool(self.added or self.removed or self.wanted or self.forbidden)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what is done, in hexadecimal digits."""
        done = {
            "call": self.round.call.pk,
            "added": [[*each.pair, reasons_of(each)] for each in self.added],
            "kept": [list(each.pair) for each in self.kept],
            "removed": [[*each.pair, each.reason.code] for each in self.removed],
            "wanted": sorted(map(list, self.wanted)),
            "forbidden": sorted(map(list, self.forbidden)),
        }
        return hashlib.sha256(json.dumps(done, sort_keys=True).encode()).hexdigest()


def propose(call: Call) -> Proposal:
    """The best assignment of the call's files, near to what is in force.

    Changes nothing. Raises `Conflict` for a call without terms, `BadProblem` where what is settled
    contradicts itself, and `NoSolution` with what blocks.
    """
    return propose_change(call)


def propose_change(
    call: Call, *, wanted: Iterable[tuple[int, int]] = (), forbidden: Iterable[tuple[int, int]] = ()
) -> Proposal:
    """The same once pairs, as keys of files and evaluators, are set or forbidden by hand."""
    return proposed(round_of(call), as_keys(wanted), as_keys(forbidden))


def proposed(
    made: Round, wanted: frozenset[Pair] = frozenset(), forbidden: frozenset[Pair] = frozenset()
) -> Proposal:
    """The best assignment for a round that was read already; raises as `propose` does."""
    by_hand = Change(wanted=wanted, forbidden=forbidden)
    changed = change(made.problem, made.before, by_hand)
    removed = tuple(Removal(one.pair, why_removed(made, one)) for one in changed.removed)
    return Proposal(
        made, wanted, forbidden, changed.assignment, changed.added, changed.kept, removed
    )


def as_keys(pairs: Iterable[tuple[int, int]]) -> frozenset[Pair]:
    return frozenset((str(file), str(evaluator)) for file, evaluator in pairs)


def why_removed(made: Round, removal: Removal) -> Sentence:
    """Why a pair is given up; what the portal found itself comes before what the solver says."""
    file, who = made.problem.file_by_key[removal.pair[0]], made.evaluators[removal.pair[1]]
    values = {
        "file": str(file),
        "evaluator": str(made.problem.evaluator_by_key[removal.pair[1]]),
        "reason": file.conflicts.get(removal.pair[1], ""),
    }
    if removal.pair in made.conflicts:
        return Sentence("conflict", CONFLICT, values)
    if not who.is_active:
        return Sentence("left", LEFT, values)
    return removal.reason


def reasons_of(explanation: Explanation) -> list[dict[str, Any]]:
    """Why a pair was made, as codes with their figures: what its row keeps."""
    kept: list[dict[str, Any]] = []
    for sentence in explanation.reasons:
        figures = {name: sentence.values[name] for name in NUMBERS}
        kept.append({"code": sentence.code} | (figures if sentence.code == "load" else {}))
    return kept + [
        {"code": str(sentence.code), "given_up": True} for sentence in explanation.given_up
    ]

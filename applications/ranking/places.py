"""Places: by the raw mean and by the corrected one, shared where files are equal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from applications.ranking.harshness import Correction, NotCorrected
from applications.ranking.results import RawResult

# Raw means are exact. Corrected ones are rounded by the machine somewhere below this.
INDISTINCT = Fraction(1, 1_000_000)


@dataclass(frozen=True)
class Place:
    """A file's places, from 1; the corrected one is none where there is no correction."""

    file: str
    raw: int
    corrected: int | None


def places(results: Sequence[RawResult], correction: Correction | NotCorrected) -> list[Place]:
    """The files by their corrected places, or else by their raw ones; within a place by key."""
    raw = shared_places({result.file: result.mean for result in results})
    corrected: Mapping[str, int] = {}
    if isinstance(correction, Correction):
        corrected = shared_places(
            {file: found.corrected for file, found in correction.files.items()},
            indistinct=INDISTINCT,
        )
    found = [Place(file, place, corrected.get(file)) for file, place in raw.items()]
    return sorted(found, key=lambda place: (place.corrected or place.raw, place.file))


def shared_places(
    values: Mapping[str, Fraction | float], *, indistinct: Fraction = Fraction()
) -> dict[str, int]:
    """The place of each key, the largest value first: 1, 2, 2, 4.

    A value that is less than the one before by no more than `indistinct` shares its place.
    """
    order = sorted(values, key=lambda key: (-values[key], key))
    found: dict[str, int] = {}
    for number, key in enumerate(order):
        before = order[number - 1] if number else None
        if before is not None and values[before] - values[key] <= indistinct:
            found[key] = found[before]
        else:
            found[key] = number + 1
    return found

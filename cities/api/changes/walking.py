"""The walk through all changes: from a position, what comes next, and where to go on from.

It tells of two things: of objects that the record noted as changed, in the order of its revisions;
and, when a day has passed since the position, of those that the clock has changed meanwhile, about
which nothing is noted. Every position is one from which nothing is missed, whoever stops there:
what moves on while somebody walks is told again later.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cities.api.changes.kinds import Kind
from cities.models import ChangedObject
from cities.record.outbox import Noted, noted_after
from cities.record.revision import RevisionStamp


class Place(NamedTuple):
    """Behind something noted; or within what is noted of a whole kind, behind a primary key."""

    number: int = 0
    kind: str = ""
    key: str = ""
    within: int | None = None


class Position(NamedTuple):
    """How far somebody has come in an epoch: to a place, and to a day in what comes due.

    While what has come due until another day is being told, `until` is that day and `due` the place
    in it.
    """

    epoch: str
    day: datetime.date
    place: Place = Place()
    until: datetime.date | None = None
    due: Place = Place()

    @classmethod
    def behind(cls, stamp: RevisionStamp, day: datetime.date) -> "Position":
        """The end of all that the record has noted up to a revision."""
        return cls(stamp.epoch, day, Place(stamp.number + 1))

    def as_list(self) -> list[Any]:
        """The position as JSON can hold it."""
        until = self.until.isoformat() if self.until else None
        return [self.epoch, self.day.isoformat(), self.place, until, self.due]

    @classmethod
    def from_list(cls, values: Any) -> "Position":
        """The position that `as_list` has written."""
        epoch, day, place, until, due = values
        read = datetime.date.fromisoformat
        return cls(epoch, read(day), Place(*place), read(until) if until else None, Place(*due))


class Step(NamedTuple):
    """An object that may have a new state, at a revision; None: by the clock alone."""

    kind: str
    key: str
    revision: int | None


class Walked(NamedTuple):
    """Some steps, the position behind them, and whether there was nothing more."""

    steps: list[Step]
    position: Position
    is_up_to_date: bool


def walk(
    start: Position,
    size: int,
    kinds: Mapping[str, Kind],
    stamp: RevisionStamp,
    today: datetime.date,
) -> Walked:
    """Up to `size` steps from a position on.

    `stamp` and `today` were read before: what they do not know of yet is told later. What the steps
    name is to be read after them.
    """
    steps: list[Step] = []
    position = start
    while position.day < today:
        until = position.until or today
        due = _due(position.day, until, kinds, position.due)
        for step, place in _steps(due, position.due, kinds, size + 1 - len(steps)):
            if len(steps) == size:
                return Walked(steps, position._replace(until=until), is_up_to_date=False)
            steps.append(step._replace(revision=None))
            position = position._replace(due=place)
        position = position._replace(day=until, until=None, due=Place())
    most = size + 1 - len(steps)
    place = position.place
    noted = noted_after(Noted(*place[:3]), most, kinds.keys(), inclusive=place.within is not None)
    for step, beyond in _steps(noted, place, kinds, most):
        if len(steps) == size:
            return Walked(steps, position, is_up_to_date=False)
        steps.append(step)
        position = position._replace(place=beyond)
    if len(noted) == most:
        # There may be more: what was noted of a whole kind can be nothing at all.
        last = position._replace(place=Place(*noted[-1]))
        return Walked(steps, last, is_up_to_date=False)
    # All that the revision knows has been told, even where none of it was of these kinds.
    ends = [Place(*position.place[:3]), Place(stamp.number + 1), *(Place(*each) for each in noted)]
    return Walked(steps, position._replace(place=max(ends)), is_up_to_date=True)


def _due(
    after: datetime.date, until: datetime.date, kinds: Mapping[str, Kind], place: Place
) -> list[Noted]:
    """What came due after a day and until another, behind a place."""
    found = {
        Noted(0, name, str(key)) for name, kind in kinds.items() for key in kind.due(after, until)
    }
    behind = Noted(*place[:3])
    return sorted(
        noted for noted in found if noted > behind or (noted == behind and place.within is not None)
    )


def _steps(
    found: Iterable[Noted], start: Place, kinds: Mapping[str, Kind], most: int
) -> Iterator[tuple[Step, Place]]:
    """A step for each object, also of those that were noted as a whole kind, and its place."""
    for noted in found:
        if noted.key != ChangedObject.EVERY:
            yield Step(noted.kind, noted.key, noted.number), Place(*noted)
            continue
        begun = start.within if start[:3] == tuple(noted) else None
        for primary_key, key in kinds[noted.kind].keys_after(begun or 0, most):
            yield Step(noted.kind, key, noted.number), Place(*noted, primary_key)

"""What a reader asked of a list, as links that ask a little more or a little less."""

from typing import cast

from django.http import QueryDict

from uccn.doors.filtering import StrictFilterSet

DAYS = ("as_of", "earlier", "later")


class Question:
    """The understood parameters of a list's address, in one fixed order.

    Every method gives the part of an address that begins with `?`; the page of the list is left
    out, since a different question has different pages.
    """

    def __init__(self, data: QueryDict, names: tuple[str, ...]) -> None:
        self.names = names
        given = [(name, value) for name in names for value in data.getlist(name) if value.strip()]
        self.pairs = list(dict.fromkeys(given))

    @property
    def is_empty(self) -> bool:
        return not self.pairs

    @property
    def address(self) -> str:
        return self._address(self.pairs)

    def has(self, name: str, value: str) -> bool:
        return (name, value) in self.pairs

    def with_value(self, name: str, value: str) -> str:
        """The same with one more value of a facet."""
        return self._address([*self.pairs, (name, value)])

    def with_only(self, name: str, value: str, *left_out: str) -> str:
        """The same with this as the parameter's only value; an empty one leaves it out.

        So are the other parameters in `left_out`.
        """
        others = [pair for pair in self.pairs if pair[0] not in (name, *left_out)]
        return self._address([*others, (name, value)] if value else others)

    def without_value(self, name: str, value: str) -> str:
        """The same without one value of a facet."""
        return self._address([pair for pair in self.pairs if pair != (name, value)])

    def toggled(self, name: str, value: str) -> str:
        """The same with the value if it is absent, without it if it is there."""
        has = self.has(name, value)
        return self.without_value(name, value) if has else self.with_value(name, value)

    def others_than(self, *names: str) -> list[tuple[str, str]]:
        """What a form repeats in hidden inputs: everything but its own inputs."""
        return [pair for pair in self.pairs if pair[0] not in names]

    def _address(self, pairs: list[tuple[str, str]]) -> str:
        query = QueryDict(mutable=True)
        for name in self.names:
            for value in [value for found, value in pairs if found == name]:
                query.appendlist(name, value)
        return f"?{query.urlencode(safe=',')}" if query else "."


def question_of(filterset: StrictFilterSet) -> Question:
    """The question that a filter set understood: its own parameters and nothing else."""
    wrong = {problem.parameter for problem in filterset.problems()}
    names = tuple(name for name in filterset.filters if name not in wrong)
    data = cast("QueryDict", filterset.data).copy()
    for name in DAYS:
        # One address for each day, however it was written.
        if day := filterset.value(name):
            data[name] = day.isoformat()
    return Question(data, names)

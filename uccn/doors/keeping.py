"""What was made from the record, kept in the memory of this process for as long as it is true.

A count, a facet or a list of names that many requests need is made once for each moment of the
record: its revision, the date, and which calls are open. Delivery learns the moment before anything
else is read, and says so by `during`; whatever is then made may be newer than the moment, never
older, and is asked for again only while that moment lasts. So nothing has to be forgotten when the
record changes. Where nobody said which moment it is (a command, a shell, a transaction), nothing is
kept and everything is made anew.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Made = TypeVar("Made")

_moment: ContextVar[str] = ContextVar("moment of the record", default="")


@contextmanager
def during(moment: str) -> Iterator[None]:
    """Within, the record is read as of a moment that was learnt before, outside of transactions."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def kept(
    most: int,
) -> Callable[[Callable[Arguments, Made]], Callable[Arguments, Made]]:
    """Keep up to so many results of a function of the record, by its (hashable) arguments.

    The function may read the record, the date and the current language if that is an argument. Its
    result is shared by all requests of the process: a caller reads it and changes nothing in it.
    """

    def decorate(make: Callable[Arguments, Made]) -> Callable[Arguments, Made]:
        @functools.lru_cache(maxsize=most)
        def made(_moment: str, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Made:
            return make(*args, **kwargs)

        @functools.wraps(make)
        def known(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Made:
            moment = _moment.get()
            if not moment:
                return make(*args, **kwargs)
            return made(moment, *args, **kwargs)  # type: ignore[arg-type]

        return known

    return decorate

"""What was made from the record, kept in the memory of this process for as long as it is true.

A count, a facet or a list of names that many requests need is made once for each moment of the
record: its revision, the date, and which calls are open. Delivery learns the moment before anything
else is read, and says so by `during`; whatever is then made may be newer than the moment, never
older, and is asked for again only while that moment lasts. So nothing has to be forgotten when the
record changes. Where nobody said which moment it is (a command, a shell, a transaction), nothing is
kept and everything is made anew.

Whatever is kept is shared by all requests of the process: a caller reads it and changes nothing in
it. What is kept where, and what that is worth, is written in docs/speed.md.
"""

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")

# So many letters may a key have: what strangers ask for is bounded in number by `most`, and in size
# by this. Questions that people ask are far shorter.
LONGEST_KEY = 4_000

_moment: ContextVar[str] = ContextVar("moment of the record", default="")


@contextmanager
def during(moment: str) -> Iterator[None]:
    """Within, the record is read as of a moment that was learnt before, outside of transactions."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


class Shelf(Generic[Made]):
    """Room for so many things of one kind, each made once in a moment.

    Those that were not asked for longest make room first; a new moment clears the shelf. What
    `fits` says no to is made each time.
    """

    def __init__(self, most: int, fits: Callable[[Made], bool] = lambda _thing: True) -> None:
        self.most, self.fits = most, fits
        self._things: OrderedDict[tuple[str, Hashable], Made] = OrderedDict()
        self._moment = ""
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The thing under a key, made if it is not here."""
        moment = _moment.get()
        if not moment:
            return make()
        place = (moment, key)
        with self._lock:
            if place in self._things:
                self._things.move_to_end(place)
                return self._things[place]
        # Made without the lock: two requests at once may make it twice, but none waits.
        made = make()
        self._put(moment, {key: made})
        return made

    def each(
        self,
        keys: Iterable[Key],
        make: Callable[[list[Key]], Mapping[Key, Made]],
        context: Hashable = None,
    ) -> dict[Key, Made]:
        """The things under the keys; those that are not here are made together.

        `context` is what else they depend on. What cannot be made is left out. More keys than
        there is room for are made and not kept.
        """
        wanted, moment = list(keys), _moment.get()
        if not moment or len(wanted) > self.most:
            return dict(make(wanted)) if wanted else {}
        found: dict[Key, Made] = {}
        with self._lock:
            for key in wanted:
                place = (moment, (context, key))
                if place in self._things:
                    self._things.move_to_end(place)
                    found[key] = self._things[place]
        if missing := [key for key in wanted if key not in found]:
            made = make(missing)
            self._put(moment, {(context, key): thing for key, thing in made.items()})
            found.update(made)
        return found

    def _put(self, moment: str, things: Mapping[Any, Made]) -> None:
        with self._lock:
            if moment != self._moment:
                # Another moment's things are true no longer. A request that began in it and is
                # still at work clears the shelf once more, which costs time and nothing else.
                self._things.clear()
                self._moment = moment
            for key, thing in things.items():
                if letters(key) < LONGEST_KEY and self.fits(thing):
                    self._things[moment, key] = thing
            while len(self._things) > self.most:
                self._things.popitem(last=False)


def letters(key: Hashable) -> int:
    """How many letters a key is made of; what is neither text nor made of it has none."""
    if isinstance(key, str):
        return len(key)
    return sum(map(letters, key)) if isinstance(key, tuple | frozenset) else 0


def kept(
    most: int,
    fits: Callable[[Any], bool] = lambda _thing: True,
    key: Callable[..., Hashable] | None = None,
) -> Callable[[Callable[Arguments, Made]], Callable[Arguments, Made]]:
    """Keep up to so many results of a function of the record, by its (hashable) arguments.

    The function may read the record, the date and the current language if that is an argument.
    Results that `fits` says no to, such as the largest, are not kept. Arguments stay in memory as
    long as their result: `key` says what of them it depends on, where they hold more than that.
    """

    def decorate(make: Callable[Arguments, Made]) -> Callable[Arguments, Made]:
        shelf: Shelf[Made] = Shelf(most, fits)

        @functools.wraps(make)
        def known(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Made:
            place = key(*args, **kwargs) if key else (args, *kwargs.items())
            return shelf.get(place, lambda: make(*args, **kwargs))

        return known

    return decorate


def kept_each(
    most: int,
) -> Callable[
    [Callable[Concatenate[list[Key], Arguments], Mapping[Key, Made]]],
    Callable[Concatenate[Iterable[Key], Arguments], dict[Key, Made]],
]:
    """Keep up to so many results of a function that makes many at once, by their keys.

    Its first argument are the keys; whatever else the results depend on are the others.
    """

    def decorate(
        make: Callable[Concatenate[list[Key], Arguments], Mapping[Key, Made]],
    ) -> Callable[Concatenate[Iterable[Key], Arguments], dict[Key, Made]]:
        shelf: Shelf[Made] = Shelf(most)

        @functools.wraps(make)
        def known(
            keys: Iterable[Key], /, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> dict[Key, Made]:
            return shelf.each(
                keys, lambda missing: make(missing, *args, **kwargs), (args, *kwargs.items())
            )

        return known

    return decorate

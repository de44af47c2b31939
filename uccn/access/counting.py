"""Counting requests: in Redis for all processes where there is one, else in each process.

The windows slide: what was asked in the last one still weighs as much as of it lies within the
time of the limit, so that nobody may ask twice as much around the end of a minute.
"""

import bisect
import contextlib
import functools
import logging
import math
import threading
import time
from typing import Any, NamedTuple

from django.conf import settings
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from uccn.access.quotas import Quota

logger = logging.getLogger(__name__)

# How long a request waits for Redis, in seconds, and how long it is then not asked again.
PATIENCE = 0.25
PAUSE = 10
# The clocks of the storages are no finer than this, in seconds.
TICK = 0.001

WindowStorage = MemoryStorage | RedisStorage

_first = threading.Lock()


class Count(NamedTuple):
    """One request more: whether there was room for it, and what is left.

    After `wait` whole seconds there is room for at least one more than now, or for this one if it
    was not admitted.
    """

    admitted: bool
    remaining: int
    wait: int


class Counter:
    """Counts in one storage, and lets everybody in while that cannot be reached.

    Storages that are no servers take one `turn` after the other: the library's own would lose
    counts between threads.
    """

    def __init__(
        self, storage: WindowStorage, turn: contextlib.AbstractContextManager[Any]
    ) -> None:
        self.limiter = SlidingWindowCounterRateLimiter(storage)
        self.storage = storage
        self.turn = turn
        self.away_until = -math.inf

    def count(self, quota: Quota, *who: str, weight: int = 1) -> Count | None:
        """Count a request of somebody, or None while nothing can be counted.

        It takes as much as `weight` requests, or all that a smaller limit has.
        """
        weight = min(weight, quota.amount)
        if time.monotonic() < self.away_until:
            return None
        try:
            with self.turn:
                admitted = self.limiter.hit(quota, *who, cost=weight)
                windows = self.storage.get_sliding_window(quota.key_for(*who), quota.get_expiry())
        except StorageError as error:
            self.away_until = time.monotonic() + PAUSE
            logger.warning("Requests are not counted for %s seconds: %s", PAUSE, error)
            return None
        return told(quota, *windows, weight=weight, admitted=admitted)


def told(
    quota: Quota,
    previous: int,
    previous_ends_in: float,
    current: int,
    current_ends_in: float,
    *,
    weight: int,
    admitted: bool,
) -> Count:
    """What is known of two windows. Each weighs until it has ended twice its length after it began.

    The library knows what is left, too; its time until there is more is 0 at a window's beginning.
    """
    length = quota.get_expiry()

    def left(seconds: float) -> int:
        """How much room there is so much later, if nothing is asked meanwhile."""
        still = current_ends_in - seconds
        if still > length:
            taken = previous * max(0, previous_ends_in - seconds) / length + current
        else:  # the current window has become the previous one
            taken = current * max(0, still) / length
        return max(0, quota.amount - math.floor(taken))

    remaining = left(0) if admitted else min(left(0), weight - 1)
    wanted = min(remaining + 1, quota.amount) if admitted else weight
    # At the very moment in which it is given back there is not yet room, soon after it there is.
    wait = 1 + bisect.bisect_left(
        range(1, 2 * length + 1), wanted, key=lambda second: left(second - TICK)
    )
    return Count(admitted, remaining, min(wait, length) if admitted else wait)


def counter() -> Counter:
    """The counter of this process: one, however many threads ask for it first."""
    with _first:
        return _made()


def forget() -> None:
    """Begin to count anew in this process, as the settings say by now."""
    _made.cache_clear()


@functools.cache
def _made() -> Counter:
    cache = settings.CACHES["default"]
    if not cache["BACKEND"].endswith("RedisCache"):
        return Counter(MemoryStorage(), threading.Lock())
    # Redis' client takes 6 MB: only who counts there pays for it.
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    options: dict[str, Any] = {
        "socket_timeout": PATIENCE,
        "socket_connect_timeout": PATIENCE,
        # A connection that Redis has closed meanwhile is replaced at once; more is not tried.
        "retry": Retry(NoBackoff(), 1),
    }
    storage = RedisStorage(cache["LOCATION"], wrap_exceptions=True, **options)
    return Counter(storage, contextlib.nullcontext())


def count(quota: Quota, *who: str, weight: int = 1) -> Count | None:
    """Count a request of somebody, named by words, or None while nothing can be counted."""
    corner = settings.CACHES["default"].get("KEY_PREFIX", "")
    return counter().count(quota, corner, *who, weight=weight)

"""Who acts for each National Commission, by the acts on its members."""

from collections.abc import Iterator

from applications.log.problems import Problem
from applications.log.replaying import Replayed, compares, replays
from applications.models import LogEntry, NationalCommission


def commissions(replayed: Replayed) -> dict[str, set[int]]:
    """The members of each Commission that the log tells of, by its country's code."""
    found: dict[str, set[int]] = replayed.others.setdefault("commissions", {})
    return found


def members_of(replayed: Replayed, entry: LogEntry) -> set[int]:
    return commissions(replayed).setdefault(entry.contents["country"], set())


@replays("commission:adopt")
def adopted(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """The members as they were when acts on them began to be written into the log."""
    commissions(replayed)[entry.contents["country"]] = set(entry.contents["members"])
    yield from ()


@replays("commission:join", "commission:grant")
def joined(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    member = entry.by_id if entry.kind == "commission:join" else entry.contents["member"]
    members_of(replayed, entry).add(int(member or 0))
    yield from ()


@replays("commission:end")
def ended(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    members_of(replayed, entry).discard(entry.contents["member"])
    yield from ()


@compares
def members(replayed: Replayed) -> Iterator[Problem]:
    """The members of every Commission that the log tells of."""
    known = commissions(replayed)
    rows = NationalCommission.members.through.objects.filter(
        nationalcommission__country__code__in=list(known)
    )
    now: dict[str, set[int]] = {code: set() for code in known}
    for code, member in rows.values_list("nationalcommission__country__code", "user"):
        now[code].add(member)
    for code in sorted(known):
        for member in sorted(now[code] - known[code]):
            told = f"account {member} acts for the Commission of {code}, by the log it does not"
            yield Problem("state", told)
        for member in sorted(known[code] - now[code]):
            told = f"account {member} acts for the Commission of {code} by the log, and does not"
            yield Problem("state", told)

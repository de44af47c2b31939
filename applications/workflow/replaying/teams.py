"""Who is in the team of each file, by the acts on teams."""

from collections.abc import Iterator

from applications.log.problems import Problem
from applications.log.replaying import Replayed, compares, replays
from applications.models import LogEntry, TeamMember, TeamPart

Team = dict[int, str]


def teams(replayed: Replayed) -> dict[int, Team]:
    """The parts of the members of each team that the log tells of, by file and person."""
    found: dict[int, Team] = replayed.others.setdefault("teams", {})
    return found


def team_of(replayed: Replayed, entry: LogEntry) -> Team:
    return teams(replayed).setdefault(entry.application_id or 0, {})


@replays("act:start")
def started(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """Whoever starts a file is its owner."""
    team_of(replayed, entry)[entry.by_id or 0] = TeamPart.OWNER
    yield from ()


@replays("team:adopt")
def adopted(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """The team as it was when its acts began to be written into the log."""
    teams(replayed)[entry.application_id or 0] = dict(map(tuple, entry.contents["team"]))
    yield from ()


@replays("team:join")
def joined(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """Whoever is in the team already keeps the part."""
    team, part = team_of(replayed, entry), entry.contents["part"]
    if team.setdefault(entry.by_id or 0, part) != part:
        yield Problem("replay", f"account {entry.by_id} had another part", entry.sequence)


@replays("team:part", "team:remove")
def changed(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """A team keeps an owner, and only members are given a part or taken out."""
    team, member = team_of(replayed, entry), entry.contents["member"]
    if member not in team:
        yield Problem("replay", f"account {member} was not in the team then", entry.sequence)
    if entry.kind == "team:part":
        team[member] = entry.contents["part"]
    else:
        team.pop(member, None)
    if TeamPart.OWNER not in team.values():
        yield Problem("replay", "it leaves the team without an owner", entry.sequence)


@compares
def members(replayed: Replayed) -> Iterator[Problem]:
    """The members of every team that the log tells of."""
    known = teams(replayed)
    waiting = {
        (file, member): part for file, team in known.items() for member, part in team.items()
    }
    rows = TeamMember.objects.order_by("pk").values_list("application", "user", "part")
    for file, member, part in rows.iterator():
        then = waiting.pop((file, member), None)
        if file in known and part != then:
            told = f"file {file}: account {member} is {part} in the team, by the log {then}"
            yield Problem("state", told)
    for (file, member), part in sorted(waiting.items()):
        yield Problem("state", f"file {file}: account {member} is {part} in the log, and not there")

"""What became of each invitation, by the acts on it. Those of erased files are gone with them."""

from collections.abc import Iterator
from dataclasses import dataclass

from applications.log.problems import Problem
from applications.log.replaying import Replayed, compares, replays
from applications.models import CommissionInvitation, Invitation, LogEntry


@dataclass
class Invited:
    """An invitation: to which part, if it is to a team; who accepted it, or whether it is void."""

    part: str
    accepted_by: int | None = None
    is_revoked: bool = False

    @property
    def is_waiting(self) -> bool:
        return self.accepted_by is None and not self.is_revoked


def invitations(replayed: Replayed) -> dict[str, Invited]:
    """The invitations that the log tells of, by their numbers."""
    found: dict[str, Invited] = replayed.others.setdefault("invitations", {})
    return found


@replays("team:invite", "commission:invite")
def invited(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """Another one to the same address gives way."""
    known = invitations(replayed)
    for number in entry.contents["given_way"]:
        if number in known:
            known[number].is_revoked = True
    known[str(entry.act)] = Invited(entry.contents.get("part", ""))
    yield from ()


@replays("team:join", "team:revoke", "commission:join", "commission:revoke")
def answered(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """An invitation is used or taken back once; those from before these acts are not known."""
    found = invitations(replayed).get(entry.contents["invitation"])
    if found is None:
        return
    if not found.is_waiting:
        yield Problem("replay", "the invitation was not open any more", entry.sequence)
    if entry.kind.endswith(":join"):
        found.accepted_by = entry.by_id
    else:
        found.is_revoked = True


@compares
def rows(replayed: Replayed) -> Iterator[Problem]:
    """Every invitation that the log tells of and that is still there."""
    known = invitations(replayed)
    if not known:
        return
    of_teams = Invitation.objects.values_list("number", "part", "accepted_by", "revoked_at")
    for number, part, accepted_by, revoked_at in of_teams.iterator():
        yield from compared(known, str(number), Invited(part, accepted_by, bool(revoked_at)))
    others = CommissionInvitation.objects.values_list("number", "accepted_by", "revoked_at")
    for number, accepted_by, revoked_at in others.iterator():
        yield from compared(known, str(number), Invited("", accepted_by, bool(revoked_at)))


def compared(known: dict[str, Invited], number: str, now: Invited) -> Iterator[Problem]:
    then = known.get(number)
    if then is not None and then != now:
        yield Problem("state", f"invitation {number} is otherwise than by the log")

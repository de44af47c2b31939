"""What an archive may hold: no more than the parts of whoever hands it out let them see."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applications.models import LogEntry
from applications.permissions import decides, screens

RANK = "act:rank"
DRAFT = "decision:draft"
# Whether an announcement is released is the office's own until it is done.
RELEASES = ("announcement:release", "announcement:hold")


@dataclass(frozen=True)
class Sight:
    """Two things are not for everybody of the network.

    How a Commission ranks its files is for itself and the Secretariat; drafts of decisions, and the
    reasons of decisions always, are for the Director-General's office.
    """

    ranks: bool
    decisions: bool

    @classmethod
    def of(cls, person: Any) -> "Sight":
        return cls(ranks=screens(person), decisions=decides(person))

    @property
    def is_whole(self) -> bool:
        return self.ranks and self.decisions

    @property
    def withheld(self) -> list[str]:
        """What is left out, in words."""
        left_out = []
        if not self.ranks:
            left_out.append(_("how the National Commission ranks its files"))
        if not self.decisions:
            left_out.append(_("drafts and reasons of decisions, and releases of announcements"))
        return left_out

    def shows(self, entry: LogEntry) -> bool:
        """Whether the words of the entry may be read; its digest may be, by anybody."""
        if entry.kind == RANK:
            return self.ranks
        return self.decisions or entry.kind not in RELEASES

    def shows_salts(self, entry: LogEntry) -> bool:
        """Whether the salts may be: with the salt, one guesses which of two things was decided."""
        return self.shows(entry) and (self.decisions or entry.kind != DRAFT)


def hands_out(person: Any) -> bool:
    """Whether the person may hand out the record of a file: the Secretariat, and the office."""
    return screens(person) or decides(person)

"""What a check found: each with what is wrong, what to do, where, and the clause behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from applications.preflight.clauses import Clause, Text


@dataclass(frozen=True)
class Finding:
    """One thing that keeps a file from being complete.

    `section` and `subject` are the codes of the section and of the question or kind of document
    that it concerns, where there is one. `printed` is the clause as the form itself words it.
    """

    code: str
    message: Text
    to_do: Text
    clause: Clause
    section: str = ""
    subject: str = ""
    printed: str = ""

    @property
    def quote(self) -> str:
        """The clause that the finding rests on: the form's own words, or else the rule's."""
        return self.printed or str(self.clause)

    def as_row(self) -> dict[str, Any]:
        """The finding as plain data, in the reader's language."""
        return {
            "code": self.code,
            "message": str(self.message),
            "to_do": str(self.to_do),
            "clause": self.quote,
            "source": self.clause.source,
            "section": self.section,
            "subject": self.subject,
        }


@dataclass(frozen=True)
class Findings:
    """All that a check found, in the order of the form. Empty, and so false: nothing is missing."""

    found: Sequence[Finding] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def about(self, subject: str) -> "Findings":
        """Those about one question or kind of document."""
        return Findings([finding for finding in self.found if finding.subject == subject])

    def of_section(self, section: str) -> "Findings":
        """Those about one section."""
        return Findings([finding for finding in self.found if finding.section == section])

    def codes(self) -> list[str]:
        return [finding.code for finding in self.found]

"""What may be wrong with the log."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something that does not agree, at which entry if it is one, in words for whoever looks.

    `code` is one of a few slugs, for programs.
    """

    code: str
    detail: str
    sequence: int | None = None

    def __str__(self) -> str:
        where = f"entry {self.sequence}: " if self.sequence is not None else ""
        return f"{where}{self.detail} [{self.code}]"

"""What a file was recognised as, or why it is not taken."""

from dataclasses import dataclass

from django.utils.functional import Promise

from applications.preflight.clauses import FORMAT
from applications.workflow.refusals import Refusal


class NotTaken(Refusal):
    """A file that is not taken for what it is; the message says what to do instead."""

    status = 422

    def __init__(self, message: str | Promise, *, code: str) -> None:
        super().__init__(message, code=code, clause=FORMAT)


@dataclass(frozen=True)
class Recognised:
    """What a file is, and what it holds: pixels of a picture, pages of a document."""

    type: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None

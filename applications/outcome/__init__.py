"""What is decided on files, when it becomes known, and what cities are told.

Decisions are drafts of the Director-General's office (`decide`) until the announcement of their
call: it is planned, released, perhaps held, and done at its instant (`announce_due`), all files at
once. Until then nothing of them is seen anywhere else.
"""

from applications.outcome.announcing import announce_due
from applications.outcome.deciding import decide
from applications.outcome.letters import write_letter
from applications.outcome.releasing import hold, plan, release

__all__ = ["announce_due", "decide", "hold", "plan", "release", "write_letter"]

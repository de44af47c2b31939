"""What was decided, written to cities and planned, by the log; compared with the rows."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from applications.log import text_digest
from applications.log.comparing import differing
from applications.log.problems import Problem
from applications.log.replaying import Replayed, compares, replays
from applications.log.texts import is_text_of, salts_of
from applications.models import (
    Announcement,
    Consensus,
    Decision,
    Feedback,
    LetterTemplate,
    LogEntry,
)


@dataclass
class Planned:
    """An announcement as acts have left it: an instant, whoever released it, when it was done."""

    at: datetime.datetime
    released_by: int | None = None
    done_at: datetime.datetime | None = None


def last(replayed: Replayed, kind: str) -> dict[int, LogEntry]:
    """The last entry of the kind about each row, by its key; a note is looked up by its file."""
    found: dict[int, LogEntry] = replayed.others.setdefault(f"last {kind}", {})
    return found


def announcements(replayed: Replayed) -> dict[int, Planned]:
    found: dict[int, Planned] = replayed.others.setdefault("announcements", {})
    return found


def written(replayed: Replayed) -> dict[tuple[int, int], LogEntry]:
    """The last entry about the feedback on each criterion of a file."""
    found: dict[tuple[int, int], LogEntry] = replayed.others.setdefault("feedback", {})
    return found


@replays("decision:draft", "letter:write")
def write_a_row(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    last(replayed, entry.kind)[entry.contents["row"]] = entry
    yield from ()


@replays("evaluation:consensus")
def write_a_note(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """A file has one note."""
    last(replayed, entry.kind)[entry.application_id or 0] = entry
    yield from ()


@replays("feedback:write")
def write_feedback(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    for name in entry.contents:
        criterion = int(name.removeprefix("criterion_"))
        written(replayed)[entry.application_id or 0, criterion] = entry
    yield from ()


@replays("announcement:plan", "announcement:release", "announcement:hold", "announcement:done")
def plan(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """What is released does not move until it is held, and what is done stays."""
    known, row = announcements(replayed), entry.contents["row"]
    act = entry.kind.split(":")[1]
    if act == "plan":
        planned = known.setdefault(row, Planned(entry.at))
        planned.at = datetime.datetime.fromisoformat(entry.contents["instant"])
        is_possible = planned.released_by is None
    else:
        planned = known[row]
        is_possible = (planned.released_by is None) == (act == "release")
    if planned.done_at or not is_possible:
        yield Problem("replay", "the announcement was not such then", entry.sequence)
    if act in ("release", "hold"):
        planned.released_by = entry.by_id if act == "release" else None
    if act == "done":
        planned.done_at = entry.at


@compares
def decisions(replayed: Replayed) -> Iterator[Problem]:
    """Every decision, drafted or announced: its outcome and reason, who and when."""
    entries = last(replayed, "decision:draft")
    salts, waiting = salts_of(entries.values()), dict(entries)
    for row in Decision.objects.order_by("pk").iterator():
        entry = waiting.pop(row.pk, None)
        named = f"file {row.application_id}: the decision {row.pk}"
        if entry is None:
            yield Problem("state", f"{named} is not in the log")
            continue
        text = f"{row.outcome}\n{row.reason}"
        columns = {
            "application": (row.application_id, entry.application_id),
            "by": (row.by_id, entry.by_id),
            "at": (row.at, entry.at),
            "revision": (row.revision, entry.contents.get("revision")),
        }
        otherwise = differing(columns)
        is_forgotten = replayed.is_erased(row.application_id) and not row.reason
        if not is_text_of(
            entry, "decision", text, salts[entry.sequence], is_forgotten=is_forgotten
        ):
            otherwise.append("outcome or reason")
        if otherwise:
            yield differs(named, otherwise)
    yield from gone("decision", waiting)


@compares
def letters(replayed: Replayed) -> Iterator[Problem]:
    """Every version of a letter of a call."""
    waiting = dict(last(replayed, "letter:write"))
    for row in LetterTemplate.objects.order_by("pk").iterator():
        entry = waiting.pop(row.pk, None)
        digest = text_digest(f"{row.subject}\n{row.body}")
        if entry is None:
            yield Problem("state", f"letter {row.pk} is not in the log")
        elif digest != entry.contents.get("text"):
            yield differs(f"letter {row.pk}", ["text"])
    yield from gone("letter", waiting)


@compares
def notes(replayed: Replayed) -> Iterator[Problem]:
    """Every note of a panel on a file."""
    waiting = dict(last(replayed, "evaluation:consensus"))
    salts = salts_of(waiting.values())
    for row in Consensus.objects.order_by("pk").iterator():
        entry = waiting.pop(row.application_id, None)
        named = f"file {row.application_id}: the note of the panel"
        if entry is None:
            yield Problem("state", f"{named} is not in the log")
            continue
        otherwise = []
        for name in ("note", "dissent"):
            text = getattr(row, name)
            is_forgotten = replayed.is_erased(row.application_id) and not text
            if not is_text_of(entry, name, text, salts[entry.sequence], is_forgotten=is_forgotten):
                otherwise.append(name)
        columns = {
            "spread": (str(row.spread), entry.contents.get("spread")),
            "by": (row.by_id, entry.by_id),
            "at": (row.at, entry.at),
        }
        otherwise += differing(columns)
        if otherwise:
            yield differs(named, otherwise)
    yield from gone("note on file", (file for file in waiting if not replayed.is_erased(file)))


@compares
def texts_of_feedback(replayed: Replayed) -> Iterator[Problem]:
    """What is told about each criterion; an empty text took it out."""
    waiting = dict(written(replayed))
    salts = salts_of(waiting.values())
    for row in Feedback.objects.order_by("pk").iterator():
        entry = waiting.pop((row.application_id, row.criterion_id), None)
        named = f"file {row.application_id}: the feedback on criterion {row.criterion_id}"
        name = f"criterion_{row.criterion_id}"
        if entry is None:
            yield Problem("state", f"{named} is not in the log")
        elif not is_text_of(entry, name, row.text, salts[entry.sequence], is_forgotten=False):
            yield differs(named, ["text"])
    for (file, criterion), entry in sorted(waiting.items()):
        is_said = entry.contents.get(f"criterion_{criterion}") is not None
        if is_said and not replayed.is_erased(file):
            named = f"file {file}: the feedback on criterion {criterion}"
            yield Problem("state", f"{named} is in the log, but not there")


@compares
def plans(replayed: Replayed) -> Iterator[Problem]:
    """Every announcement: its instant, who released it, and when it was carried out."""
    waiting = dict(announcements(replayed))
    for row in Announcement.objects.order_by("pk").iterator():
        then = waiting.pop(row.pk, None)
        if then is None:
            yield Problem("state", f"announcement {row.pk} is not in the log")
            continue
        now = Planned(row.at, row.released_by_id, row.done_at)
        otherwise = differing(
            {name: (value, vars(now)[name]) for name, value in vars(then).items()}
        )
        if otherwise:
            yield differs(f"announcement {row.pk}", otherwise)
    yield from gone("announcement", waiting)


def differs(named: str, otherwise: Iterable[str]) -> Problem:
    what = ", ".join(sorted(otherwise))
    return Problem("state", f"{named} is otherwise than by the log: {what}")


def gone(named: str, waiting: Iterable[int]) -> Iterator[Problem]:
    for number in sorted(waiting):
        yield Problem("state", f"{named} {number} is in the log, but not there")

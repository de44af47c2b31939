"""Reviews done again from the log alone, and compared with their rows."""

from collections.abc import Iterator

from applications.log.problems import Problem
from applications.log.replaying import Replayed, compares, replays
from applications.models import LogEntry, ReviewRequest

REVIEWS = "reviews"


@replays("review:request")
def requested(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """A request begins without an answer; each act is reviewed once."""
    reviews = replayed.others.setdefault(REVIEWS, {})
    about = entry.contents.get("about")
    if any(review["about"] == about for review in reviews.values()):
        yield Problem("replay", "a second review of the same act", entry.sequence)
    reviews[str(entry.act)] = {"about": about, "outcome": "", "handler": None}


@replays("review:take-up")
def taken_up(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """One person handles it."""
    review = replayed.others.get(REVIEWS, {}).get(entry.contents.get("review"))
    if review is None or review["handler"] is not None:
        yield Problem("replay", "a review is taken up that is not free", entry.sequence)
        return
    review["handler"] = entry.by_id


@replays("review:answer")
def answered(replayed: Replayed, entry: LogEntry) -> Iterator[Problem]:
    """Whoever handles it answers it, once."""
    review = replayed.others.get(REVIEWS, {}).get(entry.contents.get("review"))
    if review is None or review["outcome"] or review["handler"] != entry.by_id:
        yield Problem("replay", "an answer to no review of this person's", entry.sequence)
        return
    review["outcome"] = entry.contents.get("outcome")


@compares
def reviews(replayed: Replayed) -> Iterator[Problem]:
    """Who handles each review, and how it ended."""
    waiting = dict(replayed.others.get(REVIEWS, {}))
    rows = ReviewRequest.objects.order_by("pk").values_list(
        "number", "change__number", "handler", "outcome"
    )
    for number, about, handler, outcome in rows.iterator():
        then = waiting.pop(str(number), None)
        if then != {"about": str(about), "outcome": outcome, "handler": handler}:
            yield Problem("state", f"review {number} is otherwise than by the log")
    for number in sorted(waiting):
        yield Problem("state", f"review {number} is in the log, but not there")

"""What those who run the portal should look into: announcements and letters that went astray.

Neither keeps the portal from answering requests, so no load balancer asks for it; a figure for an
alarm does, and `manage.py check --database default`.
"""

import datetime

from django.db.models import Count, Q
from django.utils import timezone

from applications.models import Announcement, Notice, NoticeState

# `announce` looks every few seconds where it runs; five minutes are its longest pause.
OVERDUE_AFTER = datetime.timedelta(minutes=15)
# A letter that the mail server refuses is tried again for most of an hour.
STUCK_AFTER = datetime.timedelta(hours=2)
# What went wrong with a letter is history after so long.
LOOK_BACK = datetime.timedelta(days=7)

OVERDUE, FAILED = "announcements_overdue", "announcements_failed"
LETTERS_FAILED, LETTERS_UNKNOWN = "letters_failed", "letters_unknown"
LETTERS_STUCK = "letters_stuck"


def to_look_into(now: datetime.datetime | None = None) -> dict[str, int]:
    """How many there are of each trouble, by its name; two queries.

    An announcement that is overdue was released and is not carried out, for whatever reason; one
    that failed was tried, and says what was in the way. A letter is stuck where nobody sends it.
    """
    instant = now or timezone.now()
    due = Q(released_at__isnull=False, done_at__isnull=True, at__lte=instant)
    recent = Q(written_at__gte=instant - LOOK_BACK)
    announcements = Announcement.objects.aggregate(
        **{
            OVERDUE: Count("pk", filter=due & Q(at__lte=instant - OVERDUE_AFTER)),
            FAILED: Count("pk", filter=due & ~Q(error="")),
        }
    )
    letters = Notice.objects.aggregate(
        **{
            LETTERS_FAILED: Count("pk", filter=recent & Q(state=NoticeState.FAILED)),
            LETTERS_UNKNOWN: Count("pk", filter=recent & Q(state=NoticeState.UNKNOWN)),
            LETTERS_STUCK: Count(
                "pk",
                filter=Q(state=NoticeState.WAITING, written_at__lte=instant - STUCK_AFTER),
            ),
        }
    )
    return announcements | letters

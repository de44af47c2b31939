"""Sending what waits in the outbox: one claim, one attempt, one record for each letter.

Exactly once ends at the mail server. A letter is claimed and the claim committed before the server
is spoken to; if nobody records how that ended, the letter may have gone out or not. It is then
called “unknown” and left to people: it is never sent again by itself.
"""

import datetime
import smtplib
import socket
from collections import Counter
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.utils import timezone

from applications.models import Notice, NoticeState
from applications.notices.letters import letter

# A claim older than this belongs to a sender that no longer lives; speaking to the server ends
# after EMAIL_TIMEOUT, much sooner.
LOST_AFTER = datetime.timedelta(minutes=15)
MOST_ATTEMPTS = 5
WAIT_BETWEEN = datetime.timedelta(minutes=10)

# After these the server has certainly not taken the letter.
NOT_TAKEN = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    ConnectionRefusedError,
    socket.gaierror,
)


# After these nothing was handed to the server: the letter itself is at fault.
UNWRITABLE = (
    TemplateDoesNotExist,
    TemplateSyntaxError,
    ObjectDoesNotExist,
    LookupError,
    ValueError,
)


def send_waiting(most: int | None = None) -> Counter[str]:
    """Send what waits, oldest first, and return how many letters ended in which state.

    Any number of processes may do so at once. Letters that the server refused wait for a while and
    are tried again, a few times.
    """
    note_lost()
    ended: Counter[str] = Counter()
    connection = get_connection()
    while most is None or sum(ended.values()) < most:
        notice = claim()
        if notice is None:
            break
        ended[send(notice, connection)] += 1
    connection.close()
    return ended


def note_lost() -> int:
    """Call those letters “unknown” whose sender never recorded how it ended."""
    return Notice.objects.filter(
        state=NoticeState.SENDING, claimed_at__lt=timezone.now() - LOST_AFTER
    ).update(state=NoticeState.UNKNOWN)


def claim() -> Notice | None:
    """Claim the next letter for this process; None when none is due.

    Comparing and setting in one statement: of several who try, one gets it.
    """
    now = timezone.now()
    due = Notice.objects.filter(state=NoticeState.WAITING).filter(
        Q(attempts=0) | Q(claimed_at__lt=now - WAIT_BETWEEN)
    )
    while (found := due.order_by("pk").values_list("pk", flat=True).first()) is not None:
        claimed = due.filter(pk=found).update(
            state=NoticeState.SENDING, claimed_at=now, attempts=F("attempts") + 1
        )
        if claimed:
            return Notice.objects.select_related("user").get(pk=found)
    return None


def send(notice: Notice, connection: BaseEmailBackend) -> NoticeState:
    """Send a claimed letter and record how it ended."""
    try:
        message = composed(notice, connection)
    except UNWRITABLE as error:
        return record(notice, NoticeState.FAILED, error)
    try:
        message.send()
    except NOT_TAKEN as error:
        again = notice.attempts < MOST_ATTEMPTS
        return record(notice, NoticeState.WAITING if again else NoticeState.FAILED, error)
    except (smtplib.SMTPException, OSError) as error:
        return record(notice, NoticeState.UNKNOWN, error)
    return record(notice, NoticeState.SENT)


def composed(notice: Notice, connection: BaseEmailBackend) -> EmailMessage:
    """The letter as a message; raises one of `UNWRITABLE` where it, or an address, is no good."""
    written = letter(notice)
    message = EmailMessage(
        written.subject,
        written.body,
        to=[notice.email],
        headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    message.message()
    return message


def record(notice: Notice, state: NoticeState, error: Exception | None = None) -> NoticeState:
    """Record how an attempt ended, unless somebody has called it lost meanwhile."""
    told = f"{type(error).__name__}: {error}"[:300] if error else ""
    sent_at = timezone.now() if state == NoticeState.SENT else None
    Notice.objects.filter(pk=notice.pk).exclude(state=NoticeState.SENT).update(
        state=state, sent_at=sent_at, error=told
    )
    return state


def message_id(notice: Notice) -> str:
    """The same for every attempt, so that a mail server may recognise a letter that it has."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{notice.number}@{domain}>"

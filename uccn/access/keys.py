"""The keys of partners: issued and shown once, recognised, revoked.

A key is `uccn_`, a beginning of eight signs by which it is found, and a secret of 256 random bits.
Kept is the SHA-256 digest of the whole. Passwords need a slow digest because people choose them
from a small stock that can be tried out; nobody can try out 2²⁵⁶ secrets at whatever speed, while
a digest that takes a tenth of a second would let anybody occupy the portal with wrong keys.

`djangorestframework-api-key` issues such keys, too. It knows no scopes, no last use and no limit,
takes a wrong key for none at all, and hands the secret to the browser in a cookie of messages.
"""

import base64
import datetime
import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from hmac import compare_digest

from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from uccn.models import PartnerKey, User

logger = logging.getLogger(__name__)

SCHEME = "Bearer"
CHALLENGE = f'{SCHEME} realm="UNESCO Creative Cities Network"'
KEY = re.compile(r"uccn_(?P<prefix>[a-z2-7]{8})_[A-Za-z0-9_-]{43}")
# What the digest of a key that does not exist is compared with.
NOTHING = "0" * 64
# How exactly it is known when a key was last used, and how many seconds a request waits to say so.
USE_NOTED_EVERY = datetime.timedelta(hours=1)
PATIENCE = 0.1


class KeyRefused(Exception):
    """A request that brings a key which opens nothing, and how to mend it."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@sensitive_variables("text")
def issue(key: PartnerKey, *, by: User | None) -> str:
    """Save a new key and return its text, which cannot be had again."""
    key.prefix = base64.b32encode(secrets.token_bytes(5)).decode().lower()
    text = f"uccn_{key.prefix}_{secrets.token_urlsafe(32)}"
    key.digest = digest_of(text)
    key.issued_by = by
    key.save(force_insert=True)
    return text


@sensitive_variables("text")
def digest_of(text: str) -> str:
    """What is kept of a key."""
    return sha256(text.encode()).hexdigest()


def revoke(key: PartnerKey, *, by: User | None) -> bool:
    """Let a key open nothing from the next request on; whether it was not revoked before."""
    now = timezone.now()
    changed = PartnerKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(
        revoked_at=now, revoked_by=by
    )
    key.refresh_from_db()
    return bool(changed)


@sensitive_variables("header", "text")
def key_of_header(header: str) -> PartnerKey:
    """The valid key that an `Authorization` brings. Raises `KeyRefused` for anything else."""
    scheme, _space, text = header.partition(" ")
    if scheme.lower() != SCHEME.lower():
        raise KeyRefused(
            _("“Authorization” is not understood: write “Authorization: Bearer”, and the key.")
        )
    return recognised(text.strip(" "))


@sensitive_variables("text", "written")
def recognised(text: str) -> PartnerKey:
    """The valid key of this text. Raises `KeyRefused` for anything else.

    That a key was revoked or has expired is told to nobody but who has the whole of it.
    """
    written = KEY.fullmatch(text)
    if not written:
        raise KeyRefused(
            _("This is no key of this portal: one begins with “uccn_” and has 57 signs.")
        )
    key = PartnerKey.objects.filter(prefix=written["prefix"]).first()
    if not compare_digest(key.digest if key else NOTHING, digest_of(text)) or key is None:
        raise KeyRefused(_("This key is not known here. Was it copied whole?"))
    if key.revoked_at:
        raise KeyRefused(
            _("This key was revoked on %(day)s. Ask the Secretariat for another.")
            % {"day": key.revoked_at.date()}
        )
    if key.expires_at <= timezone.now():
        raise KeyRefused(
            _("This key expired on %(day)s. Ask the Secretariat for another.")
            % {"day": key.expires_at.date()}
        )
    return key


def note_use(key: PartnerKey) -> None:
    """Note that a key was used just now, once an hour; if the database is busy, another time."""
    now = timezone.now()
    if key.last_used_at and now - key.last_used_at < USE_NOTED_EVERY:
        return
    # Of many requests at once, one writes.
    due = Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - USE_NOTED_EVERY)
    try:
        with _without_waiting():
            PartnerKey.objects.filter(due, pk=key.pk).update(last_used_at=now)
    except OperationalError as error:
        logger.warning("The use of a key of %s was not noted: %s", key, error)


@contextmanager
def _without_waiting() -> Iterator[None]:
    """A transaction that fails soon, with `OperationalError`, where others wait for a lock."""
    milliseconds = round(PATIENCE * 1000)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with transaction.atomic():
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{milliseconds}ms"])
                yield
            return
        cursor.execute("PRAGMA busy_timeout")
        (before,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")
        try:
            with transaction.atomic():
                yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(before)}")

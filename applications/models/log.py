"""The log of acts: every act of the procedure, each entry sealed with the one before it.

Entries hold numbers, states, instants and digests, never a name or a text that somebody wrote: a
file can be erased without breaking the chain.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call
from applications.models.files import Application

DIGEST_LENGTH = 64
# What the first entry names as the digest before it.
BEGINNING = "0" * DIGEST_LENGTH


class LogEntry(models.Model):
    """One act. Rows are only added: the database refuses to change, delete or skip one.

    `kind` is such as `act:submit`; `by` whose act it was, none for the portal's own; `act` the
    number of the row that the act wrote, such as a `StatusChange`. `at` is the instant that counts.
    `digest` is the SHA-256 of all that, with the digest of the entry before: `applications.log`.

    Without constraints on other tables, an entry waits for nobody's lock and stands by itself.
    """

    in_public_record = False

    sequence = models.PositiveBigIntegerField(_("number"), primary_key=True)
    kind = models.CharField(_("kind"), max_length=48)
    call = models.ForeignKey(
        Call,
        on_delete=models.PROTECT,
        db_constraint=False,
        null=True,
        related_name="log_entries",
        verbose_name=_("call"),
    )
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        db_constraint=False,
        null=True,
        related_name="log_entries",
        verbose_name=_("application"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    act = models.UUIDField(_("act"), null=True, unique=True)
    at = models.DateTimeField(_("received"))
    recorded_at = models.DateTimeField(_("recorded"))
    contents = models.JSONField(_("contents"), default=dict)
    previous = models.CharField(_("digest before"), max_length=DIGEST_LENGTH, unique=True)
    digest = models.CharField(_("digest"), max_length=DIGEST_LENGTH, unique=True)

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("log of acts")
        ordering = ("sequence",)
        constraints = (
            models.CheckConstraint(
                condition=Q(sequence__gte=1) & (~Q(sequence=1) | Q(previous=BEGINNING)),
                name="log_entry_first_follows_nothing",
                violation_error_message=_("Entries are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=~Q(digest=F("previous")),
                name="log_entry_has_its_own_digest",
                violation_error_message=_("An entry has a digest of its own."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"


class LogHead(models.Model):
    """The only row: the last entry of the log. Whoever writes an entry locks it."""

    in_public_record = False

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=DIGEST_LENGTH, default=BEGINNING)

    class Meta:
        verbose_name = _("head of the log")
        verbose_name_plural = _("heads of the log")
        constraints = (
            models.CheckConstraint(
                condition=Q(id=1),
                name="log_head_once",
                violation_error_message=_("The log has one head."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest}"


class LogSalt(models.Model):
    """What makes the digest of a text in an entry one that nobody can find by guessing.

    It is erased together with the text, and the digest then tells nothing of it any more.
    """

    in_public_record = False

    entry = models.ForeignKey(LogEntry, on_delete=models.PROTECT, related_name="salts")
    name = models.CharField(max_length=48)
    salt = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("salt of the log")
        verbose_name_plural = _("salts of the log")
        ordering = ("entry", "name")
        constraints = (models.UniqueConstraint(fields=("entry", "name"), name="log_salt_once"),)

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class PublishedHead(models.Model):
    """The head of the log as it was shown to everybody on a day (UTC), for copies to be kept."""

    in_public_record = False

    date = models.DateField(_("day"), primary_key=True)
    sequence = models.PositiveBigIntegerField(_("last entry"))
    digest = models.CharField(_("digest"), max_length=DIGEST_LENGTH)
    published_at = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("published head of the log")
        verbose_name_plural = _("published heads of the log")
        ordering = ("-date",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(sequence=0) | Q(digest=BEGINNING),
                name="published_head_of_an_empty_log",
                violation_error_message=_("An empty log has no digest."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.date} {self.sequence} {self.digest}"

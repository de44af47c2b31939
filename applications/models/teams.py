"""Who works on a file for the candidate city, and who is invited to."""

import datetime
import hashlib
import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from applications.models.files import Application


class TeamPart(models.TextChoices):
    """What a member of the team may do with the file."""

    OWNER = "owner", _("owner: edits, submits, withdraws and keeps the team")
    EDITOR = "editor", _("editor: edits the file")
    READER = "reader", _("reader: reads the file")


class TeamMember(models.Model):
    """A person's part in a file. Every team keeps an owner: `applications.workflow.team`."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="team", verbose_name=_("application")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="team_memberships",
        verbose_name=_("person"),
    )
    part = models.CharField(_("part"), max_length=16, choices=TeamPart)
    joined_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        ordering = ("joined_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "user"),
                name="team_member_once",
                violation_error_message=_("This person is already in the team."),
            ),
            models.CheckConstraint(
                condition=Q(part__in=TeamPart.values),
                name="team_member_part_is_known",
                violation_error_message=_("A member of a team is owner, editor or reader."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.part}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by what can still become of them."""

    def open_at(self, instant: datetime.datetime) -> Self:
        """Those that may be accepted at the instant."""
        return self.filter(
            accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=instant
        )


class Invitation(models.Model):
    """Somebody is asked by e-mail to join a team.

    Kept is a digest of the letter's secret, never the secret, which is made of the number and the
    portal's secret key: whoever reads the table cannot join.
    """

    in_public_record = False

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application,
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name=_("application"),
    )
    email = models.EmailField(_("e-mail address"))
    part = models.CharField(_("part"), max_length=16, choices=TeamPart)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("invited by"),
    )
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("expires"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "email"),
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_once_at_a_time",
                violation_error_message=_("This address is already invited."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="invitation_email_is_lower_case",
                violation_error_message=_("E-mail addresses are kept in lower case."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
                violation_error_message=_("An accepted invitation says who accepted it, and when."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.email}: {self.part}"


def invitation_token(invitation: Invitation) -> str:
    """The secret of an invitation's letter, made of its number and the portal's secret key."""
    salt = "applications.invitation"
    return salted_hmac(salt, str(invitation.number), algorithm="sha256").hexdigest()


def token_hash(token: str) -> str:
    """What the table keeps of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()

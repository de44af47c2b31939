"""Invitations by e-mail: to the team of a file, and to a National Commission."""

import datetime
import hashlib
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from applications.models.commissions import NationalCommission
from applications.models.files import Application
from applications.models.teams import TeamPart


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations by what can still become of them."""

    def waiting(self) -> Self:
        """Those that nobody has accepted or taken back, whether their time is over or not."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def open_at(self, instant: datetime.datetime) -> Self:
        """Those that may be accepted at the instant."""
        return self.waiting().filter(expires_at__gt=instant)

    def of_secret(self, token: str) -> Self:
        """The one that a letter's secret leads to, or none."""
        return self.filter(token_hash=token_hash(token))


class ByLetter(models.Model):
    """Somebody is asked by e-mail, and accepts with the secret of the letter.

    Kept is a digest of the letter's secret, never the secret, which is made of the number and the
    portal's secret key: whoever reads the table cannot join.
    """

    in_public_record = False

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
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
        abstract = True


def kept_true(name: str, place: str) -> tuple[models.BaseConstraint, ...]:
    """The constraints of a kind of invitations: one to an address at a time in each place."""
    return (
        models.UniqueConstraint(
            fields=(place, "email"),
            condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
            name=f"{name}_once_at_a_time",
            violation_error_message=_("This address is already invited."),
        ),
        models.CheckConstraint(
            condition=Q(email=Lower("email")),
            name=f"{name}_email_is_lower_case",
            violation_error_message=_("E-mail addresses are kept in lower case."),
        ),
        models.CheckConstraint(
            condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
            | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            name=f"{name}_accepted_by_somebody",
            violation_error_message=_("An accepted invitation says who accepted it, and when."),
        ),
    )


class Invitation(ByLetter):
    """Somebody is asked to join the team of a file."""

    application = models.ForeignKey(
        Application,
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name=_("application"),
    )
    part = models.CharField(_("part"), max_length=16, choices=TeamPart)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at", "pk")
        constraints = kept_true("invitation", "application")

    def __str__(self) -> str:
        return f"{self.email}: {self.part}"

    @property
    def to_what(self) -> str:
        """That to which somebody is invited, by its name."""
        return f"{self.application.city.name}, {self.application.call.year}"


class CommissionInvitation(ByLetter):
    """Somebody is asked to act for a National Commission."""

    commission = models.ForeignKey(
        NationalCommission,
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name=_("National Commission"),
    )

    class Meta:
        verbose_name = _("invitation to a National Commission")
        verbose_name_plural = _("invitations to National Commissions")
        ordering = ("-invited_at", "pk")
        constraints = kept_true("commission_invitation", "commission")

    def __str__(self) -> str:
        return f"{self.email}: {self.commission}"

    @property
    def to_what(self) -> str:
        """That to which somebody is invited, by its name."""
        return self.commission.name


def invitation_token(invitation: ByLetter) -> str:
    """The secret of an invitation's letter, made of its number and the portal's secret key."""
    salt = "applications.invitation"
    return salted_hmac(salt, str(invitation.number), algorithm="sha256").hexdigest()


def token_hash(token: str) -> str:
    """What the table keeps of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()

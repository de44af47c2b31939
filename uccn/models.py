"""The people who sign in, and the keys of partners, whose programs do not."""

import datetime
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from uccn.access.quotas import validate_quota
from uccn.access.scopes import every_scope, validate_scopes

VALID_FOR = datetime.timedelta(days=365)


def validate_time_zone(name: str) -> None:
    """Raise `ValidationError` unless `name` is a zone of the IANA database: Europe/Paris."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is no time zone. Write it like Europe/Paris."), params={"name": name}
        )


class UserManager(BaseUserManager["User"]):
    """Users are found by e-mail address, however it was capitalised."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().casefold())


class User(AbstractUser):
    """A person with an account, known by one case-folded e-mail address."""

    in_public_record = False

    username = None  # type: ignore[assignment]
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("There is already an account with this e-mail address.")},
    )
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )

    deletion_requested_at = models.DateTimeField(
        _("asked for deletion"), null=True, blank=True, editable=False
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("email", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_is_lower_case",
                violation_error_message=_("E-mail addresses are kept in lower case."),
            ),
        )

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().casefold()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().casefold()
        super().save(*args, **kwargs)

    @property
    def own_language(self) -> str:
        """The language of own pages, letters and the administration for this person.

        It is `language` where those speak it, or English.
        """
        return self.language if self.language in settings.OWN_LANGUAGES else settings.LANGUAGE_CODE


def a_year_from_now() -> datetime.datetime:
    """When a key expires unless somebody decides otherwise."""
    return timezone.now() + VALID_FOR


class PartnerKeyQuerySet(models.QuerySet["PartnerKey"]):
    """Keys by what becomes of a request that brings them."""

    def valid_at(self, time: datetime.datetime) -> "PartnerKeyQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=time)

    def expired_at(self, time: datetime.datetime) -> "PartnerKeyQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__lte=time)

    def revoked(self) -> "PartnerKeyQuerySet":
        return self.filter(revoked_at__isnull=False)


class PartnerKey(models.Model):
    """A key by which a partner's programs read more of the API than anonymous ones.

    What is kept is its beginning, by which people and the database find it, and a digest of the
    whole. The key itself is shown to whoever issues it, once; see `uccn.access.keys`.
    """

    in_public_record = False

    partner = models.CharField(_("partner"), max_length=150)
    contact = models.EmailField(
        _("contact"), help_text=_("Who is told when the key expires or misbehaves.")
    )
    scopes = models.JSONField(_("scopes"), default=every_scope, validators=[validate_scopes])
    limit = models.CharField(
        _("limit"),
        max_length=20,
        blank=True,
        validators=[validate_quota],
        help_text=_("Such as 12000/minute. Empty for the limit of all partners."),
    )
    expires_at = models.DateTimeField(_("expires"), default=a_year_from_now)
    prefix = models.CharField(_("begins with"), max_length=8, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now, editable=False)
    issued_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("issued by"),
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("revoked by"),
    )
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    objects: ClassVar[PartnerKeyQuerySet] = PartnerKeyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("partner's key")
        verbose_name_plural = _("partners' keys")
        ordering = ("partner", "-issued_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")),
                name="partner_key_expires_after_it_was_issued",
                violation_error_message=_("A key expires after it was issued."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.partner} ({self.prefix})"

    def clean(self) -> None:
        super().clean()
        # Forms leave out when it was issued, and with it the constraint.
        if self.expires_at and self.expires_at <= self.issued_at:
            raise ValidationError({"expires_at": _("A key expires after it was issued.")})

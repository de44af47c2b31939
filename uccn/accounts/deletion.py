"""Asking that an account be deleted. The Secretariat does it, since histories may need a name."""

import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from uccn.models import User


def request_deletion(user: User, *, at: datetime.datetime) -> bool:
    """Note that a person wants their account deleted, and write to them and to the Secretariat.

    False, and no letter, if they had asked before.
    """
    asked = User.objects.filter(pk=user.pk, deletion_requested_at__isnull=True).update(
        deletion_requested_at=at
    )
    if not asked:
        return False
    _write(user.email, _("You asked us to delete your account"), "deletion_requested", user)
    with override(settings.LANGUAGE_CODE):
        subject = _("Somebody asks that their account be deleted")
        _write(settings.CONTACT_EMAIL, subject, "deletion_for_staff", user)
    return True


def take_back_deletion(user: User) -> bool:
    """Note that a person keeps their account after all; False if they had not asked."""
    return bool(
        User.objects.filter(pk=user.pk, deletion_requested_at__isnull=False).update(
            deletion_requested_at=None
        )
    )


def _write(address: str, subject: str, letter: str, user: User) -> None:
    text = render_to_string(f"account/email/{letter}_message.txt", {"person": user}).strip()
    headers = {"Auto-Submitted": "auto-generated"}
    EmailMessage(subject, text, to=[address], headers=headers).send()

"""The letters that django-allauth does not write."""

from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import override

from uccn.models import User


def write_to(person: User, subject: Promise, letter: str) -> None:
    """Write to a person in their language, or in English where own pages do not speak it."""
    _send(person.email, subject, letter, person, person.own_language)


def write_to_staff(subject: Promise, letter: str, about: User) -> None:
    """Write to the Secretariat about a person; letters name people by their numbers."""
    _send(settings.CONTACT_EMAIL, subject, letter, about, settings.LANGUAGE_CODE)


def _send(address: str, subject: Promise, letter: str, person: User, language: str) -> None:
    with override(language):
        text = render_to_string(f"account/email/{letter}_message.txt", {"person": person})
        ready = EmailMessage(
            str(subject),
            text.strip(),
            to=[address],
            headers={"Auto-Submitted": "auto-generated"},
        )
    # What is taken back was not so, and nobody is told.
    transaction.on_commit(partial(ready.send, fail_silently=False))

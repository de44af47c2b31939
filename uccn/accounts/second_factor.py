"""The second factor: codes of an app, and recovery codes for the day on which it is lost."""

import base64
from hashlib import blake2b

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from uccn.accounts.letters import write_to
from uccn.models import User

ISSUER = "Creative Cities Network"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted, so that a copy of the database holds none."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _(
            "There are recovery codes only beside a second factor. Set one up first."
        ),
        "incorrect_code": _("This code is wrong or too old. Type the one that the app shows now."),
        "unverified_email": _("Confirm your e-mail address before you set up a second factor."),
    }

    def get_totp_issuer(self) -> str:
        """What apps write over the code; the same in every language, as the name of a place is."""
        return ISSUER

    def encrypt(self, text: str) -> str:
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _vault().decrypt(encrypted_text.encode()).decode()


def _vault() -> MultiFernet:
    """Encrypts by SECRET_KEY, and reads what older keys of SECRET_KEY_FALLBACKS have encrypted."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str | bytes) -> bytes:
    # `person` keeps what is made of the key here apart from its other uses.
    digest = blake2b(force_bytes(secret), digest_size=32, person=b"second-factor").digest()
    return base64.urlsafe_b64encode(digest)


@transaction.atomic
def remove_second_factor(person: User) -> bool:
    """Let a person who lost their second factor in by their password, and tell them by a letter.

    False, and no letter, if there was none.
    """
    removed, _kinds = Authenticator.objects.filter(user=person).delete()
    if removed:
        write_to(person, _("Your second factor was removed"), "second_factor_removed")
    return bool(removed)

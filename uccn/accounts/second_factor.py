"""The second factor: codes of an app, and recovery codes for the day on which it is lost."""

import base64
from hashlib import blake2b

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

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

"""The seal behind the last line of a dossier's PDF: that this portal wrote it, and nobody since.

A seal is made of the bytes and the portal's secret key; one made with an earlier key counts as long
as that key stands in SECRET_KEY_FALLBACKS. PDF readers pass over what follows the end.
"""

import hashlib
import re

from django.core.signing import BadSignature, Signer

SALT = "applications.dossier"
SEAL = re.compile(rb"%Dossier ([A-Z0-9]{1,32}) ([A-Za-z0-9_-]{20,64})\n\Z")


def sealed(pdf: bytes, code: str) -> bytes:
    """The PDF of a submission with its seal."""
    return pdf + f"%Dossier {code} {seal_of(pdf, code)}\n".encode()


def seal_of(pdf: bytes, code: str) -> str:
    return Signer(salt=SALT).signature(spoken(pdf, code))


def spoken(pdf: bytes, code: str) -> str:
    return f"{code} {hashlib.sha256(pdf).hexdigest()}"


def code_in(pdf: bytes) -> str | None:
    """The code of the submission that a sealed PDF names, whether the seal is good or not."""
    seal = SEAL.search(pdf[-200:])
    return seal[1].decode() if seal else None


def is_sealed(pdf: bytes) -> bool:
    """Whether the seal is this portal's, and the PDF is what it was when it was sealed."""
    seal = SEAL.search(pdf[-200:])
    if seal is None:
        return False
    body = pdf[: len(pdf) - len(seal[0])]
    code, signature = seal[1].decode(), seal[2].decode()
    try:
        Signer(salt=SALT).unsign(f"{spoken(body, code)}:{signature}")
    except BadSignature:
        return False
    return True

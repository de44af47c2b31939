"""Is this dossier the one that was handed in? Answered to anyone who holds it, and to nobody else.

Whoever asks has to bring what only holders have: the archive, its PDF, the digest of its contents
or its code, neither of which can be guessed. Nothing is told of what became of the file.
"""

import enum
import hashlib
import json
import re
import zipfile
from dataclasses import dataclass
from typing import IO

from applications.dossier.archive import CONTENTS, PDF, named
from applications.dossier.packing import STEP, SUMS
from applications.dossier.sealing import code_in, is_sealed
from applications.models import Receipt

MOST_BYTES = 300_000_000
MOST_ENTRIES = 200
MOST_OF_CONTENTS = 20_000_000
DIGEST = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[A-Z0-9]{1,32}")


class Verdict(enum.StrEnum):
    """What is found."""

    GENUINE = "genuine"  # handed in exactly so
    ALTERED = "altered"  # names a submission, and is not what was handed in
    UNKNOWN = "unknown"  # no submission of this portal
    UNREADABLE = "unreadable"  # no dossier at all


@dataclass(frozen=True)
class Verification:
    """The verdict; the submission where one is named, and the files that differ from it."""

    verdict: Verdict
    receipt: Receipt | None = None
    differing: tuple[str, ...] = ()
    is_latest: bool = False


def verify_words(words: str) -> Verification:
    """Judge a code or a digest as somebody typed it."""
    word = "".join(words.split())
    if DIGEST.fullmatch(word.lower()):
        return judged(Receipt.objects.filter(sha256=word.lower()).first())
    if len(word) > 64:
        return Verification(Verdict.UNREADABLE)
    code = word.upper().replace("-", "")
    return judged(Receipt.objects.filter(code=code).first() if CODE.fullmatch(code) else None)


def verify_file(file: IO[bytes]) -> Verification:
    """Judge an archive or a PDF. No file makes it fail; nothing of it is unpacked to the disk."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > MOST_BYTES:
        return Verification(Verdict.UNREADABLE)
    if file.read(5) == b"%PDF-" and size <= MOST_OF_CONTENTS:
        file.seek(0)
        return verify_pdf(file.read())
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            return verify_archive(archive)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, NotImplementedError):
        return Verification(Verdict.UNREADABLE)


def verify_pdf(pdf: bytes) -> Verification:
    code = code_in(pdf)
    if code is None:
        return Verification(Verdict.UNREADABLE)
    receipt = Receipt.objects.filter(code=code).first()
    return judged(receipt, differing=() if is_sealed(pdf) else (PDF,))


def verify_archive(archive: zipfile.ZipFile) -> Verification:
    """Compare what the archive holds with what its contents name, and those with the portal's."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    compressed = any(entry.compress_type != zipfile.ZIP_STORED for entry in entries)
    total = sum(entry.file_size for entry in entries)
    if CONTENTS not in names or len(names) > MOST_ENTRIES or total > MOST_BYTES or compressed:
        return Verification(Verdict.UNREADABLE)
    read_whole = [name for name in (CONTENTS, PDF, SUMS) if name in names]
    if any(archive.getinfo(name).file_size > MOST_OF_CONTENTS for name in read_whole):
        return Verification(Verdict.UNREADABLE)
    receipt = Receipt.objects.filter(sha256=digest_of(archive, CONTENTS)).first()
    if receipt is None:
        pdf = archive.read(PDF) if PDF in names else b""
        named_by_pdf = Receipt.objects.filter(code=code_in(pdf) or "").first()
        return judged(named_by_pdf, differing=(CONTENTS,))
    # Those of the archive, which are known to be the submission's: the portal's may be erased.
    contents = json.loads(archive.read(CONTENTS))
    expected = {
        named(at, told): told["sha256"] for at, told in enumerate(contents["documents"], start=1)
    }
    differing = {
        name
        for name, digest in expected.items()
        if name not in names or digest_of(archive, name) != digest
    }
    differing |= set(names) - {*expected, PDF, CONTENTS, SUMS}
    differing |= {name for name in names if names.count(name) > 1}
    if PDF not in names or not pdf_belongs(archive.read(PDF), receipt):
        differing.add(PDF)
    if SUMS not in names or archive.read(SUMS) != sums_of(archive, expected):
        differing.add(SUMS)
    return judged(receipt, differing=tuple(sorted(differing)))


def pdf_belongs(pdf: bytes, receipt: Receipt) -> bool:
    return code_in(pdf) == receipt.code and is_sealed(pdf)


def sums_of(archive: zipfile.ZipFile, expected: dict[str, str]) -> bytes:
    """The list of digests as it would be written of what the archive holds."""
    held = set(archive.namelist())
    names = [name for name in (PDF, CONTENTS, *expected) if name in held]
    return "".join(f"{digest_of(archive, name)}  {name}\n" for name in names).encode()


def digest_of(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as entry:
        while step := entry.read(STEP):
            digest.update(step)
    return digest.hexdigest()


def judged(receipt: Receipt | None, differing: tuple[str, ...] = ()) -> Verification:
    if receipt is None:
        return Verification(Verdict.UNKNOWN)
    if differing:
        return Verification(Verdict.ALTERED, receipt, differing)
    application = receipt.change.application_id
    latest = Receipt.objects.filter(change__application=application).order_by("-pk").first()
    return Verification(Verdict.GENUINE, receipt, is_latest=latest == receipt)

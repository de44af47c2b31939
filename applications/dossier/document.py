"""A submission as a document to be read: all questions with answers, all files with digests."""

import datetime
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from applications.dossier.sealing import sealed
from applications.dossier.wording import demand_contents, sections
from applications.dossier.writing import BODY, HEADING, SMALL, TITLE, Paper
from applications.instants import in_zones
from applications.models import Receipt
from applications.notices.links import verification_address
from cities.models import Country
from fields.models import CreativeField


class Line(NamedTuple):
    """A text, and how it stands on the page."""

    text: str
    size: float = BODY
    bold: bool = False
    before: float = 0


def as_pdf(receipt: Receipt, language: str = "en") -> bytes:
    """The submission as a sealed PDF; the same bytes each time, in one language.

    Raises `Conflict` once the contents are erased.
    """
    demand_contents(receipt)
    with translation.override(language), tempfile.TemporaryDirectory() as folder:
        lines = list(lines_of(receipt))
        foot = _("Submission %(code)s") % {"code": receipt.code}
        paper = Paper(
            foot=foot,
            texts=[foot, *(line.text for line in lines)],
            made=datetime.datetime.fromisoformat(receipt.contents["received_at"]),
            folder=Path(folder),
        )
        paper.set_title(lines[0].text)
        paper.set_lang(language)
        for line in lines:
            paper.say(line.text, size=line.size, bold=line.bold, before=line.before)
        return sealed(bytes(paper.output()), receipt.code)


def lines_of(receipt: Receipt) -> Iterator[Line]:
    contents = receipt.contents
    yield Line(_("Candidature of %(city)s") % {"city": contents["city"]}, TITLE, bold=True)
    yield from facts(receipt)
    answers = {answer["question"]: answer for answer in contents["answers"]}
    for title, answered in sections(receipt.form, answers):
        if title:
            yield Line(title, HEADING, bold=True, before=6)
        for one in answered:
            yield Line(one.question, bold=True, before=3)
            yield Line("\n".join(one.lines))
    yield from enclosed(contents)
    if receipt.form and receipt.form.declaration:
        yield Line(_("Declaration"), HEADING, bold=True, before=6)
        yield Line(receipt.form.declaration)


def facts(receipt: Receipt) -> Iterator[Line]:
    contents = receipt.contents
    country = Country.objects.filter(code=contents["country"]).first()
    field = CreativeField.objects.filter(slug=contents["field"]).first()
    received = datetime.datetime.fromisoformat(contents["received_at"])
    yield Line(_("Call of %(year)s") % {"year": contents["call"]}, before=2)
    yield Line(f"{_('Country')}: {country or contents['country']}")
    yield Line(f"{_('Creative field')}: {field or contents['field']}")
    yield Line(f"{_('Received')}: {in_zones(received)}")
    yield Line(f"{_('Code')}: {receipt.code}")
    yield Line(f"{_('SHA-256 of the contents')}: {receipt.sha256}", SMALL)
    yield Line(f"{_('Whether this is genuine is told at')}: {verification_address()}", SMALL)


def enclosed(contents: dict[str, Any]) -> Iterator[Line]:
    if contents["documents"]:
        yield Line(_("Documents"), HEADING, bold=True, before=6)
    for document in contents["documents"]:
        yield Line(document["name"], before=2)
        yield Line(f"{document['kind']}, {document['size']} B, SHA-256 {document['sha256']}", SMALL)
    if contents["links"]:
        yield Line(_("Links"), HEADING, bold=True, before=6)
    for link in contents["links"]:
        yield Line(f"{link['title']} {link['url']}".strip())

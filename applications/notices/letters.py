"""What a letter of the outbox says, in the language of whoever gets it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from applications.instants import in_zones
from applications.models import Ground, Notice, Question, TeamPart, Why
from applications.notices.links import link_of, verification_address
from fields.models import CreativeField

LETTERS = "applications/letters"
# Languages that the letters are complete in; everybody else reads English.
LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


def letter(notice: Notice) -> Letter:
    """The letter as it goes out: what happened, what comes next, and why one gets it.

    The first line of its template is its subject. Instants of the context are told in the
    reader's zone, in Paris and in UTC.
    """
    language = notice.language if notice.language in LANGUAGES else LANGUAGES[0]
    with translation.override(language):
        text = render_to_string(f"{LETTERS}/{notice.template}.txt", _context(notice))
    subject, _rest, body = text.strip().partition("\n")
    return Letter(" ".join(subject.split()), f"{body.strip()}\n")


def _context(notice: Notice) -> dict[str, Any]:
    zone = notice.user.time_zone if notice.user else "UTC"
    told = {
        name: in_zones(datetime.datetime.fromisoformat(value), zone)
        if name.endswith("_at") and value
        else value
        for name, value in notice.context.items()
    }
    field = CreativeField.objects.filter(slug=told.get("field", "")).first()
    return {
        **told,
        "field": field.name if field else "",
        "part": TeamPart(told["part"]).label if "part" in told else "",
        "ground": Ground(told["ground"]).label if told.get("ground") else "",
        "parts": _titles_of(notice),
        "outcome": told.get("outcome", ""),
        "why": Why(notice.why).label,
        "is_commission": notice.why == Why.COMMISSION,
        "link": link_of(notice),
        "code": told.get("code", ""),
        "verification": verification_address(),
    }


def _titles_of(notice: Notice) -> list[str]:
    """The parts that the letter names by their codes, as the form of the file calls them."""
    codes: list[str] = notice.context.get("subjects", [])
    form = notice.application.form if notice.application else None
    if form is None or not codes:
        return codes
    questions = Question.objects.filter(section__version=form, code__in=codes)
    kinds = form.document_kinds.filter(code__in=codes)
    titles = {kind.code: kind.title for kind in kinds}
    titles |= {question.code: question.label for question in questions}
    return [titles.get(code, code) for code in codes]

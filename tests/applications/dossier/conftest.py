"""A file that was handed in, with answers in several scripts, a letter and a photograph."""

import datetime
import hashlib
import io
from types import SimpleNamespace

import pytest

from applications.documents.receiving import receive
from applications.models import Answer, Application, Link, StatusChange
from applications.workflow.submitting import give_a_receipt
from tests.applications.documents.making import pdf, picture
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CityFactory,
    DocumentKindFactory,
    FormSectionFactory,
    FormVersionFactory,
    QuestionFactory,
    TeamMemberFactory,
)

AT = datetime.datetime(2019, 6, 28, 14, 30, 15, tzinfo=datetime.UTC)
ARABIC, CHINESE, GREEK = "مدينة المبدعين", "创意城市网络", "Πόλη"
LETTER, PHOTOGRAPH = pdf(pages=2), picture()


@pytest.fixture
def file(db):
    call = CallFactory(year=2019, open=True)
    form = FormVersionFactory(call=call, declaration_en="All of this is true.")
    section = FormSectionFactory(version=form, title_en="The city", title_fr="La ville")
    QuestionFactory(section=section, code="motivation", label_en="Why do you apply?")
    QuestionFactory(
        section=section, code="nothing", label_en="Anything else?", label_fr="Autre chose ?"
    )
    columns = [
        {"code": "title", "en": "Title"},
        {"code": "place", "en": "Where", "choices": [{"value": "local", "en": "At home"}]},
    ]
    QuestionFactory(section=section, code="plans", label_en="Plans", kind="rows", columns=columns)
    application = ApplicationFactory(call=call, city=CityFactory(name="Viborg"), form=form)
    anna = TeamMemberFactory(application=application).user
    for code in ("letters", "photographs"):
        DocumentKindFactory(version=form, code=code)
    receive(application, "letters", io.BytesIO(LETTER), name="Brev/../æ.pdf", by=anna)
    receive(application, "photographs", io.BytesIO(PHOTOGRAPH), name="a.jpg", by=anna)
    for code, value, nothing in (
        ("motivation", f"Because we draw.\n\n{ARABIC}\n{CHINESE} {GREEK} \U0001f3ac", False),
        ("nothing", None, True),
        ("plans", [{"id": "1", "title": "Festival", "place": "local"}], False),
        ("taken-out", "Still handed in.", False),
    ):
        Answer.objects.create(
            application=application, question=code, value=value, no_relevant_information=nothing
        )
    Link.objects.create(application=application, url="https://example.org/film")
    return SimpleNamespace(application=application, by=anna, receipt=submitted(application, anna))


def submitted(application, by, at=AT):
    """Hand the file in as the verb does, without what the call asks for."""
    change = StatusChange.objects.create(
        application=application,
        action="submit",
        from_status="draft",
        to_status="submitted",
        by=by,
        at=at,
    )
    application = Application.objects.get(pk=application.pk)
    give_a_receipt(SimpleNamespace(application=application), change)
    return change.receipt


def sha256(data):
    return hashlib.sha256(data).hexdigest()

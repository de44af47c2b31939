"""Publishing and correcting the form of a call."""

import pytest

from applications.workflow import Conflict, NotAllowed
from applications.workflow.forms import draft_next_version, publish
from tests.applications.workflow.people import denmark, file_of, open_call, owner_of
from tests.factories import (
    AnswerFactory,
    DocumentKindFactory,
    FormSectionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return UserFactory(superuser=True)


@pytest.fixture
def call():
    call = open_call()
    section = FormSectionFactory(version=call.form_versions.get(), slug="strategy")
    QuestionFactory(section=section, code="motivation")
    QuestionFactory(section=section, code="old-question")
    DocumentKindFactory(version=call.form_versions.get(), code="mayors-letter")
    return call


def corrected(call, staff, words="The limit of words is higher."):
    version = draft_next_version(call, by=staff)
    version.what_changed_en, version.what_changed_fr = words, f"FR {words}"
    version.save()
    return version


def test_a_correction_keeps_every_answer_and_tells_the_teams_of_drafts(call, staff):
    form = call.form_versions.get()
    draft = file_of(denmark(), call, form=form)
    submitted = file_of(denmark(), call, form=form, submitted=True)
    AnswerFactory(application=draft, question="motivation", value="A port.")
    AnswerFactory(application=draft, question="old-question", value="Something")
    version = corrected(call, staff)
    version.sections.get().questions.get(code="old-question").delete()

    publish(version, by=staff)

    draft.refresh_from_db()
    submitted.refresh_from_db()
    assert (draft.form, submitted.form) == (version, form)
    assert {answer.question: answer.value for answer in draft.answers.all()} == {
        "motivation": "A port.",
        "old-question": "Something",
    }
    notice = draft.notices.get()
    assert (notice.template, notice.user) == ("form-corrected", owner_of(draft))
    assert notice.context["what_changed"] == "The limit of words is higher."
    assert not submitted.notices.exists()


def test_whoever_reads_french_is_told_in_french(call, staff):
    draft = file_of(denmark(), call)
    type(owner_of(draft)).objects.filter(pk=owner_of(draft).pk).update(language="fr")

    publish(corrected(call, staff), by=staff)

    assert draft.notices.get().context["what_changed"] == "FR The limit of words is higher."


def test_the_next_version_begins_as_a_copy_and_the_published_one_stays(call, staff):
    version = draft_next_version(call, by=staff)

    assert (version.number, version.published_at) == (2, None)
    assert draft_next_version(call, by=staff) == version
    copied = version.sections.get()
    assert sorted(question.code for question in copied.questions.all()) == [
        "motivation",
        "old-question",
    ]
    assert version.document_kinds.get().code == "mayors-letter"
    first = call.form_versions.get(number=1)
    assert first.sections.get().questions.count() == 2


def test_a_correction_says_what_changed(call, staff):
    with pytest.raises(Conflict) as refused:
        publish(corrected(call, staff, words=""), by=staff)

    assert refused.value.code == "nothing-said"


def test_a_version_is_published_once(call, staff):
    version = corrected(call, staff)
    publish(version, by=staff)

    with pytest.raises(Conflict) as refused:
        publish(version, by=staff)

    assert refused.value.code == "published"


def test_a_code_names_one_question_of_the_form(call, staff):
    version = corrected(call, staff)
    QuestionFactory(section__version=version, code="motivation")

    with pytest.raises(Conflict) as refused:
        publish(version, by=staff)

    assert refused.value.code == "repeated-code"
    assert "motivation" in str(refused.value)


def test_only_the_secretariat_keeps_forms(call):
    draft = file_of(denmark(), call)

    for user in (owner_of(draft), UserFactory(staff=True)):
        with pytest.raises(NotAllowed):
            draft_next_version(call, by=user)
        with pytest.raises(NotAllowed):
            publish(call.form_versions.get(), by=user)

"""How a team completes a file that the Secretariat returned, and what is refused meanwhile."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Document, KeptText, Notice, Receipt, Status
from applications.notices.letters import letter
from applications.workflow import perform
from applications.workflow.seeing import last_act
from tests.applications.workflow.network import closed_call, file_in, refused, returned, secretariat
from tests.applications.workflow.people import denmark, member_of_commission, owner_of
from tests.factories import (
    AnswerFactory,
    DocumentFactory,
    DocumentKindFactory,
    FormSectionFactory,
    QuestionFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db

KINDS = ("letter", "picture")
DAY = datetime.timedelta(days=1)


def address(name, *parts):
    return reverse(f"applications:candidature:{name}", args=parts)


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def call():
    call = closed_call(completion_days=10)
    section = FormSectionFactory(version=call.form_versions.get())
    for code, label in (("named", "Why do you apply?"), ("other", "Who takes part?")):
        QuestionFactory(section=section, code=code, label_en=label, is_required=False)
    DocumentKindFactory(version=section.version, code="letter", title_en="Letter of the mayor")
    DocumentKindFactory(version=section.version, code="picture", title_en="Picture")
    section.version.document_kinds.update(at_least=0)
    return call


@pytest.fixture
def file(call):
    file = file_in(denmark(), call)
    AnswerFactory(application=file, question="other", value="As it was")
    return file


@pytest.fixture
def owner(client, file):
    user = owner_of(file)
    client.force_login(user)
    return user


def save(client, file, code, value):
    return client.post(
        address("question", file.pk, code),
        {"value": value, "base": 0, "key": str(uuid.uuid4()), "then": "list"},
    )


def complete(client, file, **given):
    return client.post(
        address("act", file.pk, "complete"),
        {"key": str(uuid.uuid4()), "seen": last_act(file), "declared": "on", **given},
    )


def test_the_tasks_say_what_is_to_be_completed_until_when_and_why(client, file, owner):
    returned(file, "named", "letter")
    page = text_of(client.get(address("file", file.pk)))

    box = page[page.index('id="completion"') :].partition("</div>")[0]
    assert "Why do you apply?" in box
    assert "Letter of the mayor" in box
    assert "Who takes part?" not in box
    assert "Say more of it." in box
    until = file.screenings.get().complete_by
    assert f'datetime="{until.isoformat()}"' in box
    assert address("act", file.pk, "complete") in page
    assert page.count("To be completed</b>") == 2


def test_a_question_that_is_named_is_written_and_another_is_read_only(client, file, owner):
    returned(file, "named")

    assert "<form" in text_of(client.get(address("question", file.pk, "named"))).split("<h1>")[1]
    assert save(client, file, "named", "Now in more words").status_code == 302
    other = text_of(client.get(address("question", file.pk, "other")))

    assert 'id="answer"' not in other
    assert "returned to be completed elsewhere" in other
    assert file.answers.get(question="named").value == "Now in more words"


def test_a_text_for_a_question_that_is_not_named_is_refused_and_kept_outside_of_the_file(
    client, file, owner
):
    returned(file, "named")
    answer = save(client, file, "other", "A text at the wrong place")

    assert answer.status_code == 409
    assert file.answers.get(question="other").value == "As it was"
    kept = KeptText.objects.get(application=file, by=owner)
    assert (kept.question, kept.value) == ("other", "A text at the wrong place")
    assert address("kept-text", kept.number) in text_of(answer)


def test_the_script_is_told_the_same(client, file, owner):
    returned(file, "named")
    answer = client.put(
        address("saving", file.pk, "other"),
        {"value": "No", "base_revision": 0, "client_key": str(uuid.uuid4())},
        content_type="application/json",
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "not-returned")


def test_after_the_days_the_words_speak_of_completing_and_not_of_the_call(client, file, owner):
    file.call.deadline = timezone.now() - 30 * DAY
    file.call.opens_at = timezone.now() - 60 * DAY
    file.call.save()
    returned(file, "named", at=timezone.now() - 11 * DAY)

    answer = save(client, file, "named", "Too late")
    assert answer.status_code == 409
    assert "was to be completed by" in text_of(answer)
    assert "The call closed" not in text_of(answer)

    handed_in = complete(client, file)
    assert handed_in.status_code == 409
    page = text_of(handed_in)
    assert "was to be completed by" in page
    assert "Only the Secretariat can give more time" not in page


def test_documents_of_kinds_that_are_not_named_stay_as_they_are(client, file, owner):
    letter, picture = (
        DocumentFactory(application=file, kind=kind) for kind in ("letter", "picture")
    )
    returned(file, "letter")
    page = text_of(client.get(address("documents", file.pk)))

    assert address("remove-document", file.pk, letter.number) in page
    assert address("remove-document", file.pk, picture.number) not in page
    refused_one = client.post(address("remove-document", file.pk, picture.number), {})
    assert refused_one.status_code == 409
    assert Document.objects.filter(pk=picture.pk).exists()
    assert client.post(address("remove-document", file.pk, letter.number), {}).status_code == 302


def test_an_owner_hands_the_completed_file_in_once_and_gets_a_receipt(client, file, owner):
    returned(file, "named")
    asked = client.get(address("act", file.pk, "complete"))
    assert asked.status_code == 200
    assert "The Secretariat screens it again" in text_of(asked)

    key, seen = str(uuid.uuid4()), last_act(file)
    first = complete(client, file, key=key, seen=seen)
    again = complete(client, file, key=key, seen=seen)

    file.refresh_from_db()
    assert file.status == Status.ENDORSED
    receipt = Receipt.objects.get(change__application=file)
    assert (
        first["Location"] == again["Location"] == address("receipt", file.pk, receipt.change.number)
    )


def test_completing_needs_the_declaration_and_an_owner(client, file, owner):
    returned(file, "named")
    assert complete(client, file, declared="").status_code == 422

    editor = TeamMemberFactory(application=file, part="editor").user
    client.force_login(editor)
    assert "Only an owner of the file does this" in text_of(
        client.get(address("act", file.pk, "complete"))
    )
    assert complete(client, file).status_code == 403
    file.refresh_from_db()
    assert file.status == Status.RETURNED


def test_a_file_that_was_not_returned_is_not_completed(client, file, owner):
    assert complete(client, file).status_code == 409
    assert text_of(client.get(address("file", file.pk))).count("To be completed") == 0


def letters_of(file, template):
    return [letter(one) for one in Notice.objects.filter(application=file, template=template)]


def test_the_letter_of_a_return_names_the_parts_and_the_instant(file):
    returned(file, "named", "letter")
    (written,) = letters_of(file, "returned")

    until = file.screenings.get().complete_by
    assert written.subject == f"The file of {file.city.name} is to be completed"
    assert "- Why do you apply?\n- Letter of the mayor" in written.body
    assert "Say more of it." in written.body
    assert until.strftime("%H:%M:%S (UTC)") in written.body


def test_the_letter_of_a_refusal_says_the_ground_in_words_and_the_days_of_review(file):
    member_of_commission(file.city.country)
    change = refused(file)
    letters = letters_of(file, "ineligible")

    assert len(letters) == 2
    until = (change.at + 30 * DAY).strftime("%H:%M:%S (UTC)")
    for written in letters:
        assert "The ground: late." in written.body
        assert "It came by post." in written.body
        assert until in written.body


def test_every_letter_of_an_act_of_the_network_can_be_written(client, file, owner):
    returned(file, "named")
    complete(client, file)
    perform(file, "admit", by=secretariat())
    templates = ("returned", "completed", "admitted")
    for template in templates:
        (written,) = letters_of(file, template)
        assert file.city.name in written.subject
        assert address("file", file.pk) in written.body


def test_the_team_reads_every_rule_of_the_screening_with_its_clause(client, file, owner):
    returned(file, "named")
    page = text_of(client.get(address("result", file.pk)))
    assert "What the screening found" in page
    assert "Every section is filled in, or says that there is no relevant information." in page
    assert "A field that the call offers" in page


def test_another_team_finds_none_of_it(client, file, call):
    returned(file, "named")
    client.force_login(owner_of(file_in(file.city.country, call)))
    for path in [
        address("result", file.pk),
        address("review", file.pk),
        address("act", file.pk, "complete"),
    ]:
        assert client.get(path).status_code == 404
        assert client.post(path, {}).status_code in (404, 405)

"""The evaluator's own desk: what it shows before the declaration, and after it."""

import datetime
import re
import uuid
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from applications.models import Assignment, Decision, Evaluation, Notice, Receipt, Score
from applications.panel.scoring import save, submit
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    AssignmentFactory,
    CityFactory,
    CriterionFactory,
    DocumentFactory,
    EvaluationTermsFactory,
    EvaluatorFactory,
    FormSectionFactory,
    FormVersionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
DESK = "/applications/evaluation/"


def page(assignment, name, *more):
    return reverse(f"applications:evaluation:{name}", args=[assignment.number, *more])


def file_with_answers():
    file = ApplicationFactory(
        under_evaluation=True, city=CityFactory(name="Aarhus"), field__name_en="Music"
    )
    form = FormVersionFactory(call=file.call)
    question = QuestionFactory(section=FormSectionFactory(version=form), label_en="Why?")
    type(file).objects.filter(pk=file.pk).update(form=form)
    AnswerFactory(application=file, question=question.code, value="Because of the harbour.")
    return file


@pytest.fixture
def assignment():
    """With two criteria, whose scores up to 1 and from 4.5 are explained."""
    made = AssignmentFactory(open=True, application=file_with_answers())
    impact = CriterionFactory(call=made.application.call, code="impact", title_en="Impact")
    CriterionFactory(call=made.application.call, code="finance", title_en="Finance")
    impact.anchors.create(value=4, text_en="Carried by the whole city")
    return made


@pytest.fixture
def evaluator(client, assignment):
    client.force_login(assignment.evaluator.user)
    return assignment.evaluator


def scored(assignment, impact="3", finance="4", comment=""):
    return save(
        assignment,
        by=assignment.evaluator.user,
        at=NOW,
        revision=0,
        scores={"impact": (Decimal(impact), ""), "finance": (Decimal(finance), "")},
        comment=comment,
    )


def submitted(assignment, **scores):
    scored(assignment, **scores)
    return submit(assignment, by=assignment.evaluator.user, at=NOW, key=str(uuid.uuid4()))


def test_a_desk_belongs_to_evaluators_only(client, assignment):
    assert client.get(DESK).status_code == 302
    client.force_login(UserFactory(superuser=True))
    assert client.get(DESK).status_code == 404
    client.force_login(assignment.evaluator.user)
    assert client.get(DESK).status_code == 200
    assert DESK in client.get("/account/").text


def test_the_desk_numbers_the_files_and_names_no_sealed_one(client, evaluator, assignment):
    EvaluationTermsFactory(
        call=evaluator.call,
        evaluations_due_at=datetime.datetime(2031, 5, 4, 9, tzinfo=datetime.UTC),
    )
    sealed = AssignmentFactory(
        evaluator=evaluator,
        application=ApplicationFactory(
            under_evaluation=True, call=evaluator.call, city=CityFactory(name="Borgholm")
        ),
    )
    AssignmentFactory(evaluator=evaluator, application__call=evaluator.call, state="removed")

    text = client.get(DESK).text

    assert "File 1 of 3: <bdi>Aarhus</bdi>" in text
    assert re.search(r"File 2 of 3\s*</span>", text)
    assert "Borgholm" not in text
    assert sealed.application.field.name not in text
    assert "File 3 of 3" not in text
    assert "2031, 09:00:00 (UTC)" in text
    assert page(sealed, "declaration") in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_same_number_of_questions(
    client, evaluator, count, django_assert_num_queries
):
    for _number in range(count):
        made = AssignmentFactory(
            open=True,
            evaluator=evaluator,
            application=ApplicationFactory(under_evaluation=True, call=evaluator.call),
        )
        Evaluation.objects.create(assignment=made)

    client.get(DESK)
    with django_assert_num_queries(7):
        client.get(DESK)


def test_the_declaration_shows_city_country_and_field_and_nothing_else(client):
    own = AssignmentFactory(application=file_with_answers())
    DocumentFactory(application=own.application, original_name="harbour.pdf")
    client.force_login(own.evaluator.user)

    text = client.get(page(own, "declaration")).text

    assert "File 1 of 1: your declaration" in text
    assert "Aarhus" in text
    assert "Music" in text
    assert own.application.city.country.local_name in text
    assert "harbour" not in text
    for name in ("file", "scores", "draft", "submit", "others"):
        assert client.get(page(own, name)).status_code == 404, name


def declare(client, own, **given):
    return client.post(page(own, "declaration"), {"key": str(uuid.uuid4())} | given)


def test_declaring_no_conflict_opens_the_file(client):
    own = AssignmentFactory()
    client.force_login(own.evaluator.user)

    assert client.get(page(own, "assignment")).url == page(own, "declaration")
    answer = declare(client, own, answer="none")

    assert answer.url == page(own, "scores")
    assert client.get(page(own, "file")).status_code == 200
    assert client.get(page(own, "assignment")).url == page(own, "scores")
    assert client.get(page(own, "declaration")).url == page(own, "scores")


def test_a_declared_conflict_says_which_and_ends_the_assignment(client):
    own = AssignmentFactory()
    EvaluationTermsFactory(call=own.application.call)
    client.force_login(own.evaluator.user)

    refused = declare(client, own, answer="conflict")
    assert (refused.status_code, "Choose which conflict it is." in refused.text) == (422, True)
    assert declare(client, own, answer="conflict", kind="tie", note="A cousin").url == DESK

    own.refresh_from_db()
    assert (own.state, own.conflict, own.conflict_note) == ("recused", "tie", "A cousin")
    for name in ("assignment", "declaration", "file", "scores"):
        assert client.get(page(own, name)).status_code == 404, name


def test_who_does_not_know_asks_the_secretariat_and_the_file_stays_sealed(client):
    own = AssignmentFactory()
    UserFactory(superuser=True)
    client.force_login(own.evaluator.user)

    assert declare(client, own, answer="unsure").status_code == 422
    assert declare(client, own, answer="unsure", note="I gave a talk there.").url == DESK

    assert Notice.objects.get().context["note"] == "I gave a talk there."
    assert client.get(page(own, "file")).status_code == 404
    assert declare(client, own).status_code == 422


def test_the_file_is_read_without_anybodys_name_or_rank(client, evaluator, assignment):
    file = assignment.application
    person = UserFactory(email="owner@aarhus.example", first_name="Asta", last_name="Holm")
    file.team.create(user=person, part="owner")
    file.answers.update(saved_by=person)
    file.endorsements.update(rank=7, reason="Ranked seventh")
    own = DocumentFactory(application=file, original_name="harbour.pdf", uploaded_by=person)

    text = client.get(page(assignment, "file")).text

    assert "Because of the harbour." in text
    assert page(assignment, "document", own.number) in text
    for hidden in ("owner@aarhus.example", "Asta", "Holm", "seventh"):
        assert hidden not in text, hidden


def test_the_answers_are_those_that_were_handed_in(client, evaluator, assignment):
    file = assignment.application
    change = file.status_changes.create(
        action="submit", from_status="draft", to_status="submitted", by=UserFactory(), at=NOW
    )
    answer = file.answers.get()
    contents = {
        "answers": [
            {"question": answer.question, "value": "Then", "no_relevant_information": False}
        ]
    }
    Receipt.objects.create(
        change=change,
        form=file.call.form_versions.get(),
        code="C",
        contents=contents,
        sha256="0" * 64,
    )

    text = client.get(page(assignment, "file")).text

    assert "Then" in text
    assert "harbour" not in text


def test_a_document_is_given_out_as_an_attachment(client, evaluator, assignment):
    own = DocumentFactory(
        application=assignment.application,
        original_name="harbour.pdf",
        file=ContentFile(b"%PDF-1.4 quay", "harbour.pdf"),
    )
    strange = DocumentFactory(original_name="other.pdf")

    assert client.get(page(assignment, "document", strange.number)).status_code == 404
    answer = client.get(page(assignment, "document", own.number))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 quay"


def test_the_sheet_offers_every_step_with_what_it_means(client, evaluator, assignment):
    text = client.get(page(assignment, "scores")).text

    assert re.findall(r'name="score-impact" value="([^"]*)"', text) == [
        "", "0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5",
    ]  # fmt: skip
    assert 'value="4" aria-describedby="impact-means-9"' in text
    assert '<dd id="impact-means-9">Carried by the whole city</dd>' in text
    assert "Needed for scores up to 1 and from 4.5 on." in text


def sent(revision=0, **given):
    return {"revision": revision, "comment": ""} | {
        name.replace("_", "-"): value for name, value in given.items()
    }


def test_the_sheet_is_saved_as_a_form(client, evaluator, assignment):
    answer = client.post(
        page(assignment, "scores"),
        sent(score_impact="4", reason_finance="Thin\r\nindeed", then="submit"),
    )

    assert answer.url == page(assignment, "submit")
    rows = Score.objects.order_by("criterion__position").values_list("value", "reason")
    assert list(rows) == [(4, ""), (None, "Thin\nindeed")]
    text = client.get(page(assignment, "scores")).text
    assert 'value="4" checked' in text
    assert "Thin\nindeed" in text


def test_an_older_page_shows_both_and_saving_again_is_the_choice(client, evaluator, assignment):
    client.post(page(assignment, "scores"), sent(score_impact="4", comment="First"))

    older = client.post(
        page(assignment, "scores"),
        sent(score_impact="2", reason_impact="Mine", comment="Second"),
    )

    assert older.status_code == 409
    for shown in ("First", "Second", "Mine", "<span data-value>4</span>"):
        assert shown in older.text, shown
    assert 'name="revision" value="1"' in older.text
    assert Evaluation.objects.get().comment == "First"
    client.post(page(assignment, "scores"), sent(1, score_impact="2", comment="Second"))
    assert Evaluation.objects.get().comment == "Second"


def put(client, assignment, **given):
    body = {"revision": 0, "scores": {}, "comment": "", "person": assignment.evaluator.user.pk}
    return client.put(page(assignment, "draft"), data=body | given, content_type="application/json")


def test_the_door_saves_and_tells_the_new_revision(client, evaluator, assignment):
    scores = {"impact": {"value": "4.5", "reason": "Broad"}}

    answer = put(client, assignment, scores=scores, comment="Hm").json()

    assert (answer["revision"], answer["scores"], answer["comment"]) == (1, scores, "Hm")
    standing = client.get(page(assignment, "draft")).json()
    assert (standing["revision"], standing["scores"]) == (1, scores)
    assert standing["person"] == evaluator.user.pk


def test_the_door_answers_an_older_page_with_what_is_stored(client, evaluator, assignment):
    put(client, assignment, scores={"impact": {"value": "4", "reason": ""}}, comment="First")

    answer = put(client, assignment, comment="Second")

    assert (answer.status_code, answer.json()["code"]) == (409, "stale")
    assert answer.json()["stored"] == {
        "revision": 1,
        "comment": "First",
        "scores": {"impact": {"value": "4", "reason": ""}},
    }


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"scores": []}, 400, "unreadable"),
        ({"scores": {"impact": 3}}, 400, "unreadable"),
        ({"scores": {"impact": {"value": 3}}}, 400, "unreadable"),
        ({"scores": {"impact": {"value": "NaN"}}}, 400, "unreadable"),
        ({"scores": {"impact": {"value": "x"}}}, 400, "unreadable"),
        ({"revision": -1}, 400, "unreadable"),
        ({"revision": True}, 400, "unreadable"),
        ({"comment": 7}, 400, "unreadable"),
        ({"comment": "a\0b"}, 400, "unreadable"),
        ({"scores": {"impact": {"value": "9"}}}, 422, "unknown-scores"),
        ({"scores": {"other": {"value": "1"}}}, 422, "unknown-scores"),
        ({"person": 10**6}, 409, "other-person"),
    ],
)
def test_the_door_refuses_what_it_cannot_keep_and_says_why(
    client, evaluator, assignment, given, status, code
):
    answer = put(client, assignment, **given)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]
    assert not Score.objects.exists()


def test_the_door_tells_who_is_signed_out_and_knows_nobody_else(client, assignment):
    assert put(client, assignment).status_code == 401
    client.force_login(UserFactory(superuser=True))
    assert put(client, assignment).status_code == 404


def test_the_page_of_the_submission_says_what_is_missing_and_where(client, evaluator, assignment):
    client.post(page(assignment, "scores"), sent(score_impact="1"))

    text = client.get(page(assignment, "submit")).text
    assert "2 things are missing" in text
    assert f"{page(assignment, 'scores')}#part-finance" in text
    refused = client.post(page(assignment, "submit"), {"key": str(uuid.uuid4()), "revision": 1})
    assert refused.status_code == 422
    assert Evaluation.objects.get().submitted_at is None


def test_a_submission_is_confirmed_and_made_once(client, evaluator, assignment):
    scored(assignment)
    assert "Submit the evaluation" in client.get(page(assignment, "submit")).text
    attempt = {"key": str(uuid.uuid4()), "revision": 1}

    assert client.post(page(assignment, "submit"), attempt).url == page(assignment, "others")
    assert client.post(page(assignment, "submit"), attempt).url == page(assignment, "others")

    again = client.post(page(assignment, "submit"), attempt | {"key": str(uuid.uuid4())})
    assert (again.status_code, "submitted already" in again.text) == (409, True)
    assert client.get(page(assignment, "scores")).url == page(assignment, "others")
    assert client.post(page(assignment, "scores"), sent(1, score_impact="2")).status_code == 409
    assert client.post(page(assignment, "submit"), {}).status_code == 422


def test_a_late_submission_is_told_so_and_refused_once_decisions_have_begun(
    client, evaluator, assignment
):
    EvaluationTermsFactory(call=evaluator.call, evaluations_due_at=NOW)
    scored(assignment)
    attempt = {"key": str(uuid.uuid4()), "revision": 1}
    assert "marked as late" in client.get(page(assignment, "submit")).text
    draft = Decision.objects.create(
        application=assignment.application, outcome="designated", by=UserFactory(), at=NOW
    )

    assert client.post(page(assignment, "submit"), attempt).status_code == 409
    draft.delete()
    answer = client.post(page(assignment, "submit"), attempt, follow=True)

    assert "marked as late" in answer.text
    assert Evaluation.objects.get().is_late


def test_the_others_are_seen_after_the_own_submission_and_without_names(
    client, evaluator, assignment
):
    other = AssignmentFactory(
        open=True,
        application=assignment.application,
        evaluator__user__email="secret@expert.example",
        evaluator__user__last_name="Petrova",
    )
    draft = AssignmentFactory(open=True, application=assignment.application)
    submitted(other, impact="2", finance="3", comment="Too thin for me")
    scored(draft, comment="Not ready")
    scored(assignment)

    assert client.get(page(assignment, "others")).status_code == 404
    submit(assignment, by=evaluator.user, at=NOW, key="one")
    text = client.get(page(assignment, "others")).text

    assert "Evaluator A" in text
    assert "Too thin for me" in text
    # The own 3 and 4 of 5 are 70 points, the other's 2 and 3 are 50.
    for points in ("70.0", "50.0", "60.0"):
        assert points in text, points
    assert "1 evaluation of this file is still awaited." in text
    for hidden in ("secret@expert.example", "Petrova", "Not ready", "Evaluator B"):
        assert hidden not in text, hidden


def test_whoever_gets_the_evaluation_back_sees_the_others_no_more(client, evaluator, assignment):
    submitted(assignment)
    Evaluation.objects.update(submitted_at=None, returned_reason="Look at the second one.")

    assert client.get(page(assignment, "others")).status_code == 404
    assert "Look at the second one." in client.get(page(assignment, "scores")).text
    assert "Given back to you" in client.get(DESK).text


def test_nothing_of_a_file_is_found_once_it_is_not_under_evaluation(client, evaluator, assignment):
    type(assignment.application).objects.filter(pk=assignment.application.pk).update(
        status="withdrawn"
    )

    for name in ("assignment", "file", "scores", "draft", "submit", "others"):
        assert client.get(page(assignment, name)).status_code == 404, name
    assert "Aarhus" not in client.get(DESK).text


def test_a_call_without_criteria_says_so(client):
    own = AssignmentFactory(open=True)
    client.force_login(own.evaluator.user)

    assert "no criteria yet" in client.get(page(own, "scores")).text
    assert "no criteria yet" in client.get(page(own, "submit")).text


def test_evaluators_of_two_calls_have_both_on_one_desk(client):
    user = UserFactory()
    for _number in range(2):
        EvaluatorFactory(user=user)
    client.force_login(user)

    assert client.get(DESK).text.count("Nothing is assigned to you now.") == 2
    assert not Assignment.objects.exists()


def test_what_does_not_apply_is_chosen_where_the_criterion_allows_it(client, evaluator, assignment):
    criteria = assignment.application.call.criteria
    criteria.filter(code="finance").update(may_not_apply=True)
    address = page(assignment, "scores")
    assert client.get(address).text.count('value="does-not-apply"') == 1

    given = {
        "score-impact": "4",
        "score-finance": "does-not-apply",
        "reason-finance": "No budget yet",
    }
    assert client.post(address, sent(**given)).status_code == 302
    assert 'value="does-not-apply" checked' in client.get(address).text
    assert "<b>does not apply</b>" in client.get(page(assignment, "submit")).text
    told = put(client, assignment, revision=1, scores={"impact": {"value": "does-not-apply"}})
    assert (told.status_code, told.json()["findings"][0]["code"]) == (422, "applies")
    submit(assignment, by=evaluator.user, at=NOW, key="one")
    assert "does not apply</td>" in client.get(page(assignment, "others")).text


def test_scores_are_written_as_the_reader_s_language_writes_numbers(client, assignment, evaluator):
    scored(assignment, impact="4.5")

    sheet = client.get(f"/fr{page(assignment, 'scores')}").content.decode()

    assert re.search(r'value="4\.5" checked[^>]*> 4,5</label>', sheet)
    assert "jusqu’à 1 et à partir de 4,5." in sheet

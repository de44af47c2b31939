"""A file that was judged, turned down and reviewed by the verbs, with a word in every column."""

import datetime

from django.db import models
from django.utils import timezone

from applications.models import (
    Answer,
    AnswerRevision,
    Application,
    Assignment,
    Invitation,
    KeptText,
    Link,
    Notice,
    Screening,
    Upload,
)
from applications.outcome import announce_due, decide
from applications.outcome.feedback import write_feedback
from applications.outcome.reviews import answer, request_review, take_up
from applications.panel.asking import ask_about_conflict
from applications.panel.assignments import assign, remove
from applications.panel.consensus import write_consensus
from applications.panel.declaring import declare_conflict, declare_no_conflict
from applications.panel.proposals import propose
from applications.panel.scoring import give_back, save, submit
from applications.workflow import perform, start
from tests.applications.outcome.decided import let_the_instant_come, office, person_in, released
from tests.applications.workflow.people import denmark, member_of_commission
from tests.factories import (
    CallFactory,
    CityFactory,
    CountryFactory,
    CreativeFieldFactory,
    CriterionFactory,
    DocumentFactory,
    EvaluationTermsFactory,
    EvaluatorFactory,
    FormVersionFactory,
    QuestionFactory,
    UserFactory,
)

WORD = "canary"


def said(what):
    """A text that holds the word."""
    return f"The {WORD} of the {what}"


def judged_file():
    """The file, with everybody around it: owner, commission, staff, office."""
    closed = timezone.now() - datetime.timedelta(days=1)
    before = closed - datetime.timedelta(days=1)
    call = CallFactory(
        opens_at=before - datetime.timedelta(days=9), deadline=closed, retention_months=0
    )
    form = FormVersionFactory(call=call)
    QuestionFactory(section__version=form, code="port")
    EvaluationTermsFactory(call=call, completion_days=10, evaluators_per_file=2, spread_at_most=10)
    for code in ("quality", "relevance"):
        CriterionFactory(call=call, code=code)
    field, owner = CreativeFieldFactory(), UserFactory()
    for _number in range(5):
        EvaluatorFactory(call=call, fields=[field], country=CountryFactory())
    people = {
        "owner": owner,
        "commission": member_of_commission(denmark()),
        "staff": person_in("Secretariat"),
        "reviewer": person_in("Secretariat"),
        "office": office(),
    }
    file = start(call, CityFactory(country=denmark()), field, by=owner, at=before)
    write_the_file(file, owner)
    endorse_at_last(file, people, before)
    screen(file, people)
    judge(file, people)
    review(file, people)
    return file, people


def write_the_file(file, owner):
    """All that a team, a source and the staff put into a file."""
    now, by = timezone.now(), {"by": owner, "at": timezone.now()}
    row = Answer.objects.create(application=file, question="port", value=said("answer"))
    AnswerRevision.objects.create(
        answer=row, number=1, value=said("answer"), sent_value=said("sending"),
        other_value=said("other"), **by,
    )  # fmt: skip
    DocumentFactory(
        application=file, original_name=said("name"), caption=said("caption"), credit=said("credit")
    )
    Link.objects.create(application=file, url=f"https://{WORD}.example/", title=said("link"))
    KeptText.objects.create(
        application=file, question="port", value=said("kept"), why="late",
        client_key="6f3b7a52-5a3c-4f0d-9a55-0c5f0f6f1f11", **by,
    )  # fmt: skip
    Upload.objects.create(
        application=file, kind="letter", name=said("upload"), size=1, by=owner, begun_at=now,
        changed_at=now, client_key="6f3b7a52-5a3c-4f0d-9a55-0c5f0f6f1f12",
    )  # fmt: skip
    Invitation.objects.create(
        application=file, email=f"{WORD}@example.org", part="editor", token_hash="0" * 64,
        invited_by=owner, invited_at=now, expires_at=now,
    )  # fmt: skip
    file.milestones.create(on="2026", title=said("milestone"), description=said("description"))
    file.process_steps.create(on="2026", title=said("step"), body=said("body"))
    file.commitments.create(title=said("commitment"), description=said("promise"))
    file.budget_lines.create(title=said("line"))
    file.reference_cities.create(city=CityFactory(), reason=said("reference"))
    file.note, file.initiator = said("note"), said("initiator")
    file._change_reason = said("history")
    file.save()


def endorse_at_last(file, people, at):
    commission = people["commission"]
    perform(file, "submit", by=people["owner"], at=at, declared=True)
    perform(file, "decline", by=commission, at=at, reason=said("decline"))
    perform(file, "reconsider", by=commission, at=at)
    perform(file, "endorse", by=commission, at=at, reason=said("first endorsement"))
    perform(file, "release", by=commission, at=at, reason=said("release"))
    perform(file, "endorse", by=commission, at=at, reason=said("endorsement"))


def screen(file, people):
    """Returned, completed and admitted; what was found quotes what the team wrote."""
    perform(file, "return", by=people["staff"], reason=said("return"), subjects=["port"])
    perform(file, "complete", by=people["owner"], declared=True)
    perform(file, "admit", by=people["staff"], reason=said("admission"))
    for screening in Screening.objects.filter(application=file):
        screening.verdicts[0]["is_kept"] = False
        screening.verdicts[0]["findings"] = [
            {"code": "size", "message": said("finding"), "to_do": said("remedy"), "clause": "Small",
             "source": "", "section": "", "subject": "port"}
        ]  # fmt: skip
        screening.save()


def judge(file, people):
    """A question, a recusal, a file taken back, two evaluations far apart, a note, a decision."""
    call, staff = file.call, people["staff"]
    assign(call, propose(call).digest, by=staff)
    first, second = file.assignments.in_force().order_by("pk")
    ask_about_conflict(
        first, by=first.evaluator.user, at=timezone.now(), note=said("question"), key="ask"
    )
    declare_conflict(first, kind="tie", by=first.evaluator.user, note=said("conflict"))
    remove(second, by=staff, reason=said("removal"))
    assign(call, propose(call).digest, by=staff)
    one, other = file.assignments.in_force().order_by("pk")
    judged = submitted(one, 0)
    give_back(judged, by=staff, at=timezone.now(), reason=said("giving back"))
    submit(one, by=one.evaluator.user, at=timezone.now(), key="again")
    submitted(other, 5)
    write_consensus(file, note=said("consensus"), dissent=said("dissent"), by=staff)
    decide(file, "not-designated", by=people["office"], reason=said("decision"))
    released(call, people["office"], {})
    let_the_instant_come(call)
    (announced,) = announce_due()
    assert not announced.error
    file.refresh_from_db()


def submitted(row: Assignment, value):
    """An evaluation with the same score for both criteria, and its words."""
    by, at = row.evaluator.user, timezone.now()
    declare_no_conflict(row, by=by)
    scores = {code: (value, said(f"reason for {code}")) for code in ("quality", "relevance")}
    save(row, by=by, at=at, revision=0, scores=scores, comment=said("comment"))
    return submit(row, by=by, at=at, key="submit")


def review(file, people):
    """Feedback, a review that is answered, and letters that went astray."""
    texts = {criterion: said("feedback") for criterion in file.call.criteria.all()}
    write_feedback(file, texts, by=people["staff"])
    asked = request_review(file, said("grounds"), by=people["owner"])
    take_up(asked, by=people["reviewer"])
    answer(asked, "upheld", said("answer to the review"), by=people["reviewer"])
    Notice.objects.filter(application=file).update(error=said("error"))
    invited = f"{WORD}@example.org"
    Notice.objects.create(
        key=f"1:invited:{invited}", application=file, email=invited, language="en",
        template="invited", why="invited", written_at=timezone.now(),
    )  # fmt: skip


def texts_about_files():
    """Every column, of every table that hangs on a file, in which a text can stand."""
    found, waiting = {Application, Application.history.model}, [Application]
    while waiting:
        for relation in waiting.pop()._meta.related_objects:
            if relation.related_model not in found:
                found.add(relation.related_model)
                waiting.append(relation.related_model)
    kinds = (models.CharField, models.TextField, models.JSONField)
    return {
        f"{model._meta.db_table}.{field.column}"
        for model in found
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not field.choices
    }

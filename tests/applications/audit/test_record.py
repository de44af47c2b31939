"""The record of a file for an auditor: all that there is, verified without the portal."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.answers.saving import save as save_answer
from applications.audit.archive import write_record
from applications.audit.sight import Sight
from applications.documents.receiving import receive
from applications.log import differences, publish_head, verify
from applications.models import (
    Application,
    Assignment,
    Call,
    LogEntry,
    Notice,
    ReviewRequest,
)
from applications.models.invitations import invitation_token
from applications.outcome import announce_due, decide, plan, release
from applications.outcome.feedback import write_feedback
from applications.outcome.reviews import answer, request_review, take_up
from applications.panel.assignments import assign
from applications.panel.consensus import write_consensus
from applications.panel.declaring import declare_conflict, declare_no_conflict
from applications.panel.proposals import propose
from applications.panel.scoring import save, submit
from applications.workflow import perform, start, team
from applications.workflow.commissions import set_members
from tests.applications.documents.making import pdf
from tests.applications.outcome.decided import (
    let_the_instant_come,
    letters,
    office,
    person_in,
    tomorrow,
)
from tests.applications.workflow.people import denmark, open_call
from tests.factories import (
    ApplicationFactory,
    CityFactory,
    CreativeFieldFactory,
    CriterionFactory,
    DocumentKindFactory,
    EvaluationTermsFactory,
    EvaluatorFactory,
    FormSectionFactory,
    NationalCommissionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LETTER = pdf(pages=2)
ALL = Sight(ranks=True, decisions=True)


def course():
    """A file that went through every step, by the verbs, until its draft decision."""
    country, field = denmark(), CreativeFieldFactory()
    call = open_call(max_submitted_per_country=2)
    form = call.form_versions.get()
    QuestionFactory(section=FormSectionFactory(version=form), code="why", is_required=False)
    DocumentKindFactory(version=form, code="letters", at_least=0)
    staff, by = person_in("Secretariat", first_name="Sara"), office()
    commission = NationalCommissionFactory(country=country)
    member, owner = UserFactory(), UserFactory(first_name="Anna")
    set_members(commission, [member], by=staff)
    city = CityFactory(country=country, name="Viborg", slug="viborg")
    file = start(call, city, field, by=owner)
    for number, text in enumerate(["We draw.", "We draw and film."]):
        save_answer(
            file,
            "why",
            text,
            base_revision=number,
            client_key=f"00000000-0000-0000-0000-00000000000{number}",
            by=owner,
        )
    receive(file, "letters", io.BytesIO(LETTER), name="Brev/../æ.pdf", by=owner)
    invitation = team.invite(file, "guest@example.org", "reader", by=owner)
    perform(file, "submit", by=owner, declared=True)
    perform(file, "endorse", by=member)
    perform(file, "rank", by=member, rank=1)
    Call.objects.filter(pk=call.pk).update(
        opens_at=timezone.now() - 2 * (tomorrow() - timezone.now()), deadline=timezone.now()
    )
    file = Application.objects.get(pk=file.pk)
    perform(file, "admit", by=staff, reason="All there")
    EvaluationTermsFactory(call=call, evaluators_per_file=2, review_days=30)
    criterion = CriterionFactory(call=call, code="impact")
    for name in ("Eva", "Emil", "Ella"):
        EvaluatorFactory(call=call, fields=[field], user__first_name=name)
    assign(call, propose(call).digest, by=staff)
    first = Assignment.objects.order_by("pk").first()
    declare_conflict(first, kind="tie", note="My sister", by=first.evaluator.user)
    for number, sealed in enumerate(Assignment.objects.in_force().order_by("pk")):
        person, now = sealed.evaluator.user, timezone.now()
        row = declare_no_conflict(sealed, by=person)
        given = {"impact": (Decimal(1 + 3 * number), f"Because {number}")}
        save(row, by=person, at=now, revision=0, scores=given, comment="For the panel")
        submit(row, by=person, at=now, key="one")
    write_consensus(file, note="They agreed on much.", dissent="Not on all.", by=staff)
    letters(call, by)
    decide(file, "not-designated", by=by, reason="Too far for us")
    return SimpleNamespace(
        call=call,
        file=file,
        criterion=criterion,
        staff=staff,
        office=by,
        owner=owner,
        member=member,
        invitation=invitation,
        evaluator=row.evaluator.user,
    )


def announced(w):
    """The same file once its decision is known, with feedback and a review."""
    plan(w.call, tomorrow(), by=w.office)
    release(w.call, by=w.office)
    let_the_instant_come(w.call)
    (done,) = announce_due()
    assert done.error == ""
    write_feedback(w.file, {w.criterion: "Say more of money."}, by=w.staff)
    request_review(w.file, "You overlooked it.", by=w.owner)
    review, handler = ReviewRequest.objects.get(), person_in("Secretariat")
    take_up(review, by=handler)
    answer(review, "upheld", "It was read.", by=handler)


def record_of(file, sight=ALL):
    made = io.BytesIO()
    write_record(Application.objects.get(pk=file.pk), made, sight)
    return made.getvalue()


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(files, name):
    if name.endswith("l"):
        return [json.loads(line) for line in files[name].splitlines()]
    return json.loads(files[name])


def verified(files, folder):
    """What the sheet of the archive says of it, run as an auditor runs it."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    sheet = [sys.executable, "-I", str(folder / "verify.py")]
    ran = subprocess.run(sheet, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout


def test_the_record_holds_everything_and_is_verified_by_its_own_sheet(tmp_path):
    w = course()
    announced(w)
    head = publish_head()
    # Of another file, and behind what was published.
    start(open_call(), CityFactory(), CreativeFieldFactory(), by=UserFactory())

    data = record_of(w.file)

    assert data == record_of(w.file)
    files = unpacked(data)
    facts = read(files, "file.json")
    assert (facts["city"], facts["status"]) == ("Viborg", "not-designated")
    told = [(one["value"], one["stands"]) for one in read(files, "answers.jsonl")]
    assert told == [("We draw.", False), ("We draw and film.", True)]
    (handed_in,) = read(files, "submissions.json")
    assert handed_in["sha256"] == hashlib.sha256(files["submissions/01.json"]).hexdigest()
    (document,) = read(files, "documents.json")
    assert document["lies_in"] == "documents/01 letters æ.pdf"
    stored = files[document["lies_in"]]
    assert hashlib.sha256(stored).hexdigest() == document["sha256"]
    assert stored.startswith(b"%PDF-")
    acts = [one["action"] for one in read(files, "trail.jsonl")]
    assert acts == ["start", "submit", "endorse", "rank", "admit", "turn-down"]
    assert read(files, "commission.json")["endorsements"][0]["rank"] == 1
    assert read(files, "screenings.json")[0]["verdicts"]
    people = {one["account"]: one["name"] for one in read(files, "people.json")}
    recused, *judged = read(files, "evaluations.json")
    assert (recused["conflict"], recused["conflict_note"]) == ("tie", "My sister")
    assert people[judged[0]["evaluator"]["user"]] in ("Eva", "Emil", "Ella")
    assert [one["evaluation"]["scores"] for one in judged] == [
        [{"criterion": "impact", "does_not_apply": False, "value": "1", "reason": "Because 0"}],
        [{"criterion": "impact", "does_not_apply": False, "value": "4", "reason": "Because 1"}],
    ]
    result = read(files, "result.json")
    assert (result["result"]["mean"], result["result"]["place"]) == (50.0, 1)
    assert result["consensus"]["dissent"] == "Not on all."
    (decided,) = read(files, "decision.json")["decisions"]
    assert (decided["outcome"], decided["reason"]) == ("not-designated", "Too far for us")
    assert read(files, "feedback.json")[0]["text"] == "Say more of money."
    assert read(files, "reviews.json")[0]["answer"] == "It was read."
    sent = read(files, "letters.jsonl")
    assert {one["state"] for one in sent} == {"waiting"}
    assert len(sent) == Notice.objects.filter(application=w.file).count()
    assert "not-designated en: Viborg" in {one["subject"] for one in sent}
    # Nobody joins the team with what an auditor holds.
    everything = b"".join(files.values())
    assert invitation_token(w.invitation).encode() not in everything
    kinds = [one["kind"] for one in read(files, "log/entries.jsonl")]
    assert kinds == list(
        LogEntry.objects.filter(call=w.call, sequence__lte=head.sequence)
        .exclude(kind="evaluation:assign")
        .order_by("sequence")
        .values_list("kind", flat=True)
    )
    assert b"Nothing is left out." in files["README.txt"]
    status, said = verified(files, tmp_path)
    assert status == 0, said
    assert f"up to entry {head.sequence}: {head.digest}" in said
    # Every text but the address of the invitation's letter, which is in lower case there, too.
    assert "this text is not here" not in said


@pytest.fixture(scope="module")
def record(django_db_setup, django_db_blocker):
    """One archive for all tamperings; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        w = course()
        publish_head()
        files = unpacked(record_of(w.file))
        transaction.set_rollback(True)
    return files


def test_by_hand_each_entry_leads_to_the_next_one_with_sha256_alone(record):
    words = {}
    for line in record["log/entries.jsonl"].splitlines():
        words[json.loads(line)["sequence"]] = hashlib.sha256(line).hexdigest()

    first, *following = record["log/chain.txt"].decode().splitlines()
    before, seen = first.split()[2], set()
    for line in following:
        number, told, digest = line.split()
        assert words.get(int(number), told) == told
        assert hashlib.sha256(f"{before}{told}".encode()).hexdigest() == digest
        before = digest
        seen.add(int(number))
    assert set(words) < seen
    (head,) = read(record, "log/heads.json")
    assert head["digest"] == before


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("trail.jsonl", b"All there", b"Not there", "trail.jsonl is not as it was packed"),
        ("log/entries.jsonl", b'"act:admit"', b'"act:start"', "says otherwise than the chain"),
        ("log/chain.txt", b"", b"", "does not have the digest"),
        ("log/heads.json", b'"digest": "', b'"digest": "0', "was published otherwise"),
    ],
)
def test_whatever_is_changed_in_the_archive_is_seen(tmp_path, record, name, old, new, said):
    files = dict(record)
    if name == "log/chain.txt":
        lines = files[name].splitlines(keepends=True)
        lines[3] = lines[3].replace(lines[3].split()[1], b"0" * 64)
        files[name] = b"".join(lines)
    else:
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    if not name.startswith("trail"):
        # By somebody who makes the list of digests anew.
        files["SHA256SUMS"] = b"".join(
            f"{hashlib.sha256(data).hexdigest()}  {one}\n".encode()
            for one, data in files.items()
            if one != "SHA256SUMS"
        )

    status, told = verified(files, tmp_path)

    assert status == 1
    assert said in told


def address(file):
    return reverse("applications:audit:file", args=[file.pk])


def given(client, person, file):
    client.force_login(person)
    return unpacked(posted(client, file)[0])


def posted(client, file):
    """The archive that comes, and its headers."""
    answer = client.post(address(file))
    assert answer.status_code == 200
    archive = b"".join(answer.streaming_content)
    return archive, answer.headers


def test_before_the_announcement_a_draft_is_in_the_office_s_archive_alone(client, tmp_path):
    w = course()

    ours, theirs = given(client, w.office, w.file), given(client, w.staff, w.file)

    assert read(ours, "decision.json")["decisions"][0]["reason"] == "Too far for us"
    assert read(theirs, "decision.json")["decisions"] == []
    # Both kinds of letters are written in every call.
    theirs_without_letters = [
        line
        for name, data in theirs.items()
        for line in data.splitlines()
        if name != "README.txt" and b'"letter:write"' not in line
    ]
    for line in theirs_without_letters:
        assert b"not-designated" not in line
        assert b"Too far" not in line
    # The log tells that something was decided; without the salt nobody finds out what.
    drafts = [one for one in read(theirs, "log/entries.jsonl") if one["kind"] == "decision:draft"]
    assert [set(one["contents"]["decision"]) for one in drafts] == [{"salted_sha256"}]
    salted = {one["sequence"] for one in read(theirs, "log/salts.jsonl")}
    assert drafts[0]["sequence"] not in salted
    assert drafts[0]["sequence"] in {one["sequence"] for one in read(ours, "log/salts.jsonl")}
    # How a Commission ranks is the Secretariat's to know, and not the office's.
    assert read(theirs, "commission.json")["endorsements"][0]["rank"] == 1
    assert "rank" not in read(ours, "commission.json")["endorsements"][0]
    assert "rank" not in [one["action"] for one in read(ours, "trail.jsonl")]
    assert "act:rank" not in [one["kind"] for one in read(ours, "log/entries.jsonl")]
    assert b"Left out: drafts and reasons of decisions" in theirs["README.txt"]
    assert verified(ours, tmp_path / "ours")[0] == verified(theirs, tmp_path / "theirs")[0] == 0

    announced(w)

    (known,) = read(given(client, w.staff, w.file), "decision.json")["decisions"]
    assert (known["outcome"], "reason" in known) == ("not-designated", False)


def test_who_may_hand_it_out_and_that_the_log_tells_of_it(client):
    w = course()
    for person in (w.owner, w.member, w.evaluator, UserFactory(), UserFactory(staff=True)):
        client.force_login(person)
        assert client.get(address(w.file)).status_code == 404
        assert client.post(address(w.file)).status_code == 404
    client.logout()
    assert client.post(address(w.file)).status_code == 302
    assert not LogEntry.objects.filter(kind="audit:hand-out").exists()

    client.force_login(w.staff)
    for page in ("applications:screening:file", "applications:commission:file"):
        assert address(w.file) in client.get(reverse(page, args=[w.file.pk])).text
    archive, headers = posted(client, w.file)

    entry = LogEntry.objects.get(kind="audit:hand-out")
    assert (entry.by, entry.application) == (w.staff, w.file)
    assert entry.contents == {
        "archive": hashlib.sha256(archive).hexdigest(),
        "ranks": True,
        "decisions": False,
    }
    assert headers["Content-Type"] == "application/zip"
    assert headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in headers["Cache-Control"]
    page = client.get(address(w.file)).text
    assert entry.contents["archive"] in page
    assert "drafts and reasons of decisions" in page
    client.force_login(w.office)
    found = reverse("applications:decision:file", args=[w.call.year, w.file.pk])
    assert address(w.file) in client.get(found).text
    assert found in client.get(address(w.file)).text
    assert client.get(reverse("applications:audit:file", args=[0])).status_code == 404
    # All that this course did is what the log leads to.
    assert list(verify()) == []
    assert [str(one) for one in differences()] == []


def test_a_file_without_any_act_has_a_record_too_and_pages_cost_the_same(client):
    # The log has entries, and none on this file.
    start(open_call(), CityFactory(), CreativeFieldFactory(), by=UserFactory())
    file = ApplicationFactory()
    files = unpacked(record_of(file))
    assert (read(files, "trail.jsonl"), files["log/chain.txt"]) == ([], b"")
    client.force_login(UserFactory(superuser=True))
    numbers = []
    for times in (1, 2):
        for _time in range(times):
            posted(client, file)
        with CaptureQueriesContext(connection) as asked:
            client.get(address(file))
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]

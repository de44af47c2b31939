"""No verb without its entry: all that open a transaction are known, and what each one writes."""

import ast
import datetime
import importlib
import io
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.urls import reverse
from django.utils import timezone

import applications
from applications.admin.logged import InTheLog
from applications.log import differences, verify
from applications.models import (
    Announcement,
    Assignment,
    Consensus,
    Criterion,
    Decision,
    Evaluation,
    Feedback,
    FormSection,
    LetterTemplate,
    LogEntry,
    NationalCommission,
    ReviewRequest,
    TeamMember,
)
from applications.models.invitations import invitation_token
from applications.panel.proposals import propose
from applications.workflow import commissions, team
from applications.workflow.candidates import Place
from applications.workflow.seeing import last_act
from tests.applications.outcome.decided import let_the_instant_come
from tests.applications.panel.panels import panel
from tests.applications.workflow.people import denmark
from tests.factories import (
    CallFactory,
    CityFactory,
    CreativeFieldFactory,
    CriterionFactory,
    DesignationFactory,
    FormSectionFactory,
    FormVersionFactory,
    NationalCommissionFactory,
    TeamMemberFactory,
    UserFactory,
)
from tests.unlocked import unlock_the_log
from uccn.doors.admin import OnlyRead

pytestmark = pytest.mark.django_db

MIGRATION = "applications.migrations.0002_people_in_the_log"
# What writes no entry, and why nothing is lost by it.
UNLOGGED = {
    # Words and documents of a file have revisions of their own, and the receipt of its submission,
    # which is in the log, has the digest of all of them.
    "answers.keeping.keep": "texts outside of the file",
    "answers.saving.save": "revisions; the receipt",
    "documents.receiving.receive": "the receipt",
    "documents.receiving.remove": "the receipt",
    "documents.receiving.describe": "the receipt",
    "documents.uploading.begin": "the receipt",
    "documents.uploading.store_part": "the receipt",
    # An evaluator's draft counts from its submission.
    "panel.scoring.save": "evaluation:submit has all of it",
    # A plan is no part of what is handed in, a draft of a form binds nobody until it is published.
    "planning.keeping.add_step": "the team's own plan",
    "planning.keeping.change_step": "the team's own plan",
    "planning.keeping.remove_step": "the team's own plan",
    "planning.keeping.take_over": "the team's own plan",
    "workflow.forms.draft_next_version": "form:publish has the digest of all of it",
    # What others do within their own transaction, or do by other verbs.
    "candidature.starting.begun": "calls start and save",
    "demonstration.opening.open_demonstration": "calls the verbs",
    "form_files.loading.load_form": "calls publish",
    "workflow.candidates.city_of": "within start_at",
    "workflow.endorsing.take_a_place": "within act:endorse",
    "outcome.letters.save_first": "within letter:write",
    # Letters that remind are no acts: each is kept as a notice.
    "panel.reminding.remind": "a notice",
    "outcome.reminding.remind_of": "a notice",
    # The log itself.
    "log.publishing.publish_head": "shown to everybody",
    "log.snapshot.one_state": "only reads",
}


def verbs():
    """The public functions of the applications that open a transaction."""
    root = Path(applications.__file__).parent
    for path in sorted(root.rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        if module.startswith(("migrations", "management")):
            continue
        for one in ast.parse(path.read_text()).body:
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
                text = ast.unparse(one)
                if "atomic(" in text or "@transaction.atomic" in text or "public_change(" in text:
                    yield f"{module}.{one.name}"


def world():
    """People and calls, put there by nobody's act."""
    country, field = denmark(), CreativeFieldFactory()
    call = CallFactory(open=True)
    section = FormSectionFactory(version=FormVersionFactory(call=call, published_at=None))
    judged = panel(files=3, evaluators=5, per_file=1)
    CriterionFactory(call=judged, code="impact")
    files = list(judged.applications.order_by("pk"))
    for file in files:
        TeamMemberFactory(application=file)
    return SimpleNamespace(
        country=country,
        commission=NationalCommissionFactory(country=country),
        staff=UserFactory(superuser=True),
        other=UserFactory(superuser=True),
        owner=UserFactory(),
        guest=UserFactory(),
        field=field,
        call=call,
        version=section.version,
        city=CityFactory(country=country),
        member_city=DesignationFactory(announced_on="2015-12-11").city,
        judged=judged,
        files=files,
        now=timezone.now(),
    )


def row(w, number):
    """The assignment of one of the judged files that is in force."""
    return Assignment.objects.in_force().get(application=w.files[number])


def answered(w, number):
    return {"by": row(w, number).evaluator.user, "at": w.now}


def keep(w, **found):
    vars(w).update(found)


def drafted(w, number):
    """The evaluation of a judged file with a score, as its evaluator saves it."""
    evaluation, _new = Evaluation.objects.get_or_create(assignment=row(w, number))
    criterion = Criterion.objects.get(call=w.judged)
    evaluation.scores.update_or_create(
        criterion=criterion, defaults={"value": Decimal(3), "reason": "Why"}
    )
    return row(w, number)


def come(call):
    """The announcement of the call, whose instant has come."""
    let_the_instant_come(call)
    return call.announcements.get()


def letter(kind, language, *, is_of_the_call=True):
    return (
        "outcome.letters.write_letter",
        ["letter:write"],
        lambda verb, w: verb(
            w.judged if is_of_the_call else None,
            kind,
            language,
            subject=f"{kind} {language}",
            body="{city}",
            by=w.staff,
        ),
    )


TOMORROW = datetime.timedelta(days=1)
# A course on which every verb is done, in an order in which it can be, with what it writes.
COURSE = [
    (
        "workflow.commissions.set_members",
        ["commission:grant"],
        lambda verb, w: verb(w.commission, [w.other], by=w.staff),
    ),
    (
        "workflow.commissions.invite",
        ["commission:invite"],
        lambda verb, w: keep(w, letter=verb(w.commission, "a@example.org", by=w.other)),
    ),
    (
        "workflow.commissions.accept",
        ["commission:join"],
        lambda verb, w: verb(invitation_token(w.letter), by=w.guest),
    ),
    (
        "workflow.commissions.remove",
        ["commission:end"],
        lambda verb, w: verb(w.commission, w.guest, by=w.other),
    ),
    (
        "workflow.commissions.invite",
        ["commission:invite"],
        lambda verb, w: keep(w, letter=verb(w.commission, "b@example.org", by=w.other)),
    ),
    (
        "workflow.commissions.revoke",
        ["commission:revoke"],
        lambda verb, w: verb(w.letter, by=w.other),
    ),
    ("workflow.forms.publish", ["form:publish"], lambda verb, w: verb(w.version, by=w.staff)),
    (
        "workflow.deadlines.extend",
        ["call:extend"],
        lambda verb, w: verb(w.call, w.call.deadline + TOMORROW, reason="Post", by=w.staff),
    ),
    (
        "workflow.deadlines.extend",
        ["call:extend"],
        lambda verb, w: verb(
            w.call, w.call.deadline + TOMORROW, reason="Flood", by=w.staff, country=w.country
        ),
    ),
    (
        "workflow.deadlines.set_national_deadline",
        ["call:national-deadline"],
        lambda verb, w: verb(w.commission, w.call, w.call.deadline, by=w.other),
    ),
    (
        "workflow.starting.start",
        ["act:start"],
        lambda verb, w: keep(w, file=verb(w.call, w.city, w.field, by=w.owner)),
    ),
    (
        "workflow.starting.start_at",
        ["act:start"],
        lambda verb, w: verb(Place("Newby", w.country, 55, 9), w.call, w.field, by=w.owner),
    ),
    (
        "workflow.team.invite",
        ["team:invite"],
        lambda verb, w: verb(w.file, "c@example.org", "reader", by=w.owner),
    ),
    (
        # The one before gives way.
        "workflow.team.invite",
        ["team:invite"],
        lambda verb, w: keep(w, letter=verb(w.file, "c@example.org", "editor", by=w.owner)),
    ),
    (
        "workflow.team.accept",
        ["team:join"],
        lambda verb, w: keep(w, member=verb(invitation_token(w.letter), by=w.guest)),
    ),
    (
        "workflow.team.change_part",
        ["team:part"],
        lambda verb, w: verb(w.member, "owner", by=w.owner),
    ),
    ("workflow.team.remove", ["team:remove"], lambda verb, w: verb(w.member, by=w.guest)),
    (
        "workflow.team.invite",
        ["team:invite"],
        lambda verb, w: keep(w, letter=verb(w.file, "d@example.org", "reader", by=w.owner)),
    ),
    ("workflow.team.revoke", ["team:revoke"], lambda verb, w: verb(w.letter, by=w.owner)),
    (
        "workflow.performing.perform",
        ["act:submit"],
        lambda verb, w: verb(w.file, "submit", by=w.owner, declared=True),
    ),
    (
        "workflow.seeing.perform_as_seen",
        ["act:endorse"],
        lambda verb, w: verb(w.file, "endorse", seen=last_act(w.file), by=w.other, key=""),
    ),
    (
        "panel.assignments.assign",
        ["evaluation:assign"],
        lambda verb, w: verb(w.judged, propose(w.judged).digest, by=w.staff),
    ),
    (
        "panel.asking.ask_about_conflict",
        ["assignment:ask"],
        lambda verb, w: verb(row(w, 0), note="My cousin", key="one", **answered(w, 0)),
    ),
    (
        "panel.declaring.declare_conflict",
        ["evaluation:recuse", "evaluation:assign"],
        lambda verb, w: verb(row(w, 0), kind="tie", **answered(w, 0)),
    ),
    *(
        (
            "panel.declaring.declare_no_conflict",
            ["evaluation:declare"],
            lambda verb, w, number=number: verb(row(w, number), **answered(w, number)),
        )
        for number in (0, 1)
    ),
    *(
        (
            "panel.scoring.submit",
            ["evaluation:submit"],
            lambda verb, w, number=number: verb(
                drafted(w, number), key=f"key {number}", **answered(w, number)
            ),
        )
        for number in (0, 1)
    ),
    (
        "panel.scoring.give_back",
        ["evaluation:give-back"],
        lambda verb, w: verb(row(w, 1).evaluation, by=w.staff, at=w.now, reason="A slip"),
    ),
    (
        "panel.scoring.submit",
        ["evaluation:submit"],
        lambda verb, w: verb(drafted(w, 1), key="again", **answered(w, 1)),
    ),
    (
        "panel.assignments.remove",
        ["evaluation:remove"],
        lambda verb, w: verb(row(w, 2), by=w.staff, reason="Ill"),
    ),
    (
        "panel.consensus.write_consensus",
        ["evaluation:consensus"],
        lambda verb, w: verb(w.files[0], note="A strong plan", by=w.staff),
    ),
    (
        "outcome.feedback.write_feedback",
        ["feedback:write"],
        lambda verb, w: verb(
            w.files[0], {Criterion.objects.get(call=w.judged): "Say more"}, by=w.staff
        ),
    ),
    *(
        letter(kind, language)
        for kind in ("designated", "not-designated")
        for language in ("en", "fr")
    ),
    *(
        (
            "outcome.deciding.decide",
            ["decision:draft"],
            lambda verb, w, number=number, outcome=outcome: verb(
                w.files[number], outcome, by=w.staff, reason="So"
            ),
        )
        for number, outcome in enumerate(["designated", "not-designated", "not-designated"])
    ),
    (
        "outcome.releasing.plan",
        ["announcement:plan"],
        lambda verb, w: verb(w.judged, w.now + TOMORROW, by=w.staff),
    ),
    (
        "outcome.releasing.release",
        ["announcement:release"],
        lambda verb, w: verb(w.judged, by=w.staff),
    ),
    ("outcome.releasing.hold", ["announcement:hold"], lambda verb, w: verb(w.judged, by=w.staff)),
    (
        "outcome.releasing.release",
        ["announcement:release"],
        lambda verb, w: verb(w.judged, by=w.staff),
    ),
    (
        "outcome.announcing.announce",
        ["act:designate", "act:turn-down", "act:turn-down", "announcement:done"],
        lambda verb, w: verb(come(w.judged).pk, timezone.now()),
    ),
    (
        "outcome.reviews.request_review",
        ["review:request"],
        lambda verb, w: verb(w.files[1], "Overlooked", by=w.files[1].team.get().user),
    ),
    (
        "outcome.reviews.take_up",
        ["review:take-up"],
        lambda verb, w: verb(ReviewRequest.objects.get(), by=w.other),
    ),
    (
        "outcome.reviews.answer",
        ["review:answer"],
        lambda verb, w: verb(ReviewRequest.objects.get(), "upheld", "It was read", by=w.other),
    ),
    *(letter("withdrawal", language, is_of_the_call=False) for language in ("en", "fr")),
    (
        "outcome.members.end_membership",
        ["member:end"],
        lambda verb, w: verb(w.member_city, "withdrawal", datetime.date(2026, 5, 20), by=w.staff),
    ),
    (
        "audit.handing.hand_out",
        ["audit:hand-out"],
        lambda verb, w: verb(w.files[0], io.BytesIO(), by=w.staff),
    ),
]


def test_every_verb_that_there_is_is_on_the_course_or_says_why_it_needs_no_entry():
    found = set(verbs())
    on_the_course = {verb for verb, _kinds, _do in COURSE}

    assert found - on_the_course - set(UNLOGGED) == set()
    assert on_the_course & set(UNLOGGED) == set()
    assert (on_the_course | set(UNLOGGED)) - found == set()


def test_whatever_staff_change_in_the_administration_is_in_the_log_or_read_there_only():
    # Forms until they are published, and Commissions, whose members have acts of their own.
    otherwise = {"formversion", "formsection", "nationalcommission"}
    changed = {
        model._meta.model_name
        for model, page in site._registry.items()
        if model._meta.app_label == "applications"
        and not isinstance(page, InTheLog)
        and not isinstance(page, OnlyRead)
    }

    assert changed == otherwise


def walked(steps=None):
    """Everybody after the first steps of the course, or all of them."""
    w = world()
    for name, kinds, do in COURSE[:steps]:
        module, verb = name.rsplit(".", 1)
        before = LogEntry.objects.count()
        do(getattr(importlib.import_module(f"applications.{module}"), verb), w)
        written = LogEntry.objects.filter(sequence__gt=before).order_by("sequence")
        assert [entry.kind for entry in written] == kinds, name
    return w


def of_rows():
    """The files of the panel were put under evaluation by nobody's act."""
    by_nobody = ("status is", "submitted_at is", "it begins with")
    # So that it is due on this course, the announcement was moved by nobody either.
    by_nobody += ("by the log: at [",)
    told = [str(problem) for problem in differences()]
    return [one for one in told if not any(part in one for part in by_nobody)]


def test_each_verb_writes_its_entry_and_what_is_done_again_agrees_with_the_rows():
    w = walked()

    assert list(verify()) == []
    assert of_rows() == []
    # Whatever of that somebody changes past the portal is told, and what the log says of it.
    unlock_the_log(Announcement, Decision, LetterTemplate)
    stranger = UserFactory()
    TeamMember.objects.create(application=w.file, user=stranger, part="owner")
    w.file.team.filter(user=w.owner).update(part="reader")
    w.commission.members.set([w.guest])
    w.letter.__class__.objects.filter(pk=w.letter.pk).update(revoked_at=None)
    FormSection.objects.update(help_en="Anything goes")
    type(w.call).objects.filter(pk=w.call.pk).update(deadline=w.call.deadline + TOMORROW)
    w.call.country_extensions.update(reason="Another")
    w.call.country_extensions.create(
        country=w.country,
        old_deadline=w.now,
        new_deadline=w.now + 9 * TOMORROW,
        reason="A favour",
        by=stranger,
        at=w.now,
    )
    w.call.deadline_changes.all().delete()
    w.call.national_deadlines.update(is_binding=False)
    Decision.objects.filter(application=w.files[1]).update(outcome="designated")
    LetterTemplate.objects.filter(language="en", kind="designated").update(body="Dear {name}")
    Consensus.objects.update(dissent="All disagreed")
    Feedback.objects.update(text="Nothing")
    w.judged.announcements.update(released_by=stranger)

    told = " / ".join(of_rows())

    for part in (
        f"file {w.file.pk}: account {w.owner.pk} is reader in the team, by the log owner",
        f"file {w.file.pk}: account {stranger.pk} is owner in the team, by the log None",
        f"account {w.guest.pk} acts for the Commission of DK, by the log it does not",
        f"account {w.other.pk} acts for the Commission of DK by the log, and does not",
        f"invitation {w.letter.number} is otherwise than by the log",
        f"version {w.version.pk} of a form asks something else than when it was published",
        f"call {w.call.pk}: deadline is ",
        "is an extension that the log does not tell of",
        "was extended for another reason by the log",
        "is an extension in the log, and not there",
        f"call {w.call.pk}, DK: national date",
        " is otherwise than by the log: outcome or reason",
        " is otherwise than by the log: text",
        "the note of the panel is otherwise than by the log: dissent",
        "is otherwise than by the log: at, released_by",
    ):
        assert part in told, part
    assert told.count("is otherwise than by the log: text") == 2
    assert told.count(" / ") == 15


def test_doing_it_again_writes_no_second_entry():
    w = world()
    w.commission.members.add(w.other)
    w.file = w.files[0]
    member = w.file.team.get()
    letter = team.invite(w.file, "c@example.org", "editor", by=w.staff)
    team.change_part(member, "owner", by=w.staff)
    for _again in range(2):
        team.accept(invitation_token(letter), by=w.guest)
        commissions.remove(w.commission, w.guest, by=w.staff)
    guest = w.file.team.get(user=w.guest)
    for _again in range(2):
        team.remove(guest, by=w.staff)
        team.revoke(letter, by=w.staff)

    kinds = LogEntry.objects.order_by("sequence").values_list("kind", flat=True)
    assert list(kinds) == ["team:invite", "team:join", "team:remove"]


def saved(client, row, **changes):
    """Save a row on its page of the administration, with what is changed."""
    address = reverse(f"admin:applications_{row._meta.model_name}_change", args=[row.pk])
    page = client.get(address)
    form = page.context["adminform"].form
    given = {name: form[name].value() for name in form.fields} | changes
    for inline in page.context["inline_admin_formsets"]:
        counts = inline.formset.management_form
        given |= {
            f"{inline.formset.prefix}-{name}": counts.initial.get(name, 0) for name in counts.fields
        }
    given = {name: "" if value is None else value for name, value in given.items()}
    answer = client.post(address, given)
    assert answer.status_code == 302, answer.context["errors"]


def test_what_staff_change_by_hand_is_in_the_log_and_whoever_changes_it_behind_is_seen(client):
    staff = UserFactory(superuser=True)
    client.force_login(staff)
    criterion = CriterionFactory(weight=1)
    commission = NationalCommissionFactory()

    saved(client, criterion, weight="2.5")
    saved(client, criterion)
    saved(client, commission, members=[staff.pk])
    saved(client, commission, members=[])
    saved(client, criterion.call, note="For trying")

    entries = LogEntry.objects.order_by("sequence")
    assert [(entry.kind, entry.by_id) for entry in entries] == [
        ("criterion:change", staff.pk),
        ("commission:grant", staff.pk),
        ("commission:end", staff.pk),
        ("call:change", staff.pk),
    ]
    assert entries[0].call == criterion.call
    assert list(differences()) == list(verify()) == []
    Criterion.objects.update(weight=9)
    NationalCommission.objects.get(pk=commission.pk).members.add(staff)
    assert [problem.detail for problem in differences()] == [
        f"account {staff.pk} acts for the Commission of {commission.country.code}, by the log it"
        " does not",
        f"criterion {criterion.pk} says otherwise than when it was last saved",
    ]


def test_who_was_there_before_these_acts_were_in_the_log_is_taken_into_it():
    w = walked(steps=20)
    unlock_the_log()
    gone = ("team:", "commission:", "call:extend")
    for kind in gone:
        LogEntry.objects.filter(kind__startswith=kind).update(kind="trial:gone")
    TeamMemberFactory(application=w.file, part="reader")
    assert len(of_rows()) > 1

    importlib.import_module(MIGRATION).adopt(apps, None)

    # Of an extension for everybody nobody wrote down who gave it: it stands in the record alone.
    assert [one for one in of_rows() if "extension" in one or "account" in one] == []

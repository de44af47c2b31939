"""Submitting, reopening and withdrawing: deadlines, completeness, double clicks, receipts."""

import datetime
import hashlib
import json

import pytest
from django.utils import timezone

from applications.models import Application, CountryExtension, NationalDeadline, Receipt
from applications.workflow import Conflict, Incomplete, Late, NotAllowed, perform
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import (
    AnswerFactory,
    CallFactory,
    CountryFactory,
    DocumentFactory,
    FormVersionFactory,
    NationalCommissionFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# The end of 30 June 2019 in Paris.
DEADLINE = datetime.datetime(2019, 6, 30, 21, 59, 59, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def call():
    call = CallFactory(year=2019, deadline=DEADLINE)
    FormVersionFactory(call=call)
    return call


def submit(file, at=None, **details):
    return perform(file, "submit", by=owner_of(file), at=at, **{"declared": True} | details)


def test_a_file_is_in_time_until_the_last_second_before_the_deadline(call):
    file = file_of(denmark(), call)

    change = submit(file, at=DEADLINE - SECOND)

    assert (file.status, file.submitted_at) == ("submitted", DEADLINE - SECOND)
    assert change.at == DEADLINE - SECOND


@pytest.mark.parametrize("late_by", [datetime.timedelta(0), SECOND, 3600 * SECOND])
def test_a_file_from_the_deadline_on_is_late_and_stays_a_draft(call, late_by):
    file = file_of(denmark(), call)

    with pytest.raises(Late) as refused:
        submit(file, at=DEADLINE + late_by)

    assert (refused.value.deadline, refused.value.received_at) == (DEADLINE, DEADLINE + late_by)
    assert refused.value.clause.code == "deadline"
    assert "23:59:59 (Europe/Paris)" in str(refused.value)
    assert "21:59:59 (UTC)" in str(refused.value)
    assert "midnight" not in str(refused.value)
    assert Application.objects.get(pk=file.pk).status == "draft"


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("America/Sao_Paulo", "18:59:59 (America/Sao_Paulo)"),
        ("Asia/Kathmandu", "03:44:59 (Asia/Kathmandu)"),
        ("Pacific/Kiritimati", "11:59:59 (Pacific/Kiritimati)"),
        ("UTC", "21:59:59 (UTC)"),
    ],
)
def test_a_late_person_reads_the_deadline_in_their_own_zone_too(call, zone, told):
    file = file_of(denmark(), call)
    owner = owner_of(file)
    owner.time_zone = zone
    owner.save()

    with pytest.raises(Late) as refused:
        submit(file, at=DEADLINE + SECOND)

    assert told in str(refused.value)


def test_what_counts_is_when_the_request_arrived_not_when_it_was_handled(call):
    file = file_of(denmark(), call)

    change = submit(file, at=DEADLINE - SECOND)

    assert change.recorded_at > DEADLINE > change.at


def test_a_call_that_has_not_opened_takes_nothing():
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    call = CallFactory(opens_at=tomorrow, deadline=tomorrow + datetime.timedelta(days=9))
    FormVersionFactory(call=call)

    with pytest.raises(Conflict) as refused:
        submit(file_of(denmark(), call))

    assert refused.value.code == "not-open"


def test_a_call_without_a_deadline_takes_nothing():
    call = CallFactory()
    FormVersionFactory(call=call)

    with pytest.raises(Conflict) as refused:
        submit(file_of(denmark(), call))

    assert refused.value.code == "not-open"


def test_an_extension_for_one_country_is_for_no_other(call):
    country, norway = denmark(), CountryFactory(code="NO")
    later = DEADLINE + 86_400 * SECOND
    CountryExtension.objects.create(
        call=call,
        country=country,
        old_deadline=DEADLINE,
        new_deadline=later,
        reason="An outage",
        by=UserFactory(),
        at=DEADLINE - SECOND,
    )

    submit(file_of(country, call), at=later - SECOND)
    with pytest.raises(Late):
        submit(file_of(norway, call), at=later - SECOND)
    with pytest.raises(Late) as refused:
        submit(file_of(country, call), at=later)

    assert refused.value.deadline == later


@pytest.mark.parametrize("is_binding", [True, False])
def test_a_national_date_refuses_later_files_only_if_it_is_binding(call, is_binding):
    country = denmark()
    commission = NationalCommissionFactory(country=country)
    date = DEADLINE - 30 * 86_400 * SECOND
    NationalDeadline.objects.create(
        commission=commission, call=call, deadline=date, is_binding=is_binding
    )
    file = file_of(country, call)

    if is_binding:
        with pytest.raises(Late) as refused:
            submit(file, at=date + SECOND)
        assert refused.value.clause.code == "national-deadline"
        assert refused.value.deadline == date
    else:
        submit(file, at=date + SECOND)

    assert file.status == ("draft" if is_binding else "submitted")


def test_an_incomplete_file_is_refused_with_everything_that_is_missing(call):
    form = call.form_versions.get()
    QuestionFactory(section__version=form, code="motivation", label_en="Why?")
    QuestionFactory(section__version=form, code="budget", label_en="With what means?")
    file = file_of(denmark(), call)
    AnswerFactory(application=file, question="budget")

    with pytest.raises(Incomplete) as refused:
        submit(file, at=DEADLINE - SECOND)

    assert [finding.subject for finding in refused.value.findings] == ["motivation"]
    assert refused.value.status == 422


def test_a_call_without_a_published_form_takes_no_file():
    call = CallFactory(open=True)

    with pytest.raises(Conflict) as refused:
        submit(file_of(denmark(), call))

    assert refused.value.code == "no-form"


def test_nothing_is_submitted_without_the_declaration(call):
    file = file_of(denmark(), call)

    for declared in (False, None, "true", 1):
        with pytest.raises(Incomplete) as refused:
            submit(file, at=DEADLINE - SECOND, declared=declared)
        assert refused.value.findings.codes() == ["not-declared"]


def test_a_double_click_submits_once():
    file = file_of(denmark(), open_call())

    first = submit(file, key="click-1")
    second = submit(Application.objects.get(pk=file.pk), key="click-1")

    assert first == second
    assert file.status_changes.count() == 1
    assert file.notices.count() == 1
    assert Receipt.objects.count() == 1


def test_a_double_click_after_the_deadline_finds_what_was_submitted(call):
    file = file_of(denmark(), call)
    first = submit(file, at=DEADLINE - SECOND, key="click-1")

    assert submit(file, at=DEADLINE + SECOND, key="click-1") == first


def test_a_key_belongs_to_one_act_of_one_person():
    file = file_of(denmark(), open_call())
    submit(file, key="click-1")

    with pytest.raises(Conflict) as refused:
        perform(file, "withdraw", by=owner_of(file), key="click-1")
    assert refused.value.code == "key-of-another-act"
    with pytest.raises((Conflict, NotAllowed)):
        perform(file, "submit", by=UserFactory(), key="click-1", declared=True)

    assert file.status == "submitted"


def test_a_stale_copy_loses_cleanly():
    file = file_of(denmark(), open_call())
    stale = Application.objects.get(pk=file.pk)
    submit(file)

    with pytest.raises(Conflict) as refused:
        submit(stale)

    assert refused.value.code == "wrong-status"
    assert file.status_changes.count() == 1


def test_a_receipt_tells_what_was_handed_in_whatever_happens_later():
    call = open_call()
    file = file_of(denmark(), call)
    answer = AnswerFactory(application=file, question="motivation", value="A port.")
    DocumentFactory(application=file, sha256="b" * 64)

    receipt = submit(file).receipt
    answer.value = "Another port."
    answer.save()

    receipt.refresh_from_db()
    (kept,) = receipt.contents["answers"]
    assert (kept["question"], kept["value"]) == ("motivation", "A port.")
    assert receipt.contents["documents"][0]["sha256"] == "b" * 64
    text = json.dumps(receipt.contents, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert receipt.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert len(receipt.code) == 20


def test_a_reopened_file_is_a_draft_in_the_form_of_today_and_gets_a_new_receipt():
    call = open_call()
    file = file_of(denmark(), call)
    first = submit(file).receipt
    corrected = FormVersionFactory(call=call)

    perform(file, "reopen", by=owner_of(file))
    assert (file.status, file.submitted_at, file.form) == ("draft", None, corrected)
    second = submit(file).receipt

    assert first.code != second.code


def test_a_file_cannot_be_reopened_after_the_deadline(call):
    file = file_of(denmark(), call)
    submit(file, at=DEADLINE - SECOND)

    with pytest.raises(Late):
        perform(file, "reopen", by=owner_of(file), at=DEADLINE)

    assert file.status == "submitted"


def test_withdrawing_frees_the_place_even_after_the_deadline(call):
    country = denmark()
    file = file_of(country, call)
    submit(file, at=DEADLINE - SECOND)
    perform(file, "endorse", by=member_of_commission(country), at=DEADLINE - SECOND)

    perform(file, "withdraw", by=owner_of(file), at=DEADLINE + SECOND)

    endorsement = file.endorsements.get()
    assert (file.status, endorsement.withdrawn_at) == ("withdrawn", DEADLINE + SECOND)


def test_the_trail_tells_every_act_in_order():
    country = denmark()
    file = file_of(country, open_call())
    owner, member = owner_of(file), member_of_commission(country)

    submit(file)
    perform(file, "decline", by=member, reason="Another year")
    perform(file, "reconsider", by=member)
    perform(file, "endorse", by=member)
    perform(file, "release", by=member, reason="We were wrong")
    perform(file, "withdraw", by=owner, reason="No money")

    assert list(
        file.status_changes.values_list("action", "from_status", "to_status", "reason")
    ) == [
        ("submit", "draft", "submitted", ""),
        ("decline", "submitted", "declined", "Another year"),
        ("reconsider", "declined", "submitted", ""),
        ("endorse", "submitted", "endorsed", ""),
        ("release", "endorsed", "submitted", "We were wrong"),
        ("withdraw", "submitted", "withdrawn", "No money"),
    ]


def test_an_account_that_was_closed_does_nothing():
    file = file_of(denmark(), open_call())
    owner = owner_of(file)
    owner.is_active = False
    owner.save()

    with pytest.raises(NotAllowed):
        submit(file)


def test_an_unknown_act_is_an_error_of_the_program():
    file = file_of(denmark(), open_call())

    with pytest.raises(ValueError, match="approve"):
        perform(file, "approve", by=owner_of(file))

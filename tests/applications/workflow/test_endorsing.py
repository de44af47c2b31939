"""The National Commission: places, fields, swaps, ranks, reasons, letters and “what if”."""

import datetime

import pytest

from applications.models import Application, Endorsement
from applications.permissions import trail_for
from applications.workflow import Conflict, Incomplete, Late, NotAllowed, perform, what_if
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    DocumentFactory,
    DocumentKindFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def country():
    return denmark()


@pytest.fixture
def member(country):
    return member_of_commission(country)


@pytest.fixture
def music():
    return CreativeFieldFactory(slug="music")


@pytest.fixture
def film():
    return CreativeFieldFactory(slug="film")


def submitted(country, call, name="", **details):
    file = file_of(country, call, submitted=True, **details)
    if name:
        type(file.city).objects.filter(pk=file.city_id).update(name=name)
        file.city.refresh_from_db()
    return file


def refusal(file, action, member, **details):
    with pytest.raises(Conflict) as refused:
        perform(file, action, by=member, **details)
    return refused.value


def test_whoever_finds_no_place_is_told_who_holds_them(country, member):
    call = open_call(max_submitted_per_country=2)
    for name in ("Viborg", "Aarhus"):
        perform(submitted(country, call, name), "endorse", by=member)

    refused = refusal(submitted(country, call, "Odense"), "endorse", member)

    assert refused.code == "no-place"
    assert refused.clause.code == "places"
    assert [(holder.city, holder.slot) for holder in refused.holders] == [
        ("Viborg", 1),
        ("Aarhus", 2),
    ]
    assert "Viborg" in str(refused)
    assert "2 places" in str(refused)


def test_a_newer_call_wants_every_file_in_another_field(country, member, music):
    call = open_call(max_submitted_per_country=2, min_distinct_fields=2)
    perform(submitted(country, call, "Viborg", field=music), "endorse", by=member)

    refused = refusal(submitted(country, call, field=music), "endorse", member)

    assert (refused.code, refused.clause.code) == ("same-field", "different-fields")
    assert [holder.city for holder in refused.holders] == ["Viborg"]


def test_an_older_call_wants_two_fields_among_four_files(country, member, music, film):
    call = open_call(max_submitted_per_country=4, min_distinct_fields=2)
    for _number in range(3):
        perform(submitted(country, call, field=music), "endorse", by=member)

    refused = refusal(submitted(country, call, field=music), "endorse", member)
    perform(submitted(country, call, field=film), "endorse", by=member)

    assert refused.code == "same-field"
    assert Endorsement.objects.of_country(call, country).count() == 4


def test_an_older_call_without_a_number_refuses_nothing(country, member, music):
    call = open_call(min_distinct_fields=2)

    for _number in range(5):
        perform(submitted(country, call, field=music), "endorse", by=member)

    assert Endorsement.objects.of_country(call, country).count() == 5


def test_a_released_place_is_the_next_to_be_taken(country, member):
    call = open_call(max_submitted_per_country=2)
    first, second, third = (submitted(country, call) for _number in range(3))
    perform(first, "endorse", by=member)
    perform(second, "endorse", by=member)

    perform(first, "release", by=member, reason="A better file came")
    perform(third, "endorse", by=member)

    assert [one.application for one in Endorsement.objects.of_country(call, country)] == [
        third,
        second,
    ]
    assert first.status == "submitted"
    assert first.endorsements.get().withdrawn_reason == "A better file came"


def test_a_swap_endorses_one_file_instead_of_another(country, member, music):
    call = open_call(max_submitted_per_country=1, min_distinct_fields=1)
    out, into = submitted(country, call, field=music), submitted(country, call, field=music)
    perform(out, "endorse", by=member)

    perform(into, "swap", by=member, instead_of=out, reason="The stronger strategy")

    out.refresh_from_db()
    assert (out.status, into.status) == ("submitted", "endorsed")
    assert [change.action for change in out.status_changes.all()] == ["endorse", "release"]
    assert out.notices.filter(template="released").exists()
    assert into.status_changes.get().details["instead_of"] == out.pk


def test_a_swap_that_the_fields_forbid_changes_neither_file(country, member, music, film):
    call = open_call(max_submitted_per_country=2, min_distinct_fields=2)
    kept, out = submitted(country, call, field=music), submitted(country, call, field=film)
    perform(kept, "endorse", by=member)
    perform(out, "endorse", by=member)
    into = submitted(country, call, field=music)

    refused = refusal(into, "swap", member, instead_of=out, reason="Another choice")

    assert refused.code == "same-field"
    out.refresh_from_db()
    assert (out.status, into.status) == ("endorsed", "submitted")
    perform(into, "swap", by=member, instead_of=kept, reason="The stronger strategy")


def test_a_place_cannot_be_taken_from_a_file_that_holds_none(country, member):
    call = open_call(max_submitted_per_country=1)
    perform(submitted(country, call), "endorse", by=member)
    into, other = submitted(country, call), submitted(country, call)
    elsewhere = file_of(CountryFactory(code="NO"), call, endorsed=True)

    for named in (other, elsewhere, into):
        refused = refusal(into, "swap", member, instead_of=named, reason="Another choice")
        assert refused.code == "nothing-to-swap"


def test_places_of_one_country_are_no_places_of_another(country, member):
    call = open_call(max_submitted_per_country=1)
    norway = CountryFactory(code="NO")
    perform(submitted(country, call), "endorse", by=member)

    perform(submitted(norway, call), "endorse", by=member_of_commission(norway))

    with pytest.raises(NotAllowed):
        perform(submitted(norway, call), "endorse", by=member)


def test_ranks_are_kept_in_order_whatever_comes_between(country, member):
    call = open_call()
    a, b, c = (submitted(country, call) for _number in range(3))
    for file in (a, b, c):
        perform(file, "endorse", by=member)

    def order():
        held = Endorsement.objects.of_country(call, country).order_by("rank")
        return [(one.application, one.rank) for one in held]

    perform(c, "rank", by=member, rank=1)
    assert order() == [(c, 1), (a, 2), (b, 3)]
    perform(b, "rank", by=member, rank=2)
    assert order() == [(c, 1), (b, 2), (a, 3)]
    perform(c, "release", by=member, reason="Not this year")
    assert order() == [(b, 1), (a, 2)]


@pytest.mark.parametrize("rank", [0, 2, -1, None, "1", True, 1.0])
def test_a_rank_is_one_of_the_endorsed_files(country, member, rank):
    file = submitted(country, open_call())
    perform(file, "endorse", by=member)

    assert refusal(file, "rank", member, rank=rank).code == "no-such-rank"


def test_ranks_are_for_the_commission_and_the_secretariat(country, member):
    file = submitted(country, open_call())
    perform(file, "endorse", by=member)
    perform(file, "rank", by=member, rank=1)

    def acts(user):
        return [change.action for change in trail_for(user, file)]

    assert acts(owner_of(file)) == ["endorse"]
    assert acts(member) == ["endorse", "rank"]
    assert acts(UserFactory(superuser=True)) == ["endorse", "rank"]
    assert acts(UserFactory()) == []
    assert not file.notices.filter(change__action="rank").exists()


@pytest.mark.parametrize("action", ["decline", "release", "swap"])
def test_whoever_says_no_says_why(country, member, action):
    call = open_call()
    held = submitted(country, call)
    perform(held, "endorse", by=member)
    file = held if action == "release" else submitted(country, call)
    details = {"instead_of": held} if action == "swap" else {}

    with pytest.raises(Incomplete) as refused:
        perform(file, action, by=member, reason="  ", **details)

    assert refused.value.findings.codes() == ["reason-missing"]


def test_a_decline_keeps_its_reason_and_its_letter(country, member):
    file = submitted(country, open_call())
    letter = DocumentFactory(application=file, kind="commission-letter")

    perform(file, "decline", by=member, reason="The budget is not secured.", letter=letter)

    decline = file.declines.get()
    assert (decline.reason, decline.letter) == ("The budget is not secured.", letter)
    perform(file, "reconsider", by=member)
    decline.refresh_from_db()
    assert decline.reconsidered_at is not None
    assert file.status == "submitted"


def test_an_endorsement_needs_its_letter_where_the_form_asks_for_one(country, member):
    call = open_call()
    DocumentKindFactory(
        version=call.form_versions.get(), code="commission-letter", provider="commission"
    )
    file = submitted(country, call, form=call.form_versions.get())
    elsewhere = DocumentFactory(kind="commission-letter")

    with pytest.raises(Incomplete) as refused:
        perform(file, "endorse", by=member)
    assert refused.value.findings.codes() == ["letter-missing"]
    assert refusal(file, "endorse", member, letter=elsewhere).code == "letter-elsewhere"
    letter = DocumentFactory(application=file, kind="commission-letter")
    perform(file, "endorse", by=member, letter=letter)

    assert file.endorsements.get().letter == letter


def test_nothing_is_endorsed_after_the_deadline(country, member):
    file = submitted(country, CallFactory(closed=True))

    with pytest.raises(Late):
        perform(file, "endorse", by=member)
    perform(file, "decline", by=member, reason="It was too late")

    assert file.status == "declined"


# The moratorium ---------------------------------------------------------------------------------


def failed(city, *years):
    for year in years:
        ApplicationFactory(call=CallFactory(year=year), city=city, status="not-designated")


@pytest.mark.parametrize(
    ("held", "failures", "blocked"),
    [
        ([2021, 2023], [2021, 2023], True),
        ([2021, 2023], [2023], False),
        ([2019, 2021, 2023], [2019, 2023], False),
        ([2019, 2021, 2023], [2019, 2021], False),
        ([2017, 2019, 2021, 2023], [2017, 2019], False),
        ([2017, 2019, 2021, 2023], [2019, 2021, 2023], True),
        ([2021, 2023], [], False),
    ],
)
def test_after_two_failed_calls_in_a_row_a_city_waits_four_years(
    country, member, held, failures, blocked
):
    for year in held:
        CallFactory(year=year)
    call = open_call(year=2025, moratorium_after_calls=2, moratorium_years=4)
    file = submitted(country, call)
    failed(file.city, *failures)

    if blocked:
        with pytest.raises(Incomplete) as refused:
            perform(file, "endorse", by=member)
        assert refused.value.findings.codes() == ["moratorium"]
        assert "2027" in str(refused.value)
    else:
        perform(file, "endorse", by=member)

    assert file.status == ("submitted" if blocked else "endorsed")


def test_the_moratorium_ends_with_its_years(country, member):
    CallFactory(year=2021)
    CallFactory(year=2023)
    CallFactory(year=2025)
    call = open_call(year=2027, moratorium_after_calls=2, moratorium_years=4)
    file = submitted(country, call)
    failed(file.city, 2021, 2023)

    perform(file, "endorse", by=member)

    assert file.status == "endorsed"


def test_a_city_that_became_a_member_meanwhile_is_not_endorsed(country, member):
    file = submitted(country, open_call())
    DesignationFactory(city=file.city)

    with pytest.raises(Incomplete) as refused:
        perform(file, "endorse", by=member)

    assert refused.value.findings.codes() == ["already-a-member"]


# What if ----------------------------------------------------------------------------------------


def test_what_would_follow_is_told_before_with_the_rule(country, member, music, film):
    call = open_call(max_submitted_per_country=2, min_distinct_fields=2)
    file = submitted(country, call, "Viborg", field=music)
    same, other = submitted(country, call, "Odense", field=music), submitted(country, call)

    foreseen = what_if(file, member)

    assert (foreseen.refusal, foreseen.places, foreseen.left_after) == (None, 2, 1)
    assert [one.clause.code for one in foreseen.consequences] == ["places", "different-fields"]
    assert foreseen.consequences[0].text == "1 place of 2 would be left."
    assert foreseen.consequences[1].application == same.pk
    assert "Odense" in foreseen.consequences[1].text
    assert other.pk not in [one.application for one in foreseen.consequences]
    assert Endorsement.objects.count() == 0
    assert Application.objects.get(pk=file.pk).status == "submitted"


def test_the_last_place_closes_the_call_for_the_others(country, member):
    call = open_call(max_submitted_per_country=1)
    file, other = submitted(country, call), submitted(country, call, "Odense")

    foreseen = what_if(file, member)

    assert foreseen.left_after == 0
    assert [one.application for one in foreseen.consequences] == [None, other.pk]


def test_what_cannot_be_is_refused_as_the_act_would_be_and_shows_the_exchanges(
    country, member, music, film
):
    call = open_call(max_submitted_per_country=2, min_distinct_fields=2)
    perform(submitted(country, call, "Viborg", field=music), "endorse", by=member)
    perform(submitted(country, call, "Odense", field=film), "endorse", by=member)
    third = submitted(country, call, field=music)

    foreseen = what_if(third, member)

    assert (foreseen.refusal.code, foreseen.refusal.clause.code) == ("no-place", "places")
    assert str(foreseen.refusal) == str(refusal(third, "endorse", member))
    # In place of Odense there would be Music twice.
    assert [holder.city for holder in foreseen.exchanges] == ["Viborg"]


def test_only_the_commission_and_the_secretariat_may_ask(country, member):
    file = submitted(country, open_call())

    what_if(file, UserFactory(superuser=True))
    for user in (owner_of(file), UserFactory()):
        with pytest.raises(NotAllowed):
            what_if(file, user)


def test_after_the_deadline_the_answer_is_that_it_is_late(country, member):
    call = open_call()
    file = submitted(country, call)

    foreseen = what_if(file, member, at=call.deadline + datetime.timedelta(seconds=1))

    assert isinstance(foreseen.refusal, Late)

"""Many people act at the same instant, in many countries: the log has each act once."""

import datetime
from collections import Counter

import pytest

from applications.log import differences, verify
from applications.models import Application, LogEntry, StatusChange
from applications.workflow import perform
from applications.workflow.deadlines import extend
from tests.applications.workflow.people import (
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.applications.workflow.test_parallel import all_at_once
from tests.factories import CountryFactory, UserFactory
from tests.serving import shared_database  # noqa: F401, fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

COUNTRIES = 6


def act(file, action, by, **details):
    return lambda: perform(Application.objects.get(pk=file.pk), action, by=by, **details)


def test_acts_of_all_countries_at_once_make_one_chain_without_a_gap():
    call = open_call(max_submitted_per_country=1)
    secretary = UserFactory(superuser=True)
    codes = ["DK", "NO", "SE", "FI", "IS", "EE"][:COUNTRIES]
    countries = [CountryFactory(code=code) for code in codes]
    members = [member_of_commission(country) for country in countries]
    pairs = [[file_of(country, call) for _number in range(2)] for country in countries]

    submitted = all_at_once(
        [act(file, "submit", owner_of(file), declared=True) for pair in pairs for file in pair]
    )
    endorsed = all_at_once(
        [act(pair[0], "endorse", by) for pair, by in zip(pairs, members, strict=True)]
    )
    # Swaps take two files and a place, and an extension takes the call.
    swapped = all_at_once(
        [
            *(
                act(second, "swap", by, instead_of=first, reason="Better prepared")
                for (first, second), by in zip(pairs, members, strict=True)
            ),
            lambda: extend(
                call, call.deadline + datetime.timedelta(days=1), reason="Late", by=secretary
            ),
        ]
    )

    ended = [*submitted, *endorsed, *swapped]
    assert Counter(type(one) for one in ended) == {
        StatusChange: 2 * COUNTRIES + COUNTRIES + COUNTRIES,
        type(None): 1,
    }, ended
    kinds = Counter(LogEntry.objects.values_list("kind", flat=True))
    assert kinds == {
        "act:submit": 2 * COUNTRIES,
        "act:endorse": COUNTRIES,
        "act:release": COUNTRIES,
        "act:swap": COUNTRIES,
        "call:extend": 1,
    }
    assert list(verify()) == list(differences()) == []

"""Many people of one National Commission endorse at the same instant."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from applications.models import Application, Endorsement, Status, StatusChange
from applications.workflow import Conflict, perform
from tests.applications.workflow.people import (
    denmark,
    file_of,
    member_of_commission,
    open_call,
    owner_of,
)
from tests.factories import CreativeFieldFactory
from tests.serving import shared_database  # noqa: F401, fixture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]

AT_ONCE = 50


def all_at_once(acts):
    """Run every act in a thread with a connection of its own, all released by one barrier."""
    barrier = threading.Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            return act()
        except Exception as error:  # noqa: BLE001, what became of each act is the test's
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize(
    ("places", "least_fields", "fields"), [(2, 2, 8), (4, 2, 8), (5, None, 50)]
)
def test_of_fifty_endorsements_at_once_exactly_the_allowed_number_succeed(
    places, least_fields, fields
):
    country = denmark()
    call = open_call(max_submitted_per_country=places, min_distinct_fields=least_fields)
    member = member_of_commission(country)
    offered = [CreativeFieldFactory() for _number in range(fields)]
    files = [
        file_of(country, call, submitted=True, field=offered[number % fields])
        for number in range(AT_ONCE)
    ]

    ended = all_at_once([lambda file=file: perform(file, "endorse", by=member) for file in files])

    done = [one for one in ended if isinstance(one, StatusChange)]
    refused = [one for one in ended if isinstance(one, Conflict)]
    held = Endorsement.objects.of_country(call, country)
    assert (len(done), len(refused)) == (places, AT_ONCE - places), ended
    assert {one.slot for one in held} == set(range(1, places + 1))
    assert Application.objects.filter(status=Status.ENDORSED).count() == places
    assert len({one.field_id for one in held}) >= (least_fields or 1)
    # Each of the others is told who held the places at that moment, by name.
    names = {one.application.city.name for one in held}
    for refusal in refused:
        assert refusal.status == 409
        assert refusal.code in {"no-place", "same-field"}
        assert {holder.city for holder in refusal.holders} <= names
        assert all(holder.city in str(refusal) for holder in refusal.holders)
        assert refusal.holders


def test_the_same_attempt_sent_many_times_at_once_is_made_once():
    country, call = denmark(), open_call()
    file = file_of(country, call)
    owner = owner_of(file)
    copies = [Application.objects.get(pk=file.pk) for _number in range(12)]

    ended = all_at_once(
        [
            lambda copy=copy: perform(copy, "submit", by=owner, key="click", declared=True)
            for copy in copies
        ]
    )

    assert {one.pk for one in ended} == {file.status_changes.get().pk}
    assert file.notices.filter(user=owner).count() == 1


def test_a_storm_of_swaps_and_withdrawals_never_breaks_the_limit():
    country = denmark()
    call = open_call(max_submitted_per_country=2, min_distinct_fields=2)
    member = member_of_commission(country)
    fields = [CreativeFieldFactory() for _number in range(4)]
    files = [
        file_of(country, call, submitted=True, field=fields[number % 4]) for number in range(8)
    ]
    chance = random.Random(7)  # noqa: S311, a course that can be repeated

    def act(file, action, other):
        def run():
            perform(
                Application.objects.get(pk=file.pk),
                action,
                by=owner_of(file) if action in {"withdraw", "reopen"} else member,
                reason="Another choice",
                **({"instead_of": other} if action == "swap" else {}),
            )

        return run

    kinds = Counter()
    for _round in range(6):
        acts = [
            act(
                chance.choice(files),
                chance.choice(["endorse", "endorse", "swap", "swap", "release", "withdraw"]),
                chance.choice(files),
            )
            for _number in range(12)
        ]
        kinds.update(type(one).__name__ for one in all_at_once(acts))

        held = Endorsement.objects.of_country(call, country)
        assert len(held) <= 2
        assert len({one.field_id for one in held}) == len(held)
        assert {one.application_id for one in held} == set(
            Application.objects.filter(status=Status.ENDORSED).values_list("pk", flat=True)
        )

    assert set(kinds) <= {"NoneType", "Conflict"}
    assert kinds["NoneType"] > 5

"""What the desk foresees is what then happens, in situations that chance makes."""

import random

import pytest
from django.db import transaction

from applications.models import Application
from applications.workflow import Refusal, perform, what_if
from tests.applications.workflow.people import denmark, file_of, member_of_commission, open_call
from tests.factories import CreativeFieldFactory

pytestmark = pytest.mark.django_db

SITUATIONS = 40


def outcome(file, member, action="endorse", **details):
    """Why the act is refused, or None: it is tried, and then undone."""
    try:
        with transaction.atomic():
            perform(Application.objects.get(pk=file.pk), action, by=member, **details)
            raise Undone(what_if_of(file, member))
    except Undone as undone:
        return None, undone.after
    except Refusal as refusal:
        return refusal, None


class Undone(Exception):
    """Rolls an act back, and says how things stood after it."""

    def __init__(self, after):
        super().__init__()
        self.after = after


def what_if_of(file, member):
    """What could be said of the other submitted files after the act: code of refusal by file."""
    others = Application.objects.filter(call=file.call, status="submitted")
    return {other.pk: getattr(what_if(other, member).refusal, "code", None) for other in others}


@pytest.mark.parametrize("seed", range(SITUATIONS))
def test_what_if_says_what_then_happens(seed):
    chance = random.Random(seed)  # noqa: S311, situations that can be made again
    country = denmark()
    member = member_of_commission(country)
    places = chance.choice([None, 1, 2, 2, 3, 4])
    least = chance.choice([None, 1, 2, 2, 3])
    call = open_call(max_submitted_per_country=places, min_distinct_fields=least)
    fields = [CreativeFieldFactory() for _number in range(chance.randint(1, 4))]
    files = [
        file_of(country, call, submitted=True, field=chance.choice(fields))
        for _number in range(chance.randint(2, 6))
    ]
    for file in chance.sample(files, chance.randint(0, len(files))):
        outcome_of_chance(file, member, chance)

    for file in Application.objects.filter(call=call, status="submitted"):
        foreseen = what_if(file, member)
        before = what_if_of(file, member)
        refusal, after = outcome(file, member)
        assert getattr(foreseen.refusal, "code", None) == getattr(refusal, "code", None)
        if refusal is None:
            # Whoever could be endorsed before and cannot afterwards is named, and nobody else.
            lost = {pk for pk, code in before.items() if pk != file.pk and not code and after[pk]}
            assert lost == {one.application for one in foreseen.consequences if one.application}
            with transaction.atomic():
                change = perform(Application.objects.get(pk=file.pk), "endorse", by=member)
                left = None if places is None else places - call.endorsements.in_force().count()
                assert foreseen.left_after == left
                assert change.to_status == "endorsed"
                transaction.set_rollback(True)
        else:
            assert [one.city for one in foreseen.holders] == [one.city for one in refusal.holders]
        possible = {one.application for one in foreseen.exchanges}
        for holder in call.endorsements.in_force().select_related("application"):
            other = holder.application
            swapped, _after = outcome(file, member, "swap", reason="x", instead_of=other)
            assert (swapped is None) == (other.pk in possible)


def outcome_of_chance(file, member, chance):
    """Endorse a file if that is possible; now and then take it back, or rank it."""
    try:
        perform(file, "endorse", by=member)
        if chance.random() < 0.3:
            perform(file, "release", by=member, reason="Another")
        elif chance.random() < 0.5:
            perform(file, "rank", by=member, rank=1)
    except Refusal:
        pass

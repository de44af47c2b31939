"""A call whose files are judged, with the people who decide, for the tests of the outcome."""

import datetime

from django.contrib.auth.models import Group
from django.utils import timezone

from applications.models import Announcement
from applications.outcome import decide, plan, release, write_letter
from tests.applications.workflow.people import denmark, member_of_commission
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CityFactory,
    CreativeFieldFactory,
    TeamMemberFactory,
    UserFactory,
)

TEXT = "Dear {name}, {city} ({field}, {country}) in {year}."


def person_in(role, **details):
    """Somebody of the staff in the role."""
    user = UserFactory(staff=True, **details)
    user.groups.add(Group.objects.get(name=role))
    return user


def office():
    return person_in("Director-General’s office")


def closed_call(**rules):
    return CallFactory(closed=True, **rules)


def judged_file(call, country=None, **details):
    """A file under evaluation with an owner."""
    city = details.pop("city", None) or CityFactory(country=country or denmark())
    details.setdefault("field", CreativeFieldFactory())
    file = ApplicationFactory(call=call, city=city, under_evaluation=True, **details)
    TeamMemberFactory(application=file)
    return file


def letters(call, by):
    """All letters that the call's announcement may send."""
    kinds = ["designated", "not-designated"]
    if call.applications.filter(kind="field-change").exists():
        kinds += ["field-changed", "field-kept"]
    for kind in kinds:
        for language in ("en", "fr"):
            write_letter(
                call,
                kind,
                language,
                subject=f"{kind} {language}: {{city}}",
                body=f"{kind} {language}. {TEXT}",
                by=by,
            )


def tomorrow():
    return timezone.now() + datetime.timedelta(days=1)


def released(call, by, outcomes):
    """The call with these outcomes by file, letters and an announcement that is released."""
    for file, outcome in outcomes.items():
        decide(file, outcome, by=by)
    letters(call, by)
    if not call.announcements.exists():
        plan(call, tomorrow(), by=by)
    return release(call, by)


def let_the_instant_come(call):
    """The instant of the announcement is over now."""
    Announcement.objects.filter(call=call, done_at=None).update(
        at=timezone.now() - datetime.timedelta(seconds=1)
    )


def scene():
    """Two files of a Danish call, one to be designated and one not, and everybody around."""
    call, by = closed_call(), office()
    commission = member_of_commission(denmark())
    yes, no = judged_file(call), judged_file(call)
    return call, by, commission, yes, no

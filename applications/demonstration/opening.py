"""Opening the demonstration's two calls, and prolonging the one that takes files.

Everything goes through the verbs that people's pages use: what can be tried is what there is.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from applications.demonstration.accounts import (
    APPLYING,
    JUDGING,
    Passwords,
    account,
    account_of,
    address,
)
from applications.demonstration.criteria import set_terms
from applications.demonstration.filling import answer, fill
from applications.demonstration.inventing import (
    CannotOpen,
    countries_without_commission,
    found_commission,
    invent,
)
from applications.demonstration.judging import closes_at, fill_the_closed_call, invite_evaluators
from applications.form_files import load_form
from applications.models import Call, Notice, Question, SectionKind, TeamMember
from applications.models.invitations import invitation_token
from applications.workflow import perform, start, team
from applications.workflow.deadlines import extend
from cities.models import City, Country
from fields.models import CreativeField

__all__ = ["CannotOpen", "Demonstration", "open_demonstration", "opened", "prolong"]

FORM = Path(settings.BASE_DIR) / "fixtures" / "forms" / "standard.yaml"
NOTE = (
    "A demonstration on a developer’s machine, for trying the candidature. It is no call of UNESCO;"
    " its cities are invented."
)
NOTE_OF_THE_CLOSED = (
    "A demonstration on a developer’s machine, for trying the evaluation and the decision. It is no"
    " call of UNESCO; its cities and its evaluators are invented."
)
WEEKS = 8
CITIES = ("Examplehaven", "Samplebury")


@dataclass
class Demonstration:
    """The call that takes files, and the one that is judged."""

    call: Call
    closed: Call


def opened() -> Demonstration | None:
    """The demonstration that was opened before, or None."""
    owner = TeamMember.objects.filter(user__email=address("owner"), part="owner")
    file = owner.select_related("application__call").order_by("pk").first()
    if file is None:
        return None
    call = file.application.call
    closed = Call.objects.filter(evaluators__user__email=address("evaluator")).exclude(pk=call.pk)
    return Demonstration(call, closed.first() or call)


@transaction.atomic
def open_demonstration(passwords: Passwords) -> Demonstration:
    """Open it: two calls, invented cities, their Commissions, and an account for each role.

    Raises `CannotOpen` where the record is not loaded, or too many countries have Commissions.
    """
    offered = list(CreativeField.objects.order_by("position"))
    countries = countries_without_commission()
    if len(offered) < 2:
        message = "The record holds no creative fields: run `manage.py load_record` first."
        raise CannotOpen(message)
    people = {role: account(role, passwords) for role in (*APPLYING, *JUDGING)}
    made = Demonstration(open_call(offered), closed_call(offered))
    for country in countries:
        found_commission(country, people["commission"], by=people["staff"])
    for call in (made.call, made.closed):
        load_form(FORM, call, by=people["staff"])
    fill_the_open_call(made.call, countries, offered, people)
    fill_the_closed_call(made.closed, countries, offered, people)
    # Letters to addresses behind which nobody is would only be printed over the passwords.
    Notice.objects.filter(call__in=(made.call, made.closed)).delete()
    return made


def free_year(first: int) -> int:
    """The first year from then on that no call of the record has."""
    taken = set(Call.objects.values_list("year", flat=True))
    return next(year for year in range(first, first + 100) if year not in taken)


def open_call(offered: Sequence[CreativeField]) -> Call:
    """A call of the next year that no call of the record has, with some weeks until its end."""
    now = timezone.now().replace(second=0, microsecond=0)
    return new_call(
        free_year(now.year + 1), now, now + datetime.timedelta(weeks=WEEKS), offered, NOTE
    )


def closed_call(offered: Sequence[CreativeField]) -> Call:
    """A call that took files until some days ago."""
    until = closes_at()
    since = until - datetime.timedelta(weeks=WEEKS)
    return new_call(free_year(until.year), since, until, offered, NOTE_OF_THE_CLOSED)


def new_call(
    year: int,
    opens_at: datetime.datetime,
    deadline: datetime.datetime,
    offered: Sequence[CreativeField],
    note: str,
) -> Call:
    call = Call.objects.create(
        year=year,
        opens_at=opens_at,
        deadline=deadline,
        max_submitted_per_country=2,
        max_designated_per_country=2,
        min_distinct_fields=2,
        languages=["en", "fr"],
        channel="platform",
        note=note,
    )
    call.fields.set(offered)
    return call


def fill_the_open_call(
    call: Call, countries: Sequence[Country], offered: Sequence[CreativeField], people: Any
) -> None:
    """One file begun and one submitted; what it will be judged by stands, too."""
    set_terms(call)
    invite_evaluators(call, countries, offered, people["evaluator"])
    begun, submitted = (invent(name, countries[0]) for name in CITIES)
    begin_file(call, begun, offered[0], people)
    submit_file(call, submitted, offered[1], people["second-owner"])


def begin_file(call: Call, city: City, chosen: CreativeField, people: dict[str, Any]) -> None:
    file = start(call, city, chosen, by=people["owner"])
    for part in ("editor", "reader"):
        invitation = team.invite(file, people[part].email, part, by=people["owner"])
        team.accept(invitation_token(invitation), by=people[part])
    asked = Question.objects.filter(section__version=file.form)
    for question in [
        *asked.filter(section__kind=SectionKind.ELIGIBILITY),
        *asked.filter(section__kind=SectionKind.FORM)[:2],
    ]:
        answer(file, question, people["owner"])


def submit_file(call: Call, city: City, chosen: CreativeField, owner: Any) -> None:
    file = start(call, city, chosen, by=owner)
    fill(file, owner)
    perform(file, "submit", by=owner, declared=True)


def prolong(made: Demonstration) -> bool:
    """Give the call some weeks more if its deadline has passed; say whether it was needed."""
    now = timezone.now().replace(second=0, microsecond=0)
    if made.call.deadline is not None and now < made.call.deadline:
        return False
    staff = account_of("staff")
    until = now + datetime.timedelta(weeks=WEEKS)
    extend(
        made.call, until, reason="So that the demonstration can be tried again.", by=staff, at=now
    )
    Notice.objects.filter(call=made.call).delete()
    return True

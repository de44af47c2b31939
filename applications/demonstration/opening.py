"""Opening the demonstration, prolonging it, and giving its accounts new passwords.

Everything goes through the verbs that people's pages use: what can be tried is what there is.
"""

import datetime
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from applications.demonstration.filling import answer, fill
from applications.form_files import load_form
from applications.models import (
    Call,
    NationalCommission,
    Notice,
    Question,
    SectionKind,
    TeamMember,
)
from applications.models.invitations import invitation_token
from applications.workflow import perform, start, team
from applications.workflow.commissions import set_members
from applications.workflow.deadlines import extend
from cities.models import City, Country
from fields.models import CreativeField

FORM = Path(settings.BASE_DIR) / "fixtures" / "forms" / "standard.yaml"
NOTE = (
    "A demonstration on a developer’s machine, for trying the candidature. It is no call of UNESCO;"
    " its cities are invented."
)
WEEKS = 8
# Cities that are invented have numbers and names that no city of the record has.
FIRST_NUMBER = 9001
CITIES = ("Examplehaven", "Samplebury")
COMMISSION = "National Commission of the demonstration"
SECRETARIAT = "Secretariat"
ROLES = {
    "owner": "owner of the file of Examplehaven, which is begun",
    "editor": "editor of the same file",
    "reader": "reader of the same file",
    "second-owner": "owner of the file of Samplebury, which is submitted",
    "commission": "member of the National Commission of both cities’ country",
    "staff": "staff of the Secretariat",
}


class CannotOpen(Exception):
    """Why the demonstration cannot be opened here, in words."""


@dataclass
class Demonstration:
    """The demonstration; `passwords` are those just given, by address, and known nowhere else."""

    call: Call
    country: Country
    passwords: dict[str, str] = field(default_factory=dict)


def address(role: str) -> str:
    return f"demonstration-{role}@example.org"


def opened() -> Demonstration | None:
    """The demonstration that was opened before, or None."""
    owner = TeamMember.objects.filter(user__email=address("owner"), part="owner")
    file = owner.select_related("application__call", "application__city__country").first()
    if file is None:
        return None
    return Demonstration(file.application.call, file.application.city.country)


@transaction.atomic
def open_demonstration() -> Demonstration:
    """Open it: a call, two invented cities, a Commission, and an account for each role.

    Raises `CannotOpen` where the record is not loaded, or every country has its Commission.
    """
    offered = list(CreativeField.objects.order_by("position"))
    country = country_without_commission()
    if len(offered) < 2:
        message = "The record holds no creative fields: run `manage.py load_record` first."
        raise CannotOpen(message)
    made = Demonstration(open_call(offered), country)
    people = {role: account(role, made) for role in ROLES}
    people["staff"].groups.add(Group.objects.get(name=SECRETARIAT))
    load_form(FORM, made.call, by=people["staff"])
    commission = NationalCommission.objects.create(country=country, name=COMMISSION)
    set_members(commission, [people["commission"]], by=people["staff"])
    begun, submitted = (invent(name, country) for name in CITIES)
    begin_file(made.call, begun, offered[0], people)
    submit_file(made.call, submitted, offered[1], people["second-owner"])
    # Letters to addresses behind which nobody is would only be printed over the passwords.
    Notice.objects.filter(call=made.call).delete()
    return made


def country_without_commission() -> Country:
    free = Country.objects.filter(national_commission__isnull=True, unesco_status="member")
    country = free.filter(code="DK").first() or free.order_by("code").first()
    if country is None:
        message = "Every country of the record has its National Commission, or none is loaded."
        raise CannotOpen(message)
    return country


def open_call(offered: list[CreativeField]) -> Call:
    """A call of the next year that no call of the record has, with some weeks until its end."""
    now = timezone.now().replace(second=0, microsecond=0)
    taken = set(Call.objects.values_list("year", flat=True))
    year = next(year for year in range(now.year + 1, now.year + 100) if year not in taken)
    call = Call.objects.create(
        year=year,
        opens_at=now,
        deadline=now + datetime.timedelta(weeks=WEEKS),
        max_submitted_per_country=2,
        min_distinct_fields=2,
        languages=["en", "fr"],
        channel="platform",
        note=NOTE,
    )
    call.fields.set(offered)
    return call


def account(role: str, made: Demonstration) -> Any:
    """An account with a confirmed address and a new password, which is told once."""
    person: Any = get_user_model()(email=address(role), time_zone="Europe/Paris")
    person.is_staff = role == "staff"
    renew(person, made)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def renew(person: Any, made: Demonstration) -> None:
    password = secrets.token_urlsafe(12)
    person.set_password(password)
    person.save()
    made.passwords[person.email] = password


def invent(name: str, country: Country) -> City:
    taken = City.objects.filter(number__gte=FIRST_NUMBER).order_by("-number").first()
    city = City(
        number=taken.number + 1 if taken else FIRST_NUMBER,
        slug=name.lower(),
        name=name,
        country=country,
        latitude=0,
        longitude=0,
    )
    city.full_clean()
    city.save()
    return city


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


@transaction.atomic
def give_new_passwords(made: Demonstration) -> None:
    """Give every account of the demonstration a new password."""
    emails = [address(role) for role in ROLES]
    for person in get_user_model().objects.filter(email__in=emails):
        renew(person, made)


def prolong(made: Demonstration) -> bool:
    """Give the call some weeks more if its deadline has passed; say whether it was needed."""
    now = timezone.now().replace(second=0, microsecond=0)
    if made.call.deadline is not None and now < made.call.deadline:
        return False
    staff = get_user_model().objects.get(email=address("staff"))
    until = now + datetime.timedelta(weeks=WEEKS)
    extend(
        made.call, until, reason="So that the demonstration can be tried again.", by=staff, at=now
    )
    Notice.objects.filter(call=made.call).delete()
    return True

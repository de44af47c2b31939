"""The accounts of the demonstration: one for each role, with a password that is told once."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils.text import slugify

SECRETARIAT = "Secretariat"
OFFICE = "Director-General’s office"
GROUPS = {"staff": SECRETARIAT, "office": OFFICE}
# Whoever acts before the deadline, and who judges after it.
APPLYING = {
    "owner": "owner of the file of Examplehaven, which is begun",
    "editor": "editor of the same file",
    "reader": "reader of the same file",
    "second-owner": "owner of the file of Samplebury, which is submitted, and of those of the other"
    " call, one of which is returned for completion",
    "commission": "member of the National Commissions of the cities’ countries",
    "staff": "staff of the Secretariat: screening, evaluation, reviews",
}
JUDGING = {
    "evaluator": "evaluator with a file to declare on, a draft and a submitted evaluation",
    "office": "the Director-General’s office: decisions and the announcement",
}
ROLES = APPLYING | JUDGING


@dataclass
class Passwords:
    """One new password for all accounts that get one now; it is known nowhere else.

    They share it: whoever tries the portal goes through all roles, and one is typed sooner.
    """

    password: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    given: dict[str, str] = field(default_factory=dict)
    _kept: str = ""

    def give(self, person: Any) -> None:
        """Give the account the password, which is digested once: that takes long, on purpose."""
        self._kept = self._kept or make_password(self.password)
        person.password = self._kept
        person.save()
        self.given[person.email] = self.password


def address(role: str) -> str:
    return f"demonstration-{role}@example.org"


def account(role: str, passwords: Passwords) -> Any:
    """An account with a confirmed address."""
    person: Any = get_user_model()(email=address(role), time_zone="Europe/Paris")
    person.is_staff = role in GROUPS
    passwords.give(person)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if role in GROUPS:
        person.groups.add(Group.objects.get(name=GROUPS[role]))
    return person


def account_of(role: str) -> Any:
    """The account that was made before, or None."""
    return get_user_model().objects.filter(email=address(role)).first()


def somebody(name: str) -> Any:
    """An invented person without a password, as whom nobody signs in; the same for each call."""
    first, _space, last = name.rpartition(" ")
    person: Any = account_of(slugify(name))
    if person is None:
        person = get_user_model()(email=address(slugify(name)), first_name=first, last_name=last)
        person.set_unusable_password()
        person.save()
    return person


def give_new_passwords() -> Passwords:
    """Give every account of the demonstration that somebody signs in with a new password."""
    passwords = Passwords()
    emails = [address(role) for role in ROLES]
    for person in get_user_model().objects.filter(email__in=emails):
        passwords.give(person)
    return passwords

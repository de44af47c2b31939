"""Leaving: a person asks that their account be deleted, and the Secretariat erases it.

It is not done at once, since others may still need what the person worked on.
"""

import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from uccn.accounts.letters import write_to, write_to_staff
from uccn.models import User


def request_deletion(person: User, *, at: datetime.datetime) -> bool:
    """Note that a person wants their account deleted, and write to them and to the Secretariat.

    False, and no letter, if they had asked before.
    """
    asked = User.objects.filter(pk=person.pk, deletion_requested_at__isnull=True).update(
        deletion_requested_at=at
    )
    if asked:
        write_to(person, _("You asked us to delete your account"), "deletion_requested")
        write_to_staff(
            _("Somebody asks that their account be deleted"), "deletion_for_staff", person
        )
    return bool(asked)


def take_back_deletion(person: User) -> bool:
    """Note that a person keeps their account after all; False if they had not asked."""
    return bool(
        User.objects.filter(pk=person.pk, deletion_requested_at__isnull=False).update(
            deletion_requested_at=None
        )
    )


@transaction.atomic
def erase_account(person: User) -> None:
    """Forget who a person was, and let nobody sign in as them; tell them by a last letter.

    The row stays, empty: what they did refers to it, and shows its number.
    """
    write_to(person, _("Your account is deleted"), "account_deleted")
    for kept in (EmailAddress, Authenticator, UserSession):
        kept.objects.filter(user=person).delete()
    person.email = f"erased-{person.pk}@example.invalid"
    person.first_name = person.last_name = ""
    person.last_login = person.deletion_requested_at = None
    person.is_active = person.is_staff = person.is_superuser = False
    # Ends every session, too.
    person.set_unusable_password()
    person.groups.clear()
    person.user_permissions.clear()
    person.save()

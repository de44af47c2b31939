"""Who a person is to a file. Which files a person may know of is `visible_to` of the queryset."""

import enum
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from applications.models import Action, Application, StatusChange, TeamMember
from applications.models.files import keeps_files


class Part(enum.StrEnum):
    """What a person is to a file: of its team, of its country's Commission, of the staff."""

    OWNER = "owner"
    EDITOR = "editor"
    READER = "reader"
    COMMISSION = "commission"
    STAFF = "staff"
    OFFICE = "office"
    ANYBODY = "anybody"  # signed in, and nothing to the file

    @property
    def label(self) -> str:
        return str(PART_LABELS[self])


PART_LABELS = {
    Part.OWNER: _("an owner of the file"),
    Part.EDITOR: _("an editor of the file"),
    Part.READER: _("a reader of the file"),
    Part.COMMISSION: _("the National Commission of its country"),
    Part.STAFF: _("the Secretariat"),
    Part.OFFICE: _("the Director-General’s office"),
    Part.ANYBODY: _("whoever has an account"),
}

# What only the Commission that did it and the Secretariat may know of.
CONFIDENTIAL_ACTS = (Action.RANK,)


def name_of(user: Any) -> str:
    """How a person is called among those who work with them."""
    return str(user.get_full_name() or user.email)


def parts_of(user: Any, application: Application) -> frozenset[Part]:
    """The parts that the person has in the file; empty for somebody who is nothing to it."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    parts = {
        Part(part)
        for part in TeamMember.objects.filter(application=application, user=user).values_list(
            "part", flat=True
        )
    }
    if user.national_commissions.filter(country=application.city.country_id).exists():
        parts.add(Part.COMMISSION)
    if screens(user):
        parts.add(Part.STAFF)
    if decides(user):
        parts.add(Part.OFFICE)
    return frozenset(parts)


def screens(user: Any) -> bool:
    """Whether the person keeps the calls and their files for the Secretariat."""
    return keeps_files(user) and bool(user.has_perm("applications.change_application"))


def decides(user: Any) -> bool:
    """Whether the person decides on files for the Director-General, and announces."""
    return keeps_files(user) and bool(user.has_perm("applications.decide"))


def can_see(user: Any, application: Application) -> bool:
    """Whether the person may know of the file: the one rule for page, API and administration."""
    return Application.objects.visible_to(user).filter(pk=application.pk).exists()


def can_edit(user: Any, application: Application) -> bool:
    """Whether the person writes in the file; whether it takes writing now is its status' matter."""
    return bool(parts_of(user, application) & {Part.OWNER, Part.EDITOR})


def acts_for(user: Any, country: Any) -> bool:
    """Whether the person acts for the National Commission of the country."""
    return bool(
        user.is_authenticated
        and user.is_active
        and user.national_commissions.filter(country=country).exists()
    )


def trail_for(user: Any, application: Application) -> QuerySet[StatusChange]:
    """The acts on the file that the person may read, in their order.

    How a Commission ranks its files is for itself and the Secretariat.
    """
    acts = application.status_changes.select_related("by").order_by("pk")
    if not can_see(user, application):
        return acts.none()
    if parts_of(user, application) & {Part.COMMISSION, Part.STAFF}:
        return acts
    return acts.exclude(action__in=CONFIDENTIAL_ACTS)

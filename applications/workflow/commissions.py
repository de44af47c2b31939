"""Who acts for a National Commission: inviting a colleague, accepting, leaving."""

import datetime
import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import notices
from applications.log import Erasable, record
from applications.models import CommissionInvitation, NationalCommission, Why
from applications.notices import Recipient
from applications.permissions import acts_for, name_of
from applications.workflow import inviting
from applications.workflow.refusals import Conflict, NotAllowed


def invite(
    commission: NationalCommission,
    email: str,
    *,
    by: Any,
    at: datetime.datetime | None = None,
    number: uuid.UUID | None = None,
) -> CommissionInvitation:
    """Invite somebody by e-mail to act for the Commission; an older open invitation gives way.

    `number` names the attempt: the same one is made once. Raises `NotAllowed` for whoever is
    neither a member nor of the Secretariat, and `Conflict` for somebody who is a member already.
    """
    instant, address = at or timezone.now(), email.strip().casefold()
    with transaction.atomic():
        locked = _locked(commission)
        _check_keeps_members(locked, by)
        others = locked.invitations.all()
        done: CommissionInvitation | None = inviting.written_before(number, others, by)
        if done is not None:
            return done
        if locked.members.filter(email=address).exists():
            raise Conflict(
                _("This person acts for the National Commission already."), code="already-a-member"
            )
        invitation = CommissionInvitation(
            number=number or uuid.uuid4(),
            commission=locked,
            email=address,
            invited_by=by,
            invited_at=instant,
        )
        given_way = inviting.write(invitation, others)
        _write_letter(invitation, by)
        record(
            "commission:invite",
            by=by,
            at=instant,
            act=invitation.number,
            country=locked.country.code,
            given_way=given_way,
            address=Erasable(address),
        )
    return invitation


def _write_letter(invitation: CommissionInvitation, by: Any) -> None:
    notices.write(
        "invited-to-commission",
        [Recipient(invitation.email, by.language, Why.TO_COMMISSION)],
        act=f"invitation-{invitation.number}",
        at=invitation.invited_at,
        context={
            "commission": invitation.commission.name,
            "inviter": name_of(by),
            "invitation": str(invitation.number),
            "expires_at": invitation.expires_at.isoformat(),
        },
    )


def accept(token: str, *, by: Any, at: datetime.datetime | None = None) -> NationalCommission:
    """Act from now on for the Commission that an invitation's secret leads to; return it.

    Whoever holds the letter may, with whatever account; accepting again changes nothing. Raises
    `Conflict` for a secret that leads nowhere or no longer.
    """
    instant = at or timezone.now()
    with transaction.atomic():
        found = CommissionInvitation.objects.of_secret(token).first()
        if found is None or not by.is_authenticated or not by.is_active:
            raise inviting.not_open()
        commission = _locked(found.commission)
        invitation = CommissionInvitation.objects.get(pk=found.pk)
        if invitation.accepted_by_id == by.pk and acts_for(by, commission.country_id):
            return commission
        inviting.note_accepted(invitation, by, instant)
        commission.members.add(by)
        record(
            "commission:join",
            by=by,
            at=instant,
            country=commission.country.code,
            invitation=str(invitation.number),
        )
    return commission


def revoke(
    invitation: CommissionInvitation, *, by: Any, at: datetime.datetime | None = None
) -> None:
    """Take an open invitation back. Raises `NotAllowed` as `invite` does."""
    instant = at or timezone.now()
    with transaction.atomic():
        commission = _locked(invitation.commission)
        _check_keeps_members(commission, by)
        waiting = commission.invitations.waiting().filter(pk=invitation.pk)
        if waiting.update(revoked_at=instant):
            record(
                "commission:revoke",
                by=by,
                at=instant,
                country=commission.country.code,
                invitation=str(invitation.number),
            )


def remove(
    commission: NationalCommission, member: Any, *, by: Any, at: datetime.datetime | None = None
) -> None:
    """Let a member act no longer; members may leave, and take each other out.

    Raises `NotAllowed` as `invite` does, and `Conflict` for the last one: whom only the Secretariat
    takes out, or else nobody could let a country's files through any more.
    """
    with transaction.atomic():
        locked = _locked(commission)
        _check_keeps_members(locked, by)
        others = locked.members.exclude(pk=member.pk)
        if not _is_staff(by) and not others.filter(is_active=True).exists():
            raise Conflict(
                _(
                    "A National Commission keeps a member: invite somebody else first, or write to"
                    " the Secretariat."
                ),
                code="last-member",
            )
        if not locked.members.filter(pk=member.pk).exists():
            return
        locked.members.remove(member)
        record_end(locked, member.pk, by=by, at=at)


def set_members(commission: NationalCommission, members: Iterable[Any], *, by: Any) -> None:
    """Let these people act for the Commission from now on, and nobody else.

    Raises `NotAllowed` for whoever is not of the Secretariat.
    """
    with transaction.atomic():
        locked = _locked(commission)
        if not _is_staff(by):
            raise NotAllowed(_("Only the Secretariat says so without an invitation."))
        before = set(locked.members.values_list("pk", flat=True))
        locked.members.set(members)
        record_members(locked, before, by=by)


def record_members(commission: NationalCommission, before: Collection[int], *, by: Any) -> None:
    """Write into the log who acts for the Commission now, and did not before, and who no more."""
    now = set(commission.members.values_list("pk", flat=True))
    for member in sorted(now - set(before)):
        record(
            "commission:grant",
            by=by,
            at=timezone.now(),
            country=commission.country.code,
            member=member,
        )
    for member in sorted(set(before) - now):
        record_end(commission, member, by=by)


def record_end(
    commission: NationalCommission,
    member: int,
    *,
    by: Any,
    at: datetime.datetime | None = None,
) -> None:
    record(
        "commission:end",
        by=by,
        at=at or timezone.now(),
        country=commission.country.code,
        member=member,
    )


def keeps_members(person: Any, commission: NationalCommission) -> bool:
    """Whether the person invites to the Commission and takes members out."""
    return acts_for(person, commission.country_id) or _is_staff(person)


def _is_staff(person: Any) -> bool:
    return bool(
        person.is_active
        and person.is_staff
        and person.has_perm("applications.change_nationalcommission")
    )


def _locked(commission: NationalCommission) -> NationalCommission:
    rows = NationalCommission.objects.select_related("country")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=commission.pk)


def _check_keeps_members(commission: NationalCommission, by: Any) -> None:
    if not keeps_members(by, commission):
        raise NotAllowed(
            _("Only its members and the Secretariat say who acts for a National Commission.")
        )

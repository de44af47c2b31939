"""The team of a file: inviting, accepting, changing a part, leaving. An owner always stays."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import notices
from applications.log import Erasable, record
from applications.models import Application, Invitation, TeamMember, TeamPart, Why
from applications.notices import Recipient
from applications.permissions import Part, name_of, parts_of
from applications.workflow import inviting
from applications.workflow.refusals import Conflict, NotAllowed


def invite(
    application: Application,
    email: str,
    part: str,
    *,
    by: Any,
    at: datetime.datetime | None = None,
    number: uuid.UUID | None = None,
) -> Invitation:
    """Invite somebody by e-mail to a part in the file; an older open invitation gives way.

    The letter carries a secret that stands in no table. `number` names the attempt: the same one is
    made once. Raises `NotAllowed` for whoever is neither an owner nor of the Secretariat, and
    `Conflict` for somebody who is in the team already.
    """
    instant, address = at or timezone.now(), email.strip().casefold()
    with transaction.atomic():
        file = _locked(application)
        _check_keeps_team(file, by)
        done: Invitation | None = inviting.written_before(number, file.invitations.all(), by)
        if done is not None:
            return done
        if file.team.filter(user__email=address).exists():
            raise Conflict(_("This person is already in the team."), code="already-in-the-team")
        invitation = Invitation(
            number=number or uuid.uuid4(),
            application=file,
            email=address,
            part=TeamPart(part),
            invited_by=by,
            invited_at=instant,
        )
        given_way = inviting.write(invitation, file.invitations.all())
        _write_letter(invitation, by)
        record(
            "team:invite",
            by=by,
            at=instant,
            application=file,
            act=invitation.number,
            part=str(invitation.part),
            given_way=given_way,
            address=Erasable(address),
        )
    return invitation


def _write_letter(invitation: Invitation, by: Any) -> None:
    file = invitation.application
    notices.write(
        "invited",
        [Recipient(invitation.email, by.language, Why.INVITED)],
        act=f"invitation-{invitation.number}",
        at=invitation.invited_at,
        context={
            "city": file.city.name,
            "field": file.field.slug,
            "year": file.call.year,
            "inviter": name_of(by),
            "part": invitation.part,
            "invitation": str(invitation.number),
            "expires_at": invitation.expires_at.isoformat(),
        },
        application=file,
        call=file.call,
    )


def accept(token: str, *, by: Any, at: datetime.datetime | None = None) -> TeamMember:
    """Join the team that an invitation's secret leads to, and return the membership.

    Whoever holds the letter may join, with whatever account; accepting again changes nothing.
    Raises `Conflict` for a secret that leads nowhere or no longer.
    """
    instant = at or timezone.now()
    with transaction.atomic():
        found = Invitation.objects.of_secret(token).first()
        if found is None or not by.is_authenticated or not by.is_active:
            raise inviting.not_open()
        file = _locked(found.application)
        invitation = Invitation.objects.get(pk=found.pk)
        if invitation.accepted_by_id == by.pk:
            member = file.team.filter(user=by).first()
            if member is not None:
                return member
        inviting.note_accepted(invitation, by, instant)
        member, _new = TeamMember.objects.get_or_create(
            application=file, user=by, defaults={"part": invitation.part}
        )
        record(
            "team:join",
            by=by,
            at=instant,
            application=file,
            invitation=str(invitation.number),
            part=str(member.part),
        )
    return member


def revoke(invitation: Invitation, *, by: Any, at: datetime.datetime | None = None) -> None:
    """Take an open invitation back. Raises `NotAllowed` as `invite` does."""
    instant = at or timezone.now()
    with transaction.atomic():
        file = _locked(invitation.application)
        _check_keeps_team(file, by)
        waiting = file.invitations.waiting().filter(pk=invitation.pk)
        if waiting.update(revoked_at=instant):
            record(
                "team:revoke",
                by=by,
                at=instant,
                application=file,
                invitation=str(invitation.number),
            )


def change_part(
    member: TeamMember, part: str, *, by: Any, at: datetime.datetime | None = None
) -> None:
    """Give a member another part. Raises `Conflict` for the only owner's."""
    with transaction.atomic():
        file = _locked(member.application)
        _check_keeps_team(file, by)
        wanted = TeamPart(part)
        if wanted != TeamPart.OWNER:
            _check_another_owner(file, member)
        if file.team.filter(pk=member.pk).exclude(part=wanted).update(part=wanted):
            record(
                "team:part",
                by=by,
                at=at or timezone.now(),
                application=file,
                member=member.user_id,
                part=str(wanted),
            )
    member.part = wanted


def remove(member: TeamMember, *, by: Any, at: datetime.datetime | None = None) -> None:
    """Take a member out of the team; everybody may leave. Raises `Conflict` for the only owner."""
    with transaction.atomic():
        file = _locked(member.application)
        if member.user_id != by.pk:
            _check_keeps_team(file, by)
        _check_another_owner(file, member)
        deleted, _rows = file.team.filter(pk=member.pk).delete()
        if deleted:
            record(
                "team:remove",
                by=by,
                at=at or timezone.now(),
                application=file,
                member=member.user_id,
            )


def keeps_team(person: Any, file: Application) -> bool:
    """Whether the person invites to the team, gives parts and takes members out."""
    return bool(parts_of(person, file) & {Part.OWNER, Part.STAFF})


def _locked(application: Application) -> Application:
    files = Application.objects.select_related("call", "city", "field")
    return files.select_for_update(of=("self",), no_key=True).get(pk=application.pk)


def _check_keeps_team(file: Application, by: Any) -> None:
    if not keeps_team(by, file):
        raise NotAllowed(_("Only an owner of the file keeps its team."))


def _check_another_owner(file: Application, member: TeamMember) -> None:
    owners = file.team.filter(part=TeamPart.OWNER)
    if owners.filter(pk=member.pk).exists() and owners.count() == 1:
        raise Conflict(
            _("A file keeps an owner: make somebody else an owner first."), code="only-owner"
        )

"""Invitations by letter, to whatever they lead: how many wait, how long, and who may accept."""

import datetime
import uuid
from typing import Any

from django.utils.translation import gettext as _

from applications.models import CommissionInvitation, Invitation
from applications.models.invitations import ByLetter, InvitationQuerySet, invitation_token
from applications.models.invitations import token_hash as digest
from applications.workflow.refusals import Conflict

VALID_FOR = datetime.timedelta(days=14)
# Invitations that wait at once: whoever wants more is not inviting a team.
MOST_OPEN = 30


def write(invitation: ByLetter, others: InvitationQuerySet) -> list[str]:
    """Save an invitation; one to the same address that still waits gives way.

    Returns the numbers of those that gave way. `others` are those to the same place, whose row is
    locked. Raises `Conflict` where too many are open, and `ValidationError` for what is no address.
    """
    instant = invitation.invited_at
    waiting = others.waiting()
    earlier = waiting.filter(email=invitation.email)
    given_way = [str(number) for number in earlier.values_list("number", flat=True)]
    earlier.update(revoked_at=instant)
    if waiting.open_at(instant).count() >= MOST_OPEN:
        raise Conflict(_("Too many invitations are open."), code="too-many-invitations")
    invitation.expires_at = instant + VALID_FOR
    invitation.token_hash = digest(invitation_token(invitation))
    invitation.full_clean(validate_constraints=False)
    invitation.save()
    return given_way


def written_before(number: uuid.UUID | None, others: InvitationQuerySet, by: Any) -> Any:
    """The invitation that the person wrote under this number, or None: a double click is one."""
    return others.filter(number=number, invited_by=by).first() if number else None


def find(token: str) -> Invitation | CommissionInvitation | None:
    """The invitation that a letter's secret leads to, open or not, or None."""
    found: Invitation | CommissionInvitation | None = (
        Invitation.objects.of_secret(token)
        .select_related("application__city", "application__call", "application__field")
        .first()
    )
    if found is None:
        commissions = CommissionInvitation.objects.select_related("commission__country")
        found = commissions.of_secret(token).first()
    return found


def is_open(invitation: ByLetter, at: datetime.datetime) -> bool:
    """Whether the invitation may be accepted at the instant."""
    return (
        invitation.accepted_at is None
        and invitation.revoked_at is None
        and invitation.expires_at > at
    )


def note_accepted(invitation: ByLetter, by: Any, at: datetime.datetime) -> None:
    """Use an invitation up. Raises `Conflict` for one that is not open."""
    if not is_open(invitation, at):
        raise not_open()
    invitation.accepted_by, invitation.accepted_at = by, at
    invitation.save(update_fields=["accepted_by", "accepted_at"])


def addressed_to(addresses: Any, at: datetime.datetime) -> list[Invitation | CommissionInvitation]:
    """What is open for somebody to whom these e-mail addresses are confirmed to belong."""
    wanted = [address.casefold() for address in addresses]
    teams = Invitation.objects.select_related("application__city", "application__call")
    commissions = CommissionInvitation.objects.select_related("commission")
    return [
        invitation
        for kind in (teams, commissions)
        for invitation in kind.open_at(at).filter(email__in=wanted)
    ]


def not_open() -> Conflict:
    return Conflict(
        _("This invitation is not open: it was used, taken back, or its time is over."),
        code="no-invitation",
    )

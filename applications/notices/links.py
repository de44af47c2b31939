"""Where a letter leads: to the page of whoever gets it, in the language of the letter."""

from django.conf import settings
from django.urls import reverse

from applications.models import CommissionInvitation, Invitation, Notice, Why
from applications.models.files import commission_sees
from applications.models.invitations import invitation_token

# What these letters tell a team stands on the page of what was found and decided.
TOLD_BY_THE_RESULT = ("announcement", "ineligible", "review-answered")


def link_of(notice: Notice) -> str:
    """The absolute address of the page that goes with a letter; empty where there is none.

    It has to be asked for in the letter's language. Raises `ObjectDoesNotExist` for an invitation
    that is gone.
    """
    path = _path_of(notice)
    return f"{settings.PUBLIC_ADDRESS}{path}" if path else ""


def verification_address() -> str:
    """Where anybody has a dossier verified, in the language that is spoken now."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('applications:candidature:verify')}"


def _path_of(notice: Notice) -> str:
    if number := notice.context.get("invitation"):
        return _path_of_invitation(number, Why(notice.why))
    if slug := notice.context.get("slug"):
        return reverse("cities:city", args=[slug])
    if number := notice.context.get("review"):
        return reverse("applications:screening:review", args=[number])
    if notice.why == Why.STAFF and notice.application is None and notice.call is not None:
        return reverse("applications:panel:overview", args=[notice.call.year])
    if number := notice.context.get("assignment"):
        return reverse("applications:evaluation:assignment", args=[number])
    if notice.why == Why.EVALUATOR:
        return reverse("applications:evaluation:desk")
    file = notice.application
    if file is None or notice.why in (Why.INVITED, Why.TO_COMMISSION):
        return ""
    if notice.why == Why.TEAM:
        page = "result" if notice.template in TOLD_BY_THE_RESULT else "file"
        return reverse(f"applications:candidature:{page}", args=[file.pk])
    if notice.why == Why.COMMISSION and not commission_sees(file):
        # A draft that was handed in before is its team's own again.
        code = file.city.country.code.lower()
        return reverse("applications:commission:desk", args=[code, file.call.year])
    return reverse("applications:commission:file", args=[file.pk])


def _path_of_invitation(number: str, why: Why) -> str:
    """The secret of an invitation stands in no table: it is made again for the letter."""
    kind = CommissionInvitation if why == Why.TO_COMMISSION else Invitation
    invitation = kind.objects.get(number=number)
    return reverse("applications:candidature:invitation", args=[invitation_token(invitation)])

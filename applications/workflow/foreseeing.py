"""“What if I endorse this file?”, answered before the act by the rules that will judge it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Action, Application, Endorsement, Status
from applications.permissions import Part, parts_of
from applications.preflight.clauses import PLACES, Clause
from applications.workflow.acts import Act
from applications.workflow.offering import hindrance
from applications.workflow.places import Places
from applications.workflow.refusals import Holder, NotAllowed, Refusal
from applications.workflow.rules import RULES


@dataclass(frozen=True)
class Consequence:
    """Something that would follow, with the clause that it follows from."""

    text: str
    clause: Clause
    application: int | None = None


@dataclass(frozen=True)
class Foreseen:
    """What an endorsement would lead to.

    `refusal` says why it cannot be, or is None. `exchanges` are the endorsed files that could give
    their place to this one.
    """

    refusal: Refusal | None
    places: int | None
    holders: Sequence[Holder]
    left_after: int | None
    consequences: Sequence[Consequence]
    exchanges: Sequence[Holder]


def what_if(application: Application, user: Any, at: datetime.datetime | None = None) -> Foreseen:
    """What would follow if the file were endorsed now, for its country's Commission.

    Nothing is written. Raises `NotAllowed` for anybody else but the Secretariat.
    """
    if not parts_of(user, application) & {Part.COMMISSION, Part.STAFF}:
        raise NotAllowed(_("Only the National Commission of its country may ask this."))
    act = Act(application, Action.ENDORSE, user, at or timezone.now())
    places = Places.of(act.call, act.country)
    refusal = hindrance(RULES[Action.ENDORSE], act)
    if application.status not in RULES[Action.ENDORSE].sources:
        return Foreseen(refusal, places.number, places.holders, places.left, [], [])
    field = application.field
    exchanges = [
        holder
        for holder in places.holders
        if places.without(holder.application).refusal_of(field) is None
    ]
    if refusal is not None:
        return Foreseen(refusal, places.number, places.holders, places.left, [], exchanges)
    after = places.with_one_more(_as_endorsed(application, places.lowest_free))
    consequences = [*_of_the_number(after), *_for_the_others(places, after, application)]
    return Foreseen(None, places.number, places.holders, after.left, consequences, exchanges)


def _as_endorsed(application: Application, slot: int) -> Endorsement:
    """An endorsement that is written nowhere."""
    return Endorsement(
        application=application,
        call=application.call,
        country=application.city.country,
        field=application.field,
        slot=slot,
    )


def _of_the_number(after: Places) -> list[Consequence]:
    if after.left is None:
        text = _("This call names no number of files for a country.")
    else:
        text = ngettext(
            "%(left)s place of %(number)s would be left.",
            "%(left)s places of %(number)s would be left.",
            after.left,
        ) % {"left": after.left, "number": after.number}
    return [Consequence(text, PLACES)]


def _for_the_others(places: Places, after: Places, application: Application) -> list[Consequence]:
    """Which other submitted files of the country could be endorsed now, and then no longer."""
    others = Application.objects.filter(
        call=places.call, city__country=places.country, status=Status.SUBMITTED
    ).exclude(pk=application.pk)
    consequences = []
    for other in others.select_related("city", "field").order_by("city__number"):
        hindered = after.refusal_of(other.field)
        if hindered is None or places.refusal_of(other.field) is not None:
            continue
        text = _("%(city)s (%(field)s) could then not be endorsed any more. %(why)s") % {
            "city": other.city.name,
            "field": other.field.name,
            "why": hindered,
        }
        consequences.append(Consequence(text, hindered.clause, other.pk))
    return consequences

"""What a National Commission's acts change besides the status of the file."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from applications.models import Action, Application, Decline, Endorsement, Kind, Status
from applications.preflight.clauses import PLACES, PROCEDURE
from applications.workflow.acts import Act, Condition
from applications.workflow.places import Places
from applications.workflow.refusals import Conflict, Refusal


def place_is_free(act: Act) -> Refusal | None:
    if act.application.kind == Kind.FIELD_CHANGE:
        return None
    return Places.of(act.call, act.country).refusal_of(act.application.field)


def place_is_free_without_the_other(act: Act) -> Refusal | None:
    """Once the other file has given its place back, this one may have one.

    Without another file, which is named only when the act is done, some file must hold a place
    that this one could have.
    """
    places = Places.of(act.call, act.country)
    if act.application.kind == Kind.FIELD_CHANGE:
        return Conflict(
            _("A change of field takes no place: endorse it, and no other file gives its own."),
            code="nothing-to-swap",
            clause=PLACES,
        )
    other = act.details.get("instead_of")
    field = act.application.field
    if other is None:
        if any(
            places.without(held.application_id).refusal_of(field) is None for held in places.held
        ):
            return None
        return Conflict(
            _("No endorsed file of this country could give its place to this one."),
            code="nothing-to-swap",
            clause=PLACES,
            holders=places.holders,
        )
    if all(held.application_id != other.pk for held in places.held):
        return Conflict(
            _("The file that should give its place holds none: %(holders)s do.")
            % {"holders": places.told_holders() or "–"},
            code="nothing-to-swap",
            clause=PLACES,
            holders=places.holders,
        )
    return places.without(other.pk).refusal_of(field)


def other_file_is_named(act: Act) -> Refusal | None:
    if isinstance(act.details.get("instead_of"), Application):
        return None
    return Conflict(_("Name the file that gives its place."), code="nothing-to-swap", clause=PLACES)


def rank_is_given(act: Act) -> Refusal | None:
    """The rank is one of 1 to the number of endorsed files."""
    rank = act.details.get("rank")
    places = Places.of(act.call, act.country)
    if all(held.application_id != act.application.pk for held in places.held):
        return Conflict(
            _("A change of field takes no place, and has no rank."), code="no-such-rank"
        )
    number = len(places.held)
    if isinstance(rank, int) and not isinstance(rank, bool) and 1 <= rank <= number:
        return None
    return Conflict(
        _("Ranks go from 1 to %(number)s, the number of endorsed files.") % {"number": number},
        code="no-such-rank",
    )


def take_a_place(act: Act) -> dict[str, Any]:
    """Endorse on the lowest free place; a member that changes its field needs none.

    The database refuses what the conditions let pass; that happens only to whoever comes past the
    lock, and gets the same answer.
    """
    places = Places.of(act.call, act.country)
    letter = act.details.get("letter")
    if act.application.kind == Kind.FIELD_CHANGE:
        return {"letter": str(letter.number)} if letter else {}
    try:
        with transaction.atomic():
            endorsement = Endorsement.objects.create(
                application=act.application,
                call=act.call,
                country=act.country,
                field=act.application.field,
                slot=places.lowest_free,
                letter=letter,
                reason=act.reason,
                by=act.by,
                at=act.at,
            )
    except IntegrityError as error:
        now = Places.of(act.call, act.country)
        refusal = now.refusal_of(act.application.field) or Conflict(
            _("Somebody else was quicker: the places are held by %(holders)s.")
            % {"holders": now.told_holders() or "–"},
            code="no-place",
            clause=PLACES,
            holders=now.holders,
        )
        raise refusal from error
    return {"slot": endorsement.slot, **({"letter": str(letter.number)} if letter else {})}


def give_the_place_back(act: Act) -> dict[str, Any]:
    """Take the endorsement back, if there is one, and close the ranks behind it."""
    held = Endorsement.objects.in_force().filter(application=act.application).first()
    if held is None:
        return {}
    rank, held.rank = held.rank, None
    held.withdrawn_at, held.withdrawn_reason = act.at, act.reason
    held.save(update_fields=["rank", "withdrawn_at", "withdrawn_reason"])
    if rank is not None:
        behind = Endorsement.objects.of_country(act.call, act.country).filter(rank__gt=rank)
        # One after the other: a single statement could meet a rank that is not free yet.
        for follower in behind.order_by("rank"):
            Endorsement.objects.filter(pk=follower.pk).update(rank=F("rank") - 1)
    return {"slot": held.slot}


def swap_places(act: Act) -> dict[str, Any]:
    """Release the other file and endorse this one, both or neither.

    The other's release is an act of its own on the other's trail.
    """
    other: Application = act.details["instead_of"]
    other = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=other.pk)
    if other.status != Status.ENDORSED:
        raise Conflict(
            _("The file that should give its place is not endorsed."),
            code="nothing-to-swap",
            clause=PROCEDURE,
        )
    released = act.also(
        Act(other, Action.RELEASE, act.by, act.at, act.reason, {"for": act.application.pk})
    )
    return {**take_a_place(act), "instead_of": other.pk, "released": str(released.number)}


def put_in_rank(act: Act) -> dict[str, Any]:
    """Give the file its rank among its country's endorsed files; the others keep their order."""
    held = list(Endorsement.objects.of_country(act.call, act.country))
    order = sorted(held, key=lambda one: (one.rank is None, one.rank or 0, one.slot))
    ranked = next(one for one in order if one.application_id == act.application.pk)
    order.remove(ranked)
    rank: int = act.details["rank"]
    order.insert(rank - 1, ranked)
    Endorsement.objects.filter(pk__in=[one.pk for one in order]).update(rank=None)
    for position, one in enumerate(order, 1):
        Endorsement.objects.filter(pk=one.pk).update(rank=position)
    return {"rank": rank}


def note_the_decline(act: Act) -> dict[str, Any]:
    letter = act.details.get("letter")
    Decline.objects.create(
        application=act.application, letter=letter, reason=act.reason, by=act.by, at=act.at
    )
    return {"letter": str(letter.number)} if letter else {}


def take_the_decline_back(act: Act) -> dict[str, Any]:
    act.application.declines.filter(reconsidered_at__isnull=True).update(reconsidered_at=act.at)
    return {}


FREE_PLACE = Condition(PLACES, place_is_free)
PLACE_TO_SWAP = Condition(PLACES, place_is_free_without_the_other)
OTHER_NAMED = Condition(PLACES, other_file_is_named)
RANK_GIVEN = Condition(PROCEDURE, rank_is_given)

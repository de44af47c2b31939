"""What decides where files stand besides their status, read at once for however many."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q

from applications.models import (
    Action,
    Announcement,
    Application,
    Assignment,
    CountryExtension,
    EvaluationTerms,
    NationalDeadline,
    ReviewRequest,
    Screening,
    Status,
    StatusChange,
)

# The acts that a candidate city may ask to be looked at again.
REVIEWABLE = {Status.INELIGIBLE: Action.REFUSE, Status.NOT_DESIGNATED: Action.TURN_DOWN}


@dataclass(frozen=True)
class Circumstances:
    """Dates by call and country, and what was found in and done with each file, by its key.

    `evaluations` are how many are handed in and how many are due; it is empty unless asked for.
    """

    deadlines: dict[tuple[int, int], datetime.datetime]
    national: dict[tuple[int, int], datetime.datetime]
    terms: dict[int, EvaluationTerms]
    announced: dict[int, datetime.datetime]
    screenings: dict[int, Screening]
    changes: dict[int, StatusChange]
    reviews: dict[int, ReviewRequest]
    evaluations: dict[int, tuple[int, int]] = field(default_factory=dict)

    def deadline_of(self, file: Application) -> datetime.datetime | None:
        """The deadline of the call, or a later one of the file's country."""
        known = [file.call.deadline, self.deadlines.get((file.call_id, file.city.country_id))]
        return max((instant for instant in known if instant), default=None)

    def national_of(self, file: Application) -> datetime.datetime | None:
        """The date of the National Commission, where it is binding."""
        return self.national.get((file.call_id, file.city.country_id))

    def review_until(self, file: Application) -> datetime.datetime | None:
        """Until when a review of what was decided on the file may be asked for, if at all."""
        change, terms = self.changes.get(file.pk), self.terms.get(file.call_id)
        return review_until(change.at, terms) if change else None


def review_until(
    decided_at: datetime.datetime, terms: EvaluationTerms | None
) -> datetime.datetime | None:
    """The end of the days in which a review may be asked for; None where the call has none."""
    if terms is None or not terms.review_days:
        return None
    return decided_at + datetime.timedelta(days=terms.review_days)


def of(files: Iterable[Application], *, with_evaluations: bool = False) -> Circumstances:
    """Read them for the files, with their calls and cities; as many queries for one as for many."""
    found = list(files)
    keys, calls = [file.pk for file in found], {file.call_id for file in found}
    extensions = CountryExtension.objects.filter(call__in=calls).order_by()
    national = NationalDeadline.objects.filter(call__in=calls, is_binding=True)
    coming = Announcement.objects.filter(call__in=calls, done_at=None)
    changes = latest_decisions(found)
    screenings = Screening.objects.filter(application__in=keys).select_related("change")
    return Circumstances(
        deadlines={
            (call, country): latest
            for call, country, latest in extensions.values_list("call", "country").annotate(
                latest=Max("new_deadline")
            )
        },
        national={
            (call, country): deadline
            for call, country, deadline in national.values_list(
                "call", "commission__country", "deadline"
            )
        },
        terms={terms.call_id: terms for terms in EvaluationTerms.objects.filter(call__in=calls)},
        announced=dict(coming.values_list("call", "at")),
        screenings={one.application_id: one for one in screenings.order_by("pk")},
        changes=changes,
        reviews={
            review.application_id: review
            for review in ReviewRequest.objects.filter(change__in=changes.values())
        },
        evaluations=evaluations(keys) if with_evaluations else {},
    )


def latest_decisions(files: Iterable[Application]) -> dict[int, StatusChange]:
    """The refusals and decisions that the files' present statuses come from."""
    wanted = [file for file in files if file.status in REVIEWABLE]
    acts = StatusChange.objects.filter(
        application__in=[file.pk for file in wanted], action__in=REVIEWABLE.values()
    )
    return {change.application_id: change for change in acts.order_by("pk")}


def evaluations(keys: Iterable[int]) -> dict[int, tuple[int, int]]:
    """How many evaluations of each file are handed in, and how many there are to be."""
    due = Assignment.objects.in_force().filter(application__in=list(keys)).order_by()
    handed_in = Count("pk", filter=Q(evaluation__submitted_at__isnull=False))
    counted = due.values_list("application").annotate(handed_in=handed_in, due=Count("pk"))
    return {file: (inside, number) for file, inside, number in counted}

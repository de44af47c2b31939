"""The letters of the panel. None tells an evaluator of a file: that is shown at their desk only."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.contrib.auth import get_user_model
from django.utils.translation import override

from applications import notices
from applications.assigning import BadProblem, NoSolution
from applications.models import Application, Assignment, Call, EvaluationTerms, Evaluator, Why
from applications.notices import Recipient
from applications.permissions import screens

ASSIGNED, TAKEN_BACK, NOBODY_LEFT = "assigned", "assignment-taken-back", "nobody-left"


def tell(
    template: str, rows: Iterable[Assignment], *, act: str, at: datetime.datetime, call: Call
) -> None:
    """Write one letter to each evaluator of the assignments, with how many there are."""
    numbers = Counter(row.evaluator_id for row in rows)
    terms = EvaluationTerms.objects.filter(call=call).first()
    due = terms.evaluations_due_at if terms else None
    people = Evaluator.objects.filter(pk__in=numbers, user__is_active=True)
    for evaluator in people.select_related("user").order_by("pk"):
        user = evaluator.user
        notices.write(
            template,
            [Recipient(user.email, user.language, Why.EVALUATOR, user)],
            act=act,
            at=at,
            context={
                "year": call.year,
                "number": numbers[evaluator.pk],
                "due_at": due.isoformat() if due else "",
            },
            call=call,
        )


def tell_nobody_is_left(
    file: Application, hindrance: NoSolution | BadProblem, *, act: str, at: datetime.datetime
) -> None:
    """Tell the Secretariat that a file has an evaluator too few, by which rules, what mends it."""
    for language, people in groupby(secretariat(), key=lambda person: person.language):
        with override(language):
            rules, remedies = str(hindrance), remedies_of(hindrance)
            city = str(file.city.name)
        notices.write(
            NOBODY_LEFT,
            list(people),
            act=act,
            at=at,
            context={
                "city": city,
                "year": file.call.year,
                "rules": rules,
                "remedies": remedies,
            },
            call=file.call,
        )


def remedies_of(hindrance: NoSolution | BadProblem) -> list[str]:
    """What would mend it, in the language that is spoken now."""
    blocks = hindrance.blocks if isinstance(hindrance, NoSolution) else ()
    return [str(remedy) for block in blocks for remedy in block.remedies]


def secretariat() -> Iterator[Recipient]:
    """Everybody who keeps files for the Secretariat, by language."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    for user in people.order_by("language", "pk"):
        if screens(user):
            yield Recipient(user.email, user.language, Why.STAFF, user)

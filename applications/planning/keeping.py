"""Keeping a plan: writing steps down, changing and removing them, taking the proposals over.

A plan is no part of what is handed in. So it may be kept in every status: what follows the
submission, such as the council's decision or the answer, belongs on it too.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application, ProcessStep
from applications.permissions import can_edit
from applications.planning.steps import PROPOSED, plan_of
from applications.workflow.refusals import Conflict, NotAllowed
from cities.models.dates import last_day

# More than any candidature has: what is beyond is no plan.
MOST_STEPS = 100
# How far from the year of its call a step may lie.
YEARS_AROUND = 10


def demand_keeping(application: Application, by: Any) -> None:
    """Do nothing where the person may keep the plan of the file.

    Raises `NotAllowed` for whoever does not edit the file, and `Conflict` once it is erased.
    """
    if not can_edit(by, application):
        raise NotAllowed(_("Only an owner or an editor of the file keeps its plan."))
    if application.erased_at:
        raise Conflict(_("The contents of this file are erased."), code="erased")


def add_step(application: Application, *, on: str, title: str, body: str, by: Any) -> ProcessStep:
    """Write a step down, and return it.

    Raises what `demand_keeping` raises, `Conflict` for a plan that is full, and `ValidationError`
    by field for a date that is none or too far away and for a title that the plan has already.
    """
    with transaction.atomic():
        file = locked(application)
        demand_keeping(file, by)
        check_room(file, 1)
        return saved(ProcessStep(application=file, on=on, title=title, body=body))


def change_step(step: ProcessStep, *, on: str, title: str, body: str, by: Any) -> None:
    """Change a step. Raises what `add_step` raises, and `Conflict` for one that is gone."""
    with transaction.atomic():
        file = locked(step.application)
        demand_keeping(file, by)
        found = file.process_steps.filter(pk=step.pk).first()
        if found is None:
            raise Conflict(_("Somebody removed this step."), code="step-is-gone")
        if on != found.on:
            found.year_is_inferred = False
        found.on, found.title, found.body = on, title, body
        saved(found)


def remove_step(application: Application, number: int, *, by: Any) -> None:
    """Remove a step; one that is gone already stays so. Raises what `demand_keeping` raises."""
    with transaction.atomic():
        file = locked(application)
        demand_keeping(file, by)
        file.process_steps.filter(pk=number).delete()


def take_over(application: Application, *, by: Any) -> int:
    """Write down every proposal whose title the plan does not have; return how many.

    They come in the language of whoever takes them over. Raises what `demand_keeping` raises, and
    `Conflict` where they would be too many.
    """
    with transaction.atomic():
        file = locked(application)
        demand_keeping(file, by)
        taken = set(file.process_steps.values_list("title", flat=True))
        plan = plan_of(file, by.time_zone, with_proposals=True)
        missing = [one for one in plan if one.origin == PROPOSED and one.title not in taken]
        check_room(file, len(missing))
        for one in missing:
            saved(ProcessStep(application=file, on=one.on, title=one.title, body=one.body))
    return len(missing)


def locked(application: Application) -> Application:
    """The file as it is now; whoever else keeps its plan waits."""
    files = Application.objects.select_related("call", "city__country")
    return files.select_for_update(of=("self",), no_key=True).get(pk=application.pk)


def check_room(file: Application, wanted: int) -> None:
    if wanted and file.process_steps.count() + wanted > MOST_STEPS:
        raise Conflict(
            _("A plan has at most %(number)s steps. Remove one first.") % {"number": MOST_STEPS},
            code="plan-is-full",
        )


def saved(step: ProcessStep) -> ProcessStep:
    """The step, once it is checked field by field."""
    file = step.application
    step.clean_fields(exclude={"application"})
    first, last = file.call.year - YEARS_AROUND, file.call.year + YEARS_AROUND
    stated = last_day(step.on) or datetime.date.max
    if not first <= stated.year <= last:
        message = _("Take a date from %(first)s to %(last)s.")
        raise ValidationError({"on": message % {"first": first, "last": last}})
    if file.process_steps.filter(title=step.title).exclude(pk=step.pk).exists():
        raise ValidationError({"title": _("The plan has a step with this title already.")})
    step.save()
    return step

"""Starting a file: the act before which there is none."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import notices
from applications.log import record_change
from applications.models import (
    Action,
    Answer,
    AnswerRevision,
    Application,
    Call,
    FormVersion,
    Kind,
    Link,
    Question,
    Status,
    StatusChange,
    TeamMember,
    TeamPart,
)
from applications.permissions import can_see
from applications.workflow import conditions
from applications.workflow.acts import Act
from applications.workflow.candidates import Place, city_of
from applications.workflow.performing import told
from applications.workflow.refusals import Conflict, NotAllowed
from cities.models import City
from fields.models import CreativeField

CONDITIONS = (conditions.OPEN, conditions.MAY_APPLY)
# Files that one person starts in one call: whoever needs more works for a whole country.
MOST_STARTED = 10


def start_at(place: Place, call: Call, field: CreativeField, **details: Any) -> Application:
    """Start a file for a place that the record may not know yet; see `start`.

    Where the file is not started, no city is left behind.
    """
    with transaction.atomic():
        return start(call, city_of(place), field, **details)


def start(
    call: Call,
    city: City,
    field: CreativeField,
    *,
    by: Any,
    at: datetime.datetime | None = None,
    key: str = "",
    previous: Application | None = None,
    kind: str = Kind.CANDIDATURE,
) -> Application:
    """Start a city's file for a call, with the starter as its owner, and return it.

    With `kind` a change of field, it is the file of a member that wants to hold another field, as
    Lyon did in 2023.

    From `previous`, a file of the same city for an earlier call, it takes the answers to the
    questions that the new form asks, too, and the links; letters and photographs are of their call.
    The same attempt, told by its `key`, is made once.

    Raises `NotAllowed` for whoever is not signed in or does not know the earlier file, `Conflict`
    for a second file of the city, too many of the person or a call that takes none, `Late` after
    the deadline and `Incomplete` where the city or the field is not such as the call takes.
    """
    if not by.is_authenticated or not by.is_active:
        raise NotAllowed(_("Sign in to start a file."))
    if previous is not None:
        _check_previous(previous, call, city, by)
    earlier = _started_before(call, city, by, key)
    if earlier is not None:
        return earlier
    instant = at or timezone.now()
    form = FormVersion.objects.current_of(call)
    file = Application(
        call=call,
        city=city,
        field=field,
        kind=kind,
        form=form,
        previous=previous,
        status=Status.DRAFT,
        started_by=by,
        started_at=instant,
    )
    act = Act(file, Action.START, by, instant)
    for condition in CONDITIONS:
        refusal = condition.refusal(act)
        if refusal is not None:
            raise refusal
    if form is None:
        raise conditions.no_form()
    _check_number(call, by)
    with transaction.atomic():
        _save(file)
        _write(act, key)
    return file


def _check_previous(previous: Application, call: Call, city: City, by: Any) -> None:
    if not can_see(by, previous) or not previous.team.filter(user=by).exists():
        raise NotAllowed(_("You are not in the team of the earlier file."))
    if previous.city_id != city.pk or previous.call.year >= call.year:
        raise Conflict(
            _("The earlier file is not one of this city for an earlier call."),
            code="not-an-earlier-file",
        )


def _started_before(call: Call, city: City, by: Any, key: str) -> Application | None:
    """The file of the same attempt; raises `Conflict` where the city has another file."""
    existing = Application.objects.filter(call=call, city=city).first()
    if existing is None:
        return None
    same = existing.status_changes.filter(action=Action.START, by=by, key=key)
    if key and same.exists():
        return existing
    raise _second_file()


def _check_number(call: Call, by: Any) -> None:
    if Application.objects.filter(call=call, started_by=by).count() >= MOST_STARTED:
        raise Conflict(
            _("You have started %(number)s files in this call. Ask the Secretariat for more.")
            % {"number": MOST_STARTED},
            code="too-many-files",
        )


def _second_file() -> Conflict:
    return Conflict(
        _("The city already applies to this call. Ask its team to invite you, or the Secretariat."),
        code="second-file",
    )


def _save(file: Application) -> None:
    try:
        with transaction.atomic():
            file.save()
    except IntegrityError as error:
        raise _second_file() from error


def _write(act: Act, key: str) -> None:
    file = act.application
    TeamMember.objects.create(application=file, user=act.by, part=TeamPart.OWNER)
    change = StatusChange.objects.create(
        application=file,
        action=Action.START,
        from_status="",
        to_status=Status.DRAFT,
        by=act.by,
        at=act.at,
        details={"previous": file.previous_id} if file.previous_id else {},
        key=key,
    )
    if file.previous is not None:
        take_over(file, file.previous, by=act.by, at=act.at)
    notices.write(
        "started",
        notices.team_of(file),
        act=str(change.number),
        at=act.at,
        context=told(act),
        application=file,
        call=file.call,
        change=change,
    )
    record_change(change)


def take_over(file: Application, previous: Application, *, by: Any, at: datetime.datetime) -> None:
    """Begin a file with another's answers to the questions that its form asks, and its links."""
    asked = Question.objects.filter(section__version=file.form_id).values_list("code", flat=True)
    for old in previous.answers.filter(question__in=set(asked)).order_by("question"):
        answer = Answer.objects.create(
            application=file,
            question=old.question,
            value=old.value,
            no_relevant_information=old.no_relevant_information,
            revision=1,
            saved_at=at,
            saved_by=by,
        )
        AnswerRevision.objects.create(
            answer=answer,
            number=1,
            value=old.value,
            no_relevant_information=old.no_relevant_information,
            by=by,
            at=at,
        )
    Link.objects.bulk_create(
        Link(
            application=file,
            position=link.position,
            url=link.url,
            title=link.title,
            added_by=by,
        )
        for link in previous.links.order_by("position", "pk")
    )

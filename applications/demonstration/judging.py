"""The demonstration's call that is closed: a file in each state that the network's desks know.

The acts before its deadline bear instants of that time; those after it are of now.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from applications.demonstration.accounts import somebody
from applications.demonstration.criteria import WEEKS_TO_EVALUATE, set_terms, write_letters
from applications.demonstration.filling import bring, fill
from applications.demonstration.inventing import CannotOpen, invent
from applications.models import (
    Application,
    Assignment,
    Call,
    DocumentKind,
    Evaluator,
    EvaluatorKind,
    Provider,
    Question,
)
from applications.outcome.reviews import request_review
from applications.panel.assignments import assign
from applications.panel.declaring import declare_no_conflict
from applications.panel.proposals import propose_change
from applications.panel.scoring import save, submit
from applications.workflow import perform, start
from cities.models import Country, Designation
from cities.models.places import today
from fields.models import CreativeField

CLOSED_DAYS_AGO = 7
# Two in each of three countries, and one more that its National Commission did not endorse.
ENDORSED = ("Trialmouth", "Mockford", "Draftwell", "Proofstad", "Pilotsund", "Modelton")
NOT_ENDORSED = "Testerby"
EXPERTS = ("Aminata Keïta", "Joaquín Sarmiento", "Haruka Mizuno")
OF_A_MEMBER = "Elin Nygård"
LOW, HIGH = Decimal(1), Decimal(4)
REASON = "An invented reason: the plan names neither people nor money."


def closes_at() -> datetime.datetime:
    now = timezone.now().replace(second=0, microsecond=0)
    return now - datetime.timedelta(days=CLOSED_DAYS_AGO)


def due_at() -> datetime.datetime:
    return timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(
        weeks=WEEKS_TO_EVALUATE
    )


def fill_the_closed_call(
    call: Call, countries: Sequence[Country], offered: Sequence[CreativeField], people: Any
) -> None:
    """Seven files, four evaluators, terms, criteria and letters in a call that is over.

    One file was not endorsed in time, one waits for its screening, one is returned, one was found
    not eligible and asks for a review; three are evaluated, one of them by everybody.
    """
    set_terms(call, due_at())
    invite_evaluators(call, countries, offered, people["evaluator"])
    files = [
        handed_in(call, name, countries[place // 2], offered[place % 2], people)
        for place, name in enumerate(ENDORSED)
    ]
    handed_in(call, NOT_ENDORSED, countries[0], offered[0], people, endorsed=False)
    screen(files, people)
    judge(files[3:], people)
    write_letters(call, people["office"])


def invite_evaluators(
    call: Call, countries: Sequence[Country], offered: Sequence[CreativeField], account: Any
) -> None:
    """Three experts besides the one with an account, and somebody of a member city.

    None of them lives where the files come from. Without a record of members there are experts
    alone.
    """
    elsewhere = list(
        Country.objects.exclude(pk__in=[country.pk for country in countries]).order_by("code")
    )
    if not elsewhere:
        message = "The demonstration needs a country that none of its files comes from."
        raise CannotOpen(message)
    homes = [elsewhere[nth * 7 % len(elsewhere)] for nth in range(len(EXPERTS) + 1)]
    for person, country in zip([account, *map(somebody, EXPERTS)], homes, strict=True):
        expert = Evaluator.objects.create(
            call=call,
            user=person,
            kind=EvaluatorKind.EXPERT,
            country=country,
            languages=["en", "fr"],
        )
        expert.fields.set(offered)
    members = Designation.objects.on(today()).filter(field=offered[1], city__country__in=elsewhere)
    held = members.select_related("city__country").order_by("city__number").first()
    if held is not None:
        peer = Evaluator.objects.create(
            call=call,
            user=somebody(OF_A_MEMBER),
            kind=EvaluatorKind.MEMBER_CITY,
            city=held.city,
            country=held.city.country,
            languages=["en", "fr"],
        )
        peer.fields.set([held.field])


def handed_in(
    call: Call,
    name: str,
    country: Country,
    chosen: CreativeField,
    people: Any,
    *,
    endorsed: bool = True,
) -> Application:
    """A whole file that was submitted before the deadline, and endorsed with a letter."""
    owner, commission = people["second-owner"], people["commission"]
    at = closes_at() - datetime.timedelta(days=3)
    file = start(call, invent(name, country), chosen, by=owner, at=at)
    fill(file, owner, at, like=filled_before(call))
    perform(file, "submit", by=owner, at=at, declared=True)
    if endorsed:
        asked = DocumentKind.objects.filter(version=file.form, provider=Provider.COMMISSION)
        letter = bring(file, asked.get(), 0, commission, at)
        perform(file, "endorse", by=commission, at=at, letter=letter)
    return file


def filled_before(call: Call) -> Application | None:
    """The first file of the call that is whole."""
    return call.applications.filter(submitted_at__isnull=False).order_by("pk").first()


def screen(files: Sequence[Application], people: Any) -> None:
    """The first is left to be screened; one is returned, one refused, the others are admitted."""
    staff, owner = people["staff"], people["second-owner"]
    _waiting, returned, refused, *admitted = files
    questions = Question.objects.filter(section__version=returned.form)
    last = questions.order_by("-section__position", "-position").values_list("code", flat=True)[0]
    perform(
        returned,
        "return",
        by=staff,
        reason="An invented reason: say more of the budget.",
        subjects=[last],
    )
    perform(
        refused,
        "refuse",
        by=staff,
        reason="An invented reason: the file names four fields.",
        ground="not-eligible",
    )
    request_review(refused, "Invented grounds: the file names one field alone.", by=owner)
    for file in admitted:
        perform(file, "admit", by=staff)


def judge(files: Sequence[Application], people: Any) -> None:
    """The evaluator with an account has all three: sealed, as a draft, and submitted."""
    call, account = files[0].call, people["evaluator"]
    own = Evaluator.objects.get(call=call, user=account)
    wanted = [(file.pk, own.pk) for file in files]
    seen = propose_change(call, wanted=wanted)
    assign(call, seen.digest, by=people["staff"], wanted=wanted)
    _sealed, drafted, whole = files
    for row in Assignment.objects.in_force().filter(application__in=[drafted, whole]):
        is_own = row.evaluator_id == own.pk
        declare_no_conflict(row, by=row.evaluator.user)
        score(row, LOW if is_own else HIGH, is_draft=is_own and row.application_id == drafted.pk)


def score(row: Assignment, value: Decimal, *, is_draft: bool) -> None:
    """An evaluation with the same score for everything; a draft is saved and not submitted."""
    by, at = row.evaluator.user, timezone.now()
    codes = row.application.call.criteria.values_list("code", flat=True)
    given: dict[str, tuple[Decimal | None, str]] = dict.fromkeys(
        codes, (value, REASON if value == LOW else "")
    )
    draft = save(row, by=by, at=at, revision=0, scores=given, comment="")
    if not is_draft:
        submit(row, by=by, at=at, key=f"demonstration-{row.pk}", revision=draft.revision)

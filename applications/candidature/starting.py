"""Before there is a file: what a call asks, whether the city may apply, and the beginning."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applications.acting.pages import ActPage
from applications.answers.saving import save
from applications.candidature.starting_forms import (
    CityForm,
    EligibilityForm,
    FieldForm,
    earlier_files,
)
from applications.dates import dates_of
from applications.instants import received_at
from applications.models import Application, Call, FormVersion, Kind, Question, SectionKind
from applications.workflow import Place, Refusal, start, start_at


@require_safe
def start_page(request: HttpRequest, year: int) -> HttpResponse:
    """What the call asks of a city, what to have at hand, and until when."""
    call = get_object_or_404(Call, year=year)
    form = FormVersion.objects.current_of(call)
    person: Any = request.user
    sections = list(form.sections.filter(kind=SectionKind.FORM)) if form else []
    context = {
        "call": call,
        "dates": dates_of(call, None, person, received_at(request)),
        "is_open": takes_files(call, form, request),
        "fields": call.fields.all(),
        "sections": sections,
        "kinds": list(form.document_kinds.all()) if form else [],
        "earlier": earlier_files(person, call) if person.is_authenticated else [],
    }
    return render(request, "candidature/start.html", context)


def takes_files(call: Call, form: FormVersion | None, request: HttpRequest) -> bool:
    """Whether a file can be begun now: for a country it may be possible for longer."""
    at = received_at(request)
    is_opened = call.opens_at is None or call.opens_at <= at
    granted = call.country_extensions.filter(new_deadline__gt=at)
    is_in_time = bool(call.deadline and at < call.deadline) or granted.exists()
    return form is not None and is_opened and is_in_time


@require_http_methods(["GET", "HEAD", "POST"])
def eligibility(request: HttpRequest, year: int) -> HttpResponse:
    """The questions before the beginning. Answers wait in the session until there is a file."""
    call, questions = call_and_questions(year)
    given = request.POST if request.method == "POST" else None
    form = EligibilityForm(questions, given, initial=answers_before(request, call))
    if not questions or (given is not None and form.is_valid()):
        if questions:
            request.session[session_key(call)] = form.cleaned_data
        hindering = [one for one in questions if hinders(one, form.cleaned_data.get(one.code))]
        if not hindering:
            return redirect("applications:candidature:begin", call.year)
        context = {"call": call, "hindering": hindering}
        return render(request, "candidature/not_eligible.html", context)
    status = 200 if given is None else 422
    context = {"call": call, "form": form}
    return render(request, "candidature/eligibility.html", context, status=status)


def hinders(question: Question, answer: str | None) -> bool:
    return bool(question.eligible_answer) and answer != question.eligible_answer


def call_and_questions(year: int) -> tuple[Call, list[Question]]:
    """The call and its questions of eligibility; 404 while no form of it is published."""
    call = get_object_or_404(Call, year=year)
    form = FormVersion.objects.current_of(call)
    if form is None:
        raise Http404
    asked = Question.objects.filter(section__version=form, section__kind=SectionKind.ELIGIBILITY)
    return call, list(asked)


def session_key(call: Call) -> str:
    return f"eligibility-{call.year}"


def answers_before(request: HttpRequest, call: Call) -> dict[str, str]:
    """What the visitor has answered before; nothing where the session holds something else."""
    kept = request.session.get(session_key(call), {})
    return kept if isinstance(kept, dict) else {}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def begin(request: HttpRequest, year: int) -> HttpResponseBase:
    """Which city and which field; then there is a file, and the person owns it."""
    call, questions = call_and_questions(year)
    previous = earlier_file(request, call)
    return BeginPage(request, call, questions, previous).answer()


class BeginPage(ActPage):
    """Beginning a file: for a new city, or with what an earlier file of the city has."""

    template = "candidature/begin.html"
    shows_not_allowed = True

    def __init__(
        self,
        request: HttpRequest,
        call: Call,
        questions: list[Question],
        previous: Application | None,
    ) -> None:
        super().__init__(request)
        self.call, self.questions, self.previous = call, questions, previous

    def form(self, given: Any = None) -> Form:
        if self.previous:
            return FieldForm(self.call, given, initial={"field": self.previous.field_id})
        return CityForm(self.call, given)

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        file = begun(self.request, self.call, given, self.previous, self.questions)
        return redirect("applications:candidature:file", file.pk)

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        return {
            "call": self.call,
            "previous": self.previous,
            "key": self.given.get("key") or uuid.uuid4(),
            "dates": dates_of(self.call, None, self.person, self.at),
        }


def earlier_file(request: HttpRequest, call: Call) -> Application | None:
    """The earlier file that is named in the address; 404 for one that cannot be taken."""
    named = request.GET.get("from")
    if named is None:
        return None
    person: Any = request.user
    files = {str(file.pk): file for file in earlier_files(person, call)}
    if named not in files and request.method != "POST":
        raise Http404
    # After a double click the city has its file already, and `start` answers with that.
    own = Application.objects.filter(team__user=person).select_related("city", "call")
    number = int(named) if named.isascii() and named.isdigit() and len(named) < 10 else 0
    return files.get(named) or get_object_or_404(own, pk=number)


def begun(
    request: HttpRequest,
    call: Call,
    given: dict[str, Any],
    previous: Application | None,
    questions: list[Question],
) -> Application:
    """The new file with the answers that came before it."""
    details: dict[str, Any] = {
        "by": request.user,
        "at": received_at(request),
        "key": request.POST.get("key", "")[:64],
        "kind": Kind.FIELD_CHANGE if given["is_field_change"] else Kind.CANDIDATURE,
    }
    with transaction.atomic():
        if previous:
            file = start(call, previous.city, given["field"], previous=previous, **details)
        else:
            latitude, longitude = given["position"]
            place = Place(given["city"], given["country"], latitude, longitude)
            file = start_at(place, call, given["field"], **details)
        take_answers(request, file, questions)
    return file


def take_answers(request: HttpRequest, file: Application, questions: list[Question]) -> None:
    """Answers of the eligibility page become the file's, where it has none of an earlier file."""
    before = answers_before(request, file.call)
    answered = set(file.answers.exclude(value=None).values_list("question", flat=True))
    for question in questions:
        answer = before.get(question.code)
        if isinstance(answer, str) and answer and question.code not in answered:
            save(
                file,
                question.code,
                answer,
                base_revision=0,
                client_key=uuid.uuid4(),
                by=request.user,
                at=received_at(request),
            )
    request.session.pop(session_key(file.call), None)

"""One question on a page of its own: answering it, and everything that may hinder its saving."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.answers.keeping import knows
from applications.answers.saving import NotSaved, Saved, beside, save
from applications.candidature.inputs import LISTS, AnswerForm, rows_of, typed
from applications.candidature.people import file_or_404
from applications.candidature.unsaved import signed_out
from applications.candidature.walk import Walk
from applications.instants import received_at, told
from applications.models import Answer, Application, Question, QuestionKind
from applications.permissions import name_of
from applications.preflight.checking import check
from applications.preflight.findings import Findings
from applications.preflight.words import RULE, count_words
from applications.workflow import Refusal
from applications.writing import demand_writing

MOST_ADDED = 200


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Show a question and its answer (GET), and save an answer (POST).

    Whatever is sent here stays with whoever typed it: saved, kept beside the file, or shown again.
    """
    if request.method != "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return QuestionPage(request, file_or_404(request, number), code).show()
    if not request.user.is_authenticated:
        return signed_out(request)
    file = Application.objects.select_related("call", "city__country", "field", "form").filter(
        pk=number
    )
    found = file.first()
    if found is None or not knows(found, request.user):
        return signed_out(request, is_stranger=True)
    return QuestionPage(request, found, code).save()


def form_refused(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """The page of a form whose token is too old: what was typed is shown, to be saved again."""
    if not request.user.is_authenticated:
        return signed_out(request)
    found = Application.objects.visible_to(request.user).filter(pk=number)
    file = found.select_related("call", "city__country", "field", "form").first()
    if file is None:
        return signed_out(request, is_stranger=True)
    return QuestionPage(request, file, code).show_again()


question.form_refused = form_refused  # type: ignore[attr-defined]


@dataclass
class QuestionPage:
    """The page of one question of one file."""

    request: HttpRequest
    file: Application
    code: str

    @cached_property
    def walk(self) -> Walk:
        return Walk(self.file, self.code)

    @property
    def question(self) -> Question:
        return self.walk.question

    def save(self) -> HttpResponse:
        sent = self.request.POST
        try:
            saved = save(
                self.file,
                self.code,
                self.typed(),
                base_revision=whole_number(sent.get("base")),
                client_key=key_of(sent.get("key")),
                by=self.request.user,
                no_relevant_information=bool(sent.get("no_relevant_information")),
                at=received_at(self.request),
            )
        except NotSaved as fault:
            return self.not_saved(fault)
        return self.after(saved)

    def typed(self) -> Any:
        """What was typed; for a question that the form no longer has, its text as it came."""
        if self.walk.is_known:
            return typed(self.question, self.request.POST)
        return self.request.POST.get("value", "")

    def after(self, saved: Saved) -> HttpResponse:
        """Where saving leads: on, back to the list, or to what there is to see about the answer."""
        here = reverse("applications:candidature:question", args=[self.file.pk, self.code])
        wanted = self.request.POST.get("then", "continue")
        if saved.other_value is not None:
            return redirect(f"{here}#beside")
        if saved.merged:
            messages.info(
                self.request,
                _("Somebody else wrote here too. Both changes are in the answer now: read it."),
            )
            return redirect(here)
        if wanted == "another":
            return redirect(f"{here}?more=1#more")
        if wanted == "list":
            messages.success(self.request, _("Saved."))
            return redirect("applications:candidature:file", self.file.pk)
        if wanted == "continue" and self.findings_of_what_is_there():
            return redirect(f"{here}?check=1")
        return redirect(self.walk.address_of_next())

    def findings_of_what_is_there(self) -> list[Any]:
        """What is wrong with the answer, but for its not being there."""
        return [one for one in self.findings() if one.code != "not-answered"]

    def findings(self) -> Findings:
        return check(self.file, received_at(self.request)).about(self.code)

    def not_saved(self, fault: NotSaved) -> HttpResponse:
        kept = fault.kept
        address = reverse("applications:candidature:kept-text", args=[kept.number]) if kept else ""
        return self.answer(
            value=self.typed(),
            refusal=fault.refusal,
            kept_address=address,
            status=fault.refusal.status,
        )

    def show(self) -> HttpResponse:
        asked = self.request.GET
        findings = self.findings_of_what_is_there() if asked.get("check") else []
        more = min(whole_number(asked.get("more")), MOST_ADDED)
        if not self.walk.is_known:
            return self.answer(status=404)
        return self.answer(value=self.kept.value, findings=findings, more=more)

    def show_again(self) -> HttpResponse:
        """The form with what was typed in it, and a new token."""
        return self.answer(
            value=self.typed(),
            base=whole_number(self.request.POST.get("base")),
            key=key_of(self.request.POST.get("key")),
            no_relevant_information=bool(self.request.POST.get("no_relevant_information")),
            is_outdated=True,
            status=403,
        )

    @cached_property
    def kept(self) -> Answer:
        """The answer as it stands; an empty one where there is none yet."""
        found = self.file.answers.filter(question=self.code).select_related("saved_by").first()
        return found or Answer(application=self.file, question=self.code)

    def hindrance(self) -> Refusal | None:
        """Why nothing can be written here now, or None."""
        try:
            demand_writing(self.file, self.request.user, received_at(self.request), self.code)
        except Refusal as refusal:
            return refusal
        return None

    def answer(self, value: Any = None, *, status: int = 200, **given: Any) -> HttpResponse:
        more = given.pop("more", 0)
        if not self.walk.is_known:
            return self.gone(value, status, **given)
        question, kept, person = self.question, self.kept, self.request.user
        is_list = question.kind in LISTS
        refusal = given.get("refusal")
        context = {
            "file": self.file,
            "question": question,
            "walk": self.walk,
            "is_list": is_list,
            "form": None if is_list else AnswerForm(question, value),
            "rows": rows_of(question, value, more) if is_list else [],
            "is_alone": question.kind
            not in (*LISTS, QuestionKind.MONEY, QuestionKind.CHOICE, QuestionKind.YES_NO),
            "written": self.walk.written(value, kept.no_relevant_information),
            "words": count_words(value) if isinstance(value, str) else None,
            "rule_of_words": RULE,
            "base": kept.revision,
            "key": uuid.uuid4(),
            "no_relevant_information": kept.no_relevant_information,
            "saved": told(kept.saved_at, person),
            "saved_by": name_of(kept.saved_by) if kept.saved_by else "",
            "beside": self.texts_beside(),
            "hindrance": None if refusal else self.hindrance(),
            "refusal": None,
            "kept_address": "",
            "findings": [],
            "is_outdated": False,
        }
        return render(self.request, "candidature/question.html", context | given, status=status)

    def texts_beside(self) -> list[dict[str, Any]]:
        """Texts that had to give way to another author's, and wait for somebody to choose."""
        return [
            {
                "number": revision.number,
                "by": name_of(revision.by),
                "at": told(revision.at, self.request.user),
                "lines": self.walk.written(revision.other_value),
            }
            for revision in beside(self.file, self.code)
        ]

    def gone(self, value: Any, status: int, **given: Any) -> HttpResponse:
        """The page of a code that is no question of the file's form, or no longer one."""
        context = {
            "file": self.file,
            "refusal": None,
            "kept_address": "",
            "text": value if isinstance(value, str) else "",
        }
        return render(
            self.request, "candidature/question_gone.html", context | given, status=status
        )


def whole_number(text: str | None) -> int:
    """A number that a page sent; zero for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def key_of(text: str | None) -> uuid.UUID:
    """The name of the attempt that a page sent; a new one for anything else."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()

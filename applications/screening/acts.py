"""The acts of screening: what would follow, and then the doing, each a request of its own."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from applications.acting.files import FileActPage
from applications.models import Action
from applications.preflight import check
from applications.preflight.findings import Findings
from applications.screening import words
from applications.screening.files import OURS
from applications.screening.forms import ScreeningForm
from applications.screening.people import file_or_404, for_the_secretariat
from applications.stages import titles_of
from applications.workflow import Refusal
from applications.workflow.screening import probable_ground, read_at_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_secretariat
def act(request: HttpRequest, number: int, action: str) -> HttpResponseBase:
    """Ask what would follow (GET), and do it (POST). A refusal is a page of its own status."""
    if action not in OURS:
        raise Http404
    return ScreeningPage(request, file_or_404(number), Action(action)).answer()


class ScreeningPage(FileActPage):
    """An act of screening, beside what the check finds in the file."""

    template, around = "screening/act.html", "screening/page.html"
    questions, buttons, reports = words.QUESTIONS, words.BUTTONS, words.DONE

    def found(self) -> Findings:
        return check(self.file, read_at_of(self.file, self.at))

    def form(self, given: Any = None) -> ScreeningForm:
        found = self.found()
        parts = words.parts(self.file)
        broken = {finding.subject for finding in found}
        return ScreeningForm(
            given,
            action=self.action,
            parts=parts,
            asks_why=self.action != Action.ADMIT or bool(found),
            initial={
                "subjects": [code for code, _title in parts if code in broken],
                "ground": probable_ground(self.file, found),
                "reason": "\n".join(str(finding.message) for finding in found)
                if self.action in (Action.RETURN, Action.REFUSE)
                else "",
            },
        )

    def details(self, given: dict[str, Any]) -> dict[str, Any]:
        return {name: given[name] for name in ("subjects", "ground") if given.get(name)}

    def back(self) -> str:
        return reverse("applications:screening:file", args=[self.file.pk])

    def consequences(self) -> list[str]:
        return words.consequences(self.action, self.file)

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        context = super().context(form, refusal)
        hindrance = context["hindrance"]
        return context | {
            "found": self.found(),
            "sources": titles_of([hindrance.clause] if hindrance else []),
        }

"""The letters of the office in versions: of a call's announcement, and to members that leave."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.acting.pages import ActPage
from applications.decision.forms import LetterForm
from applications.decision.people import call_or_404, check_reader
from applications.instants import told
from applications.models import Call, LetterKind, LetterTemplate
from applications.models.decisions import OF_NO_CALL
from applications.notices.letters import LANGUAGES
from applications.outcome import write_letter
from applications.outcome.letters import kinds_needed, latest_letters
from applications.outcome.placeholders import placeholders_of
from applications.permissions import name_of
from applications.workflow import Refusal


@require_safe
@login_required
def letters(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Which letters are written, and which are still missing."""
    call = call_of(request, year)
    written = latest_letters(call)
    rows = [
        {
            "label": kind.label,
            "language": language,
            "letter": written.get((kind, language)),
            "at": told(one.at if (one := written.get((kind, language))) else None, request.user),
            "address": address_of(year, kind, language),
        }
        for kind in (kinds_needed(call) if call else OF_NO_CALL)
        for language in LANGUAGES
    ]
    return render(request, "decision/letters.html", {"year": year, "letters": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def letter_page(
    request: HttpRequest, kind: str, language: str, year: int | None = None
) -> HttpResponseBase:
    """Write the next version of a letter."""
    call = call_of(request, year)
    is_of_no_call = kind in OF_NO_CALL
    if kind not in LetterKind.values or language not in LANGUAGES or is_of_no_call == bool(call):
        raise Http404
    return LetterPage(request, call, LetterKind(kind), language).answer()


class LetterPage(ActPage):
    """Writing a letter, beside the versions that there are."""

    template = "decision/letter.html"

    def __init__(
        self, request: HttpRequest, call: Call | None, kind: LetterKind, language: str
    ) -> None:
        super().__init__(request)
        self.call, self.kind, self.language = call, kind, language
        self.year = call.year if call else None
        self.versions = LetterTemplate.objects.filter(
            call=call, kind=kind, language=language
        ).order_by("-version")

    def form(self, given: Any = None) -> LetterForm:
        return LetterForm(given, initial=typed(self.versions.first()))

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        write_letter(
            self.call,
            self.kind,
            self.language,
            subject=given["subject"],
            body=given["body"],
            by=self.person,
            at=self.at,
            seen_version=given["seen"],
        )
        return self.done(_("The letter is written."), list_of(self.year))

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        versions = list(self.versions.select_related("by"))
        return {
            "year": self.year,
            "back": list_of(self.year),
            "kind": self.kind.label,
            "language": self.language,
            # After a conflict the page shows the versions as they are now.
            "seen": versions[0].version if versions else 0,
            "placeholders": [
                (f"{{{name}}}", meaning) for name, meaning in placeholders_of(self.kind).items()
            ],
            "versions": [
                {"version": one, "by": name_of(one.by), "at": told(one.at, self.person)}
                for one in versions
            ],
        }


def call_of(request: HttpRequest, year: int | None) -> Call | None:
    """The call of the letters; None for those to members that leave."""
    if year is not None:
        return call_or_404(request, year)
    check_reader(request)
    return None


def list_of(year: int | None) -> str:
    if year is None:
        return reverse("applications:decision:member-letters")
    return reverse("applications:decision:letters", args=[year])


def address_of(year: int | None, kind: LetterKind, language: str) -> str:
    return f"{list_of(year)}{kind}/{language}/"


def typed(latest: LetterTemplate | None) -> dict[str, Any]:
    if latest is None:
        return {"seen": 0}
    return {"seen": latest.version, "subject": latest.subject, "body": latest.body}

"""Acts of a team: submitting, completing, withdrawing, reopening; each asks first, then does."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from applications.acting.files import FileActPage
from applications.candidature import words
from applications.candidature.acting_forms import HANDING_IN, ActForm
from applications.candidature.people import file_or_404
from applications.candidature.places import rows_of
from applications.dates import dates_of
from applications.instants import told
from applications.models import Action, Application, Status, StatusChange, TeamPart
from applications.permissions import Part, name_of, parts_of
from applications.preflight.clauses import COMPLETION, NATIONAL_DEADLINE, REVIEW
from applications.stages import titles_of
from applications.workflow import Late, NotAllowed, Refusal
from applications.writing import to_be_completed


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def act(request: HttpRequest, number: int, action: str) -> HttpResponseBase:
    """Say what would follow (GET), and do it (POST).

    A refusal is a page of its own status, with what can be done, and with all that was typed.
    """
    return TeamActPage(request, file_or_404(request, number), Action(action)).answer()


class TeamActPage(FileActPage):
    """An act of a team's owner; everybody else of the team reads on the page who the owners are."""

    template, around = "candidature/act.html", "candidature/page.html"
    questions, buttons, reports = words.QUESTIONS, words.BUTTONS, words.DONE
    shows_not_allowed = True

    def ask(self) -> HttpResponseBase:
        """Whoever has no part in the act reads who has, and nothing was refused yet."""
        refusal = self.of_the_status()
        return self.show(self.form(), None if isinstance(refusal, NotAllowed) else refusal)

    def hindrance(self, form: Form) -> Refusal | None:
        return self.of_the_status() or super().hindrance(form)

    def form(self, given: Any = None) -> ActForm:
        return ActForm(given, action=self.action)

    def details(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"declared": given["declared"]} if "declared" in given else {}

    def back(self) -> str:
        return reverse("applications:candidature:file", args=[self.file.pk])

    def leads(self, change: StatusChange) -> tuple[Any, ...]:
        if self.action in HANDING_IN:
            return "applications:candidature:receipt", self.file.pk, change.number
        return super().leads(change)

    def consequences(self) -> list[str]:
        return words.consequences(self.action, self.file, self.person, self.at)

    def complete_by(self) -> dict[str, Any] | None:
        """Until when a returned file is completed: the call's own deadline is over by then."""
        if self.file.status != Status.RETURNED:
            return None
        return told(to_be_completed(self.file).complete_by, self.person)

    def context(self, form: Form, refusal: Refusal | None) -> dict[str, Any]:
        file, context = self.file, super().context(form, refusal)
        found, hindrance = context["findings"], context["hindrance"]
        return context | {
            "findings": rows_of(found, file),
            "late": late_row(hindrance, self.person),
            "sources": titles_of(
                one.clause for one in (*found, *([hindrance] if hindrance else []))
            ),
            "is_owner": Part.OWNER in parts_of(self.person, file),
            "owners": owners_of(file),
            "hands_in": self.action in HANDING_IN,
            "complete_by": self.complete_by(),
            "declaration": file.form.declaration if file.form else "",
            "dates": dates_of(file.call, file.city.country, self.person, self.at),
        }


def late_row(hindrance: Refusal | None, person: Any) -> dict[str, Any] | None:
    """Both instants of what came too late, and whose the date is."""
    if not isinstance(hindrance, Late):
        return None
    return {
        "deadline": told(hindrance.deadline, person),
        "received": told(hindrance.received_at, person),
        "is_completion": hindrance.clause.code == COMPLETION.code,
        "is_review": hindrance.clause.code == REVIEW.code,
        "is_national": hindrance.clause.code == NATIONAL_DEADLINE.code,
    }


def owners_of(file: Application) -> list[str]:
    """Who acts for the team: submits, completes, withdraws and reopens the file."""
    owners = file.team.filter(part=TeamPart.OWNER).select_related("user").order_by("pk")
    return [name_of(owner.user) for owner in owners]

"""One file: how it was judged, what would follow from a decision, and the deciding."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.acting.pages import ActPage
from applications.decision.forms import DecisionForm
from applications.decision.people import file_or_404
from applications.instants import told
from applications.models import Application, Decision, Outcome
from applications.notices.letters import letter
from applications.outcome import decide
from applications.outcome.files import FINAL, decided_files, what_if
from applications.outcome.judged import judged
from applications.outcome.letters import letters_for
from applications.outcome.quotas import broken_quotas
from applications.permissions import name_of
from applications.workflow import Refusal

Row = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def file_page(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """Show the file (GET), and decide on it (POST); a refusal is a page of its own status."""
    return DecidingPage(request, file_or_404(request, year, number)).answer()


class DecidingPage(ActPage):
    """Deciding on a file, beside how it was judged."""

    template = "decision/file.html"

    def __init__(self, request: HttpRequest, file: Application) -> None:
        super().__init__(request)
        self.file = file

    def draft(self) -> Decision | None:
        drafts = Decision.objects.filter(application=self.file, change__isnull=True)
        return drafts.select_related("by").first()

    def form(self, given: Any = None) -> DecisionForm:
        return DecisionForm(given, initial=first_typed(self.draft()))

    def perform(self, given: Row) -> HttpResponseBase:
        decide(
            self.file,
            given["outcome"],
            by=self.person,
            at=self.at,
            seen_revision=given["seen"],
            reason=given["reason"],
        )
        text = _("It is noted for %(city)s; nobody else sees it.") % {"city": self.file.city}
        return self.done(text, "applications:decision:desk", self.file.call.year)

    def context(self, form: Form, refusal: Refusal | None) -> Row:
        file, draft = self.file, self.draft()
        evaluated = judged(file.call, [file.pk])[file.pk]
        return {
            "file": file,
            "year": file.call.year,
            "is_known": file.status in FINAL,
            "draft": draft,
            "drafted_by": name_of(draft.by) if draft else "",
            "drafted_at": told(draft.at if draft else None, self.person),
            "evaluated": evaluated,
            "missing": list(evaluated.missing()),
            # After a conflict the page shows what is decided now, and what is sent is seen.
            "seen": draft.revision if draft else 0,
            "consequences": [] if file.status in FINAL else consequences(file),
            "previews": previews(file, draft) if draft else [],
        }


def first_typed(draft: Decision | None) -> Row:
    if draft is None:
        return {"seen": 0}
    return {"seen": draft.revision, "outcome": draft.outcome, "reason": draft.reason}


def consequences(file: Application) -> list[Row]:
    """Which quotas each decision would break, with the other files as they are decided now."""
    files = decided_files(file.call)
    country = file.city.country.code
    return [
        {
            "outcome": outcome.label,
            "broken": [
                one
                for one in broken_quotas(file.call, what_if(files, {file.pk: outcome}))
                if one.subject == country
            ],
        }
        for outcome in Outcome
    ]


def previews(file: Application, draft: Decision) -> list[Row]:
    """The letters that would go out, one for each recipient; none while one is not written."""
    try:
        notices = letters_for(file, draft.outcome, draft.at)
    except KeyError:
        return []
    return [
        {"to": notice.email, "why": notice.get_why_display(), "letter": letter(notice)}
        for notice in notices
    ]

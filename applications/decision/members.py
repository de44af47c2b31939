"""A member that leaves the network: asked for and confirmed by the Director-General's office."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from applications.acting.pages import ActPage
from applications.decision.people import check_reader
from applications.outcome.members import REASONS, end_membership
from applications.outcome.parting import recipients
from applications.workflow import Refusal
from cities.models import City
from cities.models.places import today
from uccn.doors.plain_forms import Plainly


class EndForm(Plainly, forms.Form):
    """Why, and from which day on."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why does the membership end?"),
        choices=[(reason.value, reason.label) for reason in REASONS],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )
    on = forms.DateField(
        label=gettext_lazy("The first day on which the city is no member"),
        help_text=gettext_lazy("Such as 2026-05-20."),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"class": "short", "dir": "ltr", "autocomplete": "off"}
        ),
    )


AT_ONCE = 100


@require_safe
@login_required
def members(request: HttpRequest) -> HttpResponse:
    """The members of today by name, each with the page on which its membership ends."""
    check_reader(request)
    found = City.objects.members_on(today()).select_related("country").order_by("name", "number")
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "decision/members.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member(request: HttpRequest, number: int) -> HttpResponseBase:
    """Ask what would follow (GET), and end the city's membership (POST)."""
    check_reader(request)
    city = get_object_or_404(City.objects.select_related("country"), number=number)
    return EndPage(request, city).answer()


class EndPage(ActPage):
    """Ending a membership, beside who gets a letter of it."""

    template = "decision/member.html"

    def __init__(self, request: HttpRequest, city: City) -> None:
        super().__init__(request)
        self.city = city

    def form(self, given: Any = None) -> EndForm:
        return EndForm(given)

    def perform(self, given: dict[str, Any]) -> HttpResponseBase:
        end_membership(self.city, given["reason"], given["on"], by=self.person, at=self.at)
        text = _("%(city)s is no member any more.") % {"city": self.city.name}
        return self.done(text, "applications:decision:member", self.city.number)

    def context(self, form: forms.Form, refusal: Refusal | None) -> dict[str, Any]:
        held: Any = self.city.designations.filter(ended_on="").select_related("field").first()
        return {
            "city": self.city,
            "held": held,
            "hindrance": refusal,
            "sources": {},
            "recipients": [
                {"name": name, "email": person.email, "why": person.why.label}
                for person, name in recipients(self.city)
            ],
        }

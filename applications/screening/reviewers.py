"""Who comes to the pages of feedback and reviews: the Secretariat and the Director-General's."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from applications.models import Application, ReviewRequest
from applications.permissions import decides, screens
from applications.screening.people import file_or_404


def staff_file_or_404(request: HttpRequest, number: int) -> Application:
    """A file, for whoever screens files; nobody else is told of the page."""
    if not screens(request.user):
        raise Http404
    return file_or_404(number)


def demand_reviewer(request: HttpRequest) -> None:
    """Raises `Http404` for whoever is neither of the Secretariat nor of the office."""
    person: Any = request.user
    if not person.is_active or not (screens(person) or decides(person)):
        raise Http404


def review_or_404(request: HttpRequest, number: Any) -> ReviewRequest:
    """A request for review. Raises `Http404` for everybody else: nothing is told of it."""
    demand_reviewer(request)
    reviews = ReviewRequest.objects.select_related(
        "application__call", "application__city__country", "application__field", "change", "handler"
    )
    return get_object_or_404(reviews, number=number)

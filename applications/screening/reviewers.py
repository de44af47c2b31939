"""Who comes to the pages of feedback and reviews: the Secretariat and the Director-General's."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from applications.models import Application, ReviewRequest
from applications.permissions import Part, decides, parts_of, screens


def staff_file_or_404(request: HttpRequest, number: int) -> Application:
    """A file that the person screens. Raises `PermissionDenied` for others who know of it."""
    files = Application.objects.visible_to(request.user)
    file: Application = get_object_or_404(
        files.select_related("call", "city__country", "field", "form"), pk=number
    )
    if Part.STAFF not in parts_of(request.user, file):
        raise PermissionDenied
    return file


def demand_reviewer(request: HttpRequest) -> None:
    """Raises `PermissionDenied` for whoever is neither of the Secretariat nor of the office."""
    person: Any = request.user
    if not person.is_active or not (screens(person) or decides(person)):
        raise PermissionDenied


def review_or_404(request: HttpRequest, number: Any) -> ReviewRequest:
    """A request for review. Raises `Http404` for everybody else: nothing is told of it."""
    person: Any = request.user
    if not person.is_active or not (screens(person) or decides(person)):
        raise Http404
    reviews = ReviewRequest.objects.select_related(
        "application__call", "application__city__country", "application__field", "change", "handler"
    )
    return get_object_or_404(reviews, number=number)

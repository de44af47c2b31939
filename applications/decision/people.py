"""Who comes to the pages of the decision: the Director-General's office, and nobody else."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from applications.models import Application, Call, Status
from applications.outcome.files import FINAL
from applications.permissions import decides, screens


def check_reader(request: HttpRequest) -> None:
    """Raise `Http404` for whoever need not know of these pages.

    The Secretariat knows that calls are decided, and learns what is decided by the announcement:
    `PermissionDenied`.
    """
    person: Any = request.user
    if decides(person):
        return
    if screens(person):
        raise PermissionDenied
    raise Http404


def call_or_404(request: HttpRequest, year: int) -> Call:
    check_reader(request)
    return get_object_or_404(Call, year=year)


def file_or_404(request: HttpRequest, year: int, number: int) -> Application:
    """A file of the call that is under evaluation, or was."""
    check_reader(request)
    files = Application.objects.filter(
        call__year=year, status__in=(Status.UNDER_EVALUATION, *FINAL)
    )
    return get_object_or_404(files.select_related("call", "city__country", "field"), pk=number)

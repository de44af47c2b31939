"""Who comes to the pages of a panel: the Secretariat. Nobody else is told that there are any."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from applications.models import Application, Call, Status
from applications.permissions import screens


def demand_staff(request: HttpRequest) -> None:
    """Raise `Http404` for whoever does not keep files for the Secretariat."""
    if not screens(request.user):
        raise Http404


def evaluated_call_or_404(request: HttpRequest, year: int) -> Call:
    """A call with terms of an evaluation, for the Secretariat."""
    demand_staff(request)
    calls = Call.objects.select_related("evaluation_terms")
    call: Call = get_object_or_404(calls, year=year, evaluation_terms__isnull=False)
    return call


def evaluated_file_or_404(request: HttpRequest, year: int, number: int) -> Application:
    """A file of such a call that is, or was, evaluated."""
    call = evaluated_call_or_404(request, year)
    evaluated = (Status.UNDER_EVALUATION, Status.DESIGNATED, Status.NOT_DESIGNATED)
    files = call.applications.select_related("call", "city__country", "field", "consensus")
    file: Application = get_object_or_404(files, pk=number, status__in=evaluated)
    return file

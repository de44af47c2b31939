"""The desk: the calls that have files, and the files of one call."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from applications.instants import received_at, told
from applications.models import Call, EvaluationTerms
from applications.screening.people import for_the_secretariat
from applications.screening.rows import call_rows, file_rows

AT_ONCE = 50


@require_safe
@for_the_secretariat
def desks(request: HttpRequest) -> HttpResponse:
    """The calls that have files."""
    rows = call_rows(request.user, received_at(request))
    return render(request, "screening/desks.html", {"calls": rows})


@require_safe
@for_the_secretariat
def desk(request: HttpRequest, year: int) -> HttpResponse:
    """The files of one call, with the terms by which they are judged."""
    call = get_object_or_404(Call, year=year)
    person: Any = request.user
    pages = Paginator(file_rows(call, person), AT_ONCE)
    context = {
        "call": call,
        "year": year,
        "page": pages.get_page(request.GET.get("page")),
        "deadline": told(call.deadline, person),
        "is_over": bool(call.deadline and call.deadline <= received_at(request)),
        "terms": EvaluationTerms.objects.filter(call=call).first(),
    }
    return render(request, "screening/desk.html", context)

"""A person's files, and one file as a list of tasks."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applications.candidature.people import file_or_404
from applications.instants import told
from applications.models import Application, TeamPart


@require_safe
@login_required
def files(request: HttpRequest) -> HttpResponse:
    """The files that the person works on."""
    person: Any = request.user
    own = Application.objects.filter(team__user=person).select_related("call", "city", "field")
    rows = [
        {
            "address": reverse("applications:candidature:file", args=[file.pk]),
            "city": file.city.name,
            "field": file.field.name,
            "year": file.call.year,
            "status": file.get_status_display(),
        }
        for file in own
    ]
    return render(request, "candidature/files.html", {"files": rows})


@require_safe
@login_required
def file_page(request: HttpRequest, number: int) -> HttpResponse:
    """The file as tasks, each with how far it is."""
    file = file_or_404(request, number)
    person: Any = request.user
    context = {
        "file": file,
        "part": TeamPart(file.team.get(user=person).part).label,
        "deadline": told(file.call.deadline_for(file.city.country), person),
    }
    return render(request, "candidature/file.html", context)

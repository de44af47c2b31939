"""The pages of the statistics: all figures in short, each by itself, and each as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from cities.exports.formats.comma_separated import table_of_figures
from cities.filters import AsOf, AsOfDetail, HoldingFilter
from cities.models import Country, Designation
from cities.models.places import today
from cities.pages.downloads import LICENCE_LINK, refused
from cities.pages.misunderstood import misunderstandings
from cities.pages.question import question_of
from cities.pages.scale import scale
from cities.pages.statistics import sentences
from cities.pages.statistics.asked import Asked
from cities.pages.statistics.figures import FIGURES, matrix
from cities.rows.figures import TABLES


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All figures of a day in short, under the sentence of the network's growth."""
    filterset = AsOfDetail(request.GET, queryset=Country.objects.all())
    asked = _asked(filterset)
    context = {
        **_frame(request, filterset, asked),
        "title": sentences.grown(asked),
        "parts": [
            {
                "name": name,
                "heading": heading,
                "figure": build(asked),
                "template": f"cities/statistics/{name}.html",
                **_addresses(request, name, asked),
            }
            for name, (heading, build) in FIGURES.items()
        ],
    }
    return render(request, "cities/statistics/overview.html", context)


@require_safe
def figure_page(request: HttpRequest, figure: str) -> HttpResponse:
    """One figure of a day with its whole table."""
    if figure not in FIGURES:
        raise Http404
    filters = HoldingFilter if figure == "matrix" else AsOfDetail
    filterset = filters(request.GET, queryset=Country.objects.all())
    asked = _asked(filterset)
    heading, build = FIGURES[figure]
    if isinstance(filterset, HoldingFilter):
        question = question_of(filterset)
        found = matrix(asked, filterset.value("ordering", "region"))
        found["orders"] = [
            (choice, label, question.with_only("ordering", choice))
            for choice, label in HoldingFilter.ORDERINGS
        ]
    else:
        found = build(asked)
    context = {
        **_frame(request, filterset, asked),
        **_addresses(request, figure, asked),
        "name": figure,
        "template": f"cities/statistics/{figure}.html",
        "heading": heading,
        "title": found["title"],
        "figure": found,
        "others": [(name, other) for name, (other, _build) in FIGURES.items() if name != figure],
    }
    return render(request, "cities/statistics/figure.html", context)


@require_safe
def figure_file(request: HttpRequest, figure: str) -> HttpResponse:
    """The table of a figure as CSV; 400 for what is not understood."""
    if figure not in TABLES:
        raise Http404
    filterset = AsOfDetail(request.GET, queryset=Country.objects.all())
    if filterset.problems():
        return refused(request, filterset)
    asked = _asked(filterset)
    columns, rows = TABLES[figure](asked)
    name = f"{figure}-{asked.date.isoformat()}.csv"
    return HttpResponse(
        table_of_figures(columns, rows, asked.date),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Link": LICENCE_LINK,
        },
    )


def _asked(filterset: AsOf) -> Asked:
    return Asked(filterset.as_of_date, get_language() or "en", mirrored=get_language_bidi())


def _frame(request: HttpRequest, filterset: AsOf, asked: Asked) -> dict[str, Any]:
    """What every page of the statistics shows round its figures."""
    return {
        "problems": misunderstandings(filterset),
        "date": asked.date,
        "is_past": asked.date != today(),
        "scale": scale(filterset, Designation.objects.all()),
    }


def _addresses(request: HttpRequest, figure: str, asked: Asked) -> dict[str, str]:
    """Where the figure of this day will still be found, and its file."""
    dated = f"?as_of={asked.date.isoformat()}"
    return {
        "permalink": request.build_absolute_uri(reverse("cities:figure", args=[figure]) + dated),
        "file": reverse("cities:figure-file", args=[figure]) + dated,
    }

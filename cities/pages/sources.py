"""Sources, and what they say, with the record's answers."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cities.filters import SourceFilter
from cities.models import Designation, Metric, Source, Statement
from cities.pages.misunderstood import StrictPage, misunderstandings
from cities.pages.paging import asked, kept_keys, numbered_page
from cities.rows import (
    Row,
    designation_rows,
    field_rows,
    source_detail,
    source_rows,
)

# Cities that a source names as members, often a whole list of them.
OF_ONE_CITY = (Metric.MEMBERSHIP, Metric.DESIGNATION)


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """All sources; those whose statements the record answers come first."""
    filterset = asked(SourceFilter, request, Source.objects.all())
    saying = Exists(Statement.objects.filter(source=OuterRef("pk")))
    sources = filterset.qs.annotate(is_saying=saying).order_by("-is_saying", "sort_key", "pk")
    keys = kept_keys(filterset, "sources", lambda: sources.values_list("pk", flat=True))
    page = numbered_page(keys, filterset)
    context = {
        "problems": misunderstandings(filterset),
        "page": page,
        "sources": source_rows(sources, page.keys),
    }
    return render(request, "cities/source_list.html", context)


class SourcePage(StrictPage):
    template_name = "cities/source_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        source = get_object_or_404(Source, key=kwargs["key"])
        language = get_language() or "en"
        resting = Designation.objects.filter(sources=source).order_by(
            "city__sort_key", "city__number", "in_force_from", "pk"
        )
        designations = designation_rows(resting, language)
        fields = {row["slug"]: row for row in field_rows(language)}
        row = source_detail(source)
        return super().get_context_data(
            **kwargs,
            source=row,
            **apart(row["says"]),
            designations=[{**row, "field_row": fields[row["field"]]} for row in designations],
        )


def labelled(statements: list[Row]) -> list[Row]:
    """Statement rows with what they are about in words."""
    return [{**row, "about": Metric(row["metric"]).label} for row in statements]


def apart(statements: list[Row]) -> dict[str, list[Row]]:
    """Figures and claims apart from the cities that are merely named, which need a line each."""
    named = [row for row in statements if row["metric"] in OF_ONE_CITY and not row["value_date"]]
    claims = [row for row in statements if row not in named]
    return {"claims": labelled(claims), "of_cities": named}

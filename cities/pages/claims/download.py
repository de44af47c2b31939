"""A checked list as a CSV file."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cities.checking import (
    CheckedLine,
    Index,
)
from cities.exports.formats.formulas import inert
from cities.models.places import today
from cities.pages.claims.reasons import reason

COLUMNS = (
    "line", "given", "result", "reason", "city_number", "city", "country", "country_code",
    "field", "member_since", "address",
)  # fmt: skip


def download(request: HttpRequest, checked: list[CheckedLine], index: Index) -> HttpResponse:
    response = HttpResponse(
        csv_of(checked, index, request.build_absolute_uri("/")[:-1]),
        content_type="text/csv; charset=utf-8",
    )
    name = f"uccn-list-checked-{today().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def csv_of(checked: list[CheckedLine], index: Index, host: str) -> str:
    """The checked lines as CSV, with the mark by which spreadsheets know UTF-8."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for one in checked:
        member = one.member
        current = member.current if member else None
        writer.writerow(
            inert(str(value))
            for value in (
                one.line.number,
                one.line.printed,
                one.result.value,
                reason(one, index),
                member.number if member else "",
                member.name if member else "",
                index.country_names[member.country] if member else "",
                member.country if member else "",
                index.field_names[current.field] if current else "",
                member.spans[0].announced_on if member else "",
                f"{host}{reverse('cities:city', args=[member.slug])}" if member else "",
            )
        )
    return f"\ufeff{written.getvalue()}"

"""Cities as the lines of a table."""

import datetime
from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from cities.rows import Row, city_rows_by_key, field_rows
from uccn.doors.keeping import Shelf

# A line is some eight hundred letters.
LINES: Shelf[SafeString] = Shelf(most=4_000)


def lines_of_cities(
    request: HttpRequest,
    keys: Sequence[int],
    language: str,
    date: datetime.date,
    *,
    with_population: bool,
) -> SafeString:
    """The lines of the cities, by their primary keys; each is rendered once for all lists."""

    def rendered(missing: list[int]) -> dict[int, SafeString]:
        line = get_template("includes/line_of_city.html")
        fields = {row["slug"]: row for row in field_rows(language, date)}
        lines = {}
        for key, row in city_rows_by_key(missing, language, date).items():
            context = {"city": shown(row, fields), "with_population": with_population}
            lines[key] = mark_safe(line.render(context, request).strip())
        return lines

    # The address of the page is no part of a line, save for the day, which links keep.
    found = LINES.each(keys, rendered, (language, date, with_population))
    return mark_safe("".join(found[key] for key in keys if key in found))


def shown(row: Row, fields: dict[str, Row]) -> Row:
    """A city's row with the field that it holds (or held last) and the year of joining."""
    held = row["designations"][-1] if row["designations"] else None
    return {
        **row,
        "field": fields[held["field"]] if held else None,
        "since": row["designations"][0]["announced_on"][:4] if held else "",
    }

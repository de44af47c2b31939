"""A table as a CSV file."""

import csv
import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

# Text that begins with one of these would be run by a spreadsheet as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The table in UTF-8, to be kept as a file of the name; None is an empty cell."""
    answer = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    writer = csv.writer(answer)
    writer.writerow(columns)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return answer


def _written(cell: Any) -> Any:
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell

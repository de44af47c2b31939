"""What a worker brings into memory before it has answered anything."""

import subprocess
import sys

STARTS = """
import sys
from uccn.wsgi import application
from django.urls import resolve
resolve("/about/")
print(*sorted({module.partition(".")[0] for module in sys.modules}))
"""
# Each serves a rare request, and holds megabytes from then on.
OF_RARE_DOORS = {
    "PIL",
    "fontTools",
    "fpdf",
    "icalendar",
    "numpy",
    "openpyxl",
    "pypdf",
    "pypinyin",
    "scipy",
    "xlsxwriter",
}


def test_libraries_of_rare_doors_are_imported_where_they_are_needed():
    found = subprocess.run(
        [sys.executable, "-c", STARTS], capture_output=True, text=True, check=True
    ).stdout.split()

    assert "django" in found
    assert OF_RARE_DOORS & set(found) == set()

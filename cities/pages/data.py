"""The page of the data: what can be had, in which formats, and under which licence."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cities.exports.about import LICENCE, LICENCE_ADDRESS, attributions
from cities.models import Designation, Statement
from cities.models.places import today
from cities.pages.file_links import FileLink, file_address, file_links
from cities.pages.misunderstood import StrictPage
from cities.statistics import figures
from fields.models import CreativeField

# Each list with the page that shows it, if there is one, and what stands in its rows.
LISTS: dict[str, tuple[str | Promise, str, str | Promise]] = {
    "cities": (
        _("Cities"),
        "cities:cities",
        _("Member cities on a day, each with its names, country, field, position and population."),
    ),
    "fields": (
        _("Fields"),
        "cities:fields",
        _("The creative fields with their names in six languages and their number of cities."),
    ),
    "countries": (
        _("Countries"),
        "cities:countries",
        _("Countries with a member city, with their regions and their number of cities."),
    ),
    "designations": (
        _("Designations"),
        "",
        _("Which city held which field from when until when, with the sources; ended ones too."),
    ),
    "statements": (
        _("Statements"),
        "cities:statements",
        _("Figures and claims as sources print them, each with the days on which it is true."),
    ),
}


@dataclass(frozen=True)
class ListOfFiles:
    """One list: its name, the page that shows it, its rows today, and its files."""

    label: str | Promise
    page: str
    about: str | Promise
    rows: int
    files: list[FileLink]


class DataPage(StrictPage):
    template_name = "cities/downloads.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        date = today()
        size = figures.size_on(date)
        counts = {
            "cities": size.members,
            "fields": CreativeField.objects.count(),
            "countries": size.countries,
            "designations": Designation.objects.begun_by(date).count(),
            "statements": Statement.objects.count(),
        }
        example = "?field=gastronomy&as_of=2015-12-31"
        return super().get_context_data(
            **kwargs,
            date=date,
            lists=[
                ListOfFiles(label, page, about, counts[name], file_links(name))
                for name, (label, page, about) in LISTS.items()
            ],
            example=file_address("cities", "csv", example),
            licence=LICENCE,
            licence_address=LICENCE_ADDRESS,
            credits=attributions(),
        )

"""What a file says about itself: what it lists, as of which day, under which licence."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from uccn.doors import link_headers

LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = link_headers.LICENCE_ADDRESS
LICENCE_IDENTIFIER = "CC-BY-4.0"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
# Said in each row of a file that has room for nothing but rows.
LICENCE_IN_A_ROW = "CC BY 4.0: UCCN portal; GeoNames; Unicode CLDR"
PUBLISHER = "UCCN portal"


@dataclass(frozen=True)
class About:
    """About one file. `site` is the portal's address without a stroke at its end.

    `parameters` is the question that it answers, and `address` asks the same again on any later
    day.
    """

    title: str
    as_of: datetime.date
    language: str
    site: str
    address: str
    parameters: tuple[tuple[str, str], ...] = ()

    def header(self, count: int) -> dict[str, Any]:
        """The same for programs, as it stands at the head of JSON."""
        asked: dict[str, list[str]] = {}
        for name, value in self.parameters:
            asked.setdefault(name, []).append(value)
        return {
            "title": self.title,
            "as_of": self.as_of.isoformat(),
            "language": self.language,
            "count": count,
            "parameters": asked,
            "address": self.address,
            "licence": {"name": LICENCE, "address": LICENCE_ADDRESS},
            "credits": attributions(),
        }


def attributions() -> list[str]:
    """Whom to name beside the data, in the current language."""
    return [
        _("UCCN portal, CC BY 4.0: selection and arrangement"),
        _("GeoNames, CC BY 4.0: positions, populations and most other spellings, with corrections"),
        _("Unicode CLDR, Unicode License: names of countries"),
    ]

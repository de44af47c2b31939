"""Pages that take a day and nothing else."""

from typing import cast

from cities.filters import AsOf, AsOfDetail
from cities.pages.misunderstood import StrictPage


class PageOfADay(StrictPage):
    """A page that speaks of the day that its address names, or of today."""

    filterset_class = AsOfDetail

    @property
    def asked(self) -> AsOf:
        return cast("AsOf", self.filterset)

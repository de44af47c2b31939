"""What the figures of one page are made of, asked of the record once."""

from dataclasses import dataclass
from functools import cached_property

from cities.pages.charts.axis import Axis
from cities.rows.network import Network


@dataclass(frozen=True)
class Asked(Network):
    """The record up to a day, and how its time is drawn; `mirrored` for readers from the right."""

    mirrored: bool = False

    @cached_property
    def axis(self) -> Axis:
        return Axis(self.date, self.mirrored)

"""Draws the icons that phones want as PNG from static/icon.svg, the one that browsers show."""

from pathlib import Path
from typing import Any

import resvg_py
from django.conf import settings
from django.core.management.base import BaseCommand

ICON = Path(settings.BASE_DIR) / "static" / "icon.svg"
FOLDER = ICON.parent / "icons"
ICONS = {
    "icon-192": (192, False),
    "icon-512": (512, False),
    "maskable-512": (512, True),
    "apple-touch": (180, False),
}
# The drawing of a maskable icon, whose corners a phone may cut off, keeps within a circle of 40 %
# of its side.
ROUND = "translate(16 16) scale(.58) translate(-16 -16)"


class Command(BaseCommand):
    help = "Draws static/icons/ from static/icon.svg; run it after a change of the drawing."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, picture in drawn_icons().items():
            (FOLDER / f"{name}.png").write_bytes(picture)


def drawn_icons() -> dict[str, bytes]:
    """The name of each icon and its PNG."""
    drawing = ICON.read_text(encoding="utf-8")
    return {
        name: resvg_py.svg_to_bytes(
            svg_string=_round(drawing) if is_maskable else drawing,
            width=side,
            height=side,
            skip_system_fonts=True,
        )
        for name, (side, is_maskable) in ICONS.items()
    }


def _round(drawing: str) -> str:
    """The drawing, smaller, on ground that reaches all edges."""
    head, _, rest = drawing.partition(">")
    ground, _, lines = rest.partition("/>")
    inside = lines.removesuffix("\n").removesuffix("</svg>")
    return f'{head}>{ground}/><g transform="{ROUND}">{inside}</g></svg>'

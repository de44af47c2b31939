"""Drawings on pages: their words and marks in SVG."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from cities.pages.charts.axis import Word

register = template.Library()


@register.simple_tag
def words(those: "Iterable[Word]", kind: str = "", aside: float = 0, down: float = 0) -> SafeString:
    """Words of a drawing; moved `aside` from their place, away from it, and `down`, in ems."""
    return format_html_join(
        "",
        '<text x="{}%" y="{}%" dx="{}em" dy="{}em" text-anchor="{}" class="{} {}">{}</text>',
        (
            (
                word.across,
                word.down,
                {"start": aside, "middle": 0, "end": -aside}[word.anchor],
                down,
                word.anchor,
                kind,
                word.on,
                word.text,
            )
            for word in those
        ),
    )


@register.simple_tag
def rules(those: "Iterable[Word]") -> SafeString:
    """A rule across the drawing at each of the words."""
    return format_html_join(
        "",
        '<line class="rule" x1="0" x2="100%" y1="{0}%" y2="{0}%"/>',
        ((word.down,) for word in those),
    )


@register.simple_tag
def ticks(those: "Iterable[Word]") -> SafeString:
    """The years under a drawing, each with its tick."""
    lines = format_html_join(
        "",
        '<rect class="tick {}" x="{}%" y="100%" width="1" height="5"/>',
        ((word.on, word.across) for word in those),
    )
    return lines + words(those, down=1.6)


@register.simple_tag
def sized_mark(field: dict[str, Any], side: float) -> SafeString:
    """A field's silhouette on a box of so many pixels; its number stands beside it."""
    return format_html(
        '<svg class="sized field-{0}" width="{1}" height="{1}" aria-hidden="true">'
        '<use href="{2}#{3}"/></svg>',
        field["slug"], side, static("glyphs.svg"), field["glyph"],
    )  # fmt: skip

"""How facts of the record are written on a page: dates, figures, glyphs, names of languages."""

import functools
from typing import Any

from babel import Locale, UnknownLocaleError
from django import template
from django.templatetags.static import static
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cities.models.dates import last_day, precision

register = template.Library()

FORMATS = {"year": "Y", "month": "YEAR_MONTH_FORMAT", "day": "DATE_FORMAT"}


@register.filter
def day(date: Any) -> str:
    """A date in words, as precise as it is: 2004, November 2021 or 31 October 2017.

    Takes a date, or its ISO 8601 text with the precision of its source.
    """
    if not date:
        return ""
    if not isinstance(date, str):
        return str(date_format(date, "DATE_FORMAT"))
    stated = precision(date)
    if stated == "year" and (get_language() or "en").startswith("zh"):
        return f"{date}年"
    return str(date_format(last_day(date), FORMATS[stated]))  # type: ignore[arg-type]


@register.filter
def grouped(number: int) -> str:
    """A number with its thousands grouped as the reader's language does it."""
    return number_format(number, decimal_pos=0, force_grouping=True)


@register.filter
def signed(number: int) -> str:
    """A difference with its sign: +3, −1 or 0."""
    return f"+{grouped(number)}" if number > 0 else grouped(number).replace("-", "−")


@register.simple_tag
def glyph(field: dict[str, Any], extra: str = "") -> SafeString:
    """The silhouette of a field's row, in its colour. It always stands beside the word."""
    return _glyph(field["slug"], field["glyph"], extra)


@functools.lru_cache(maxsize=200)
def _glyph(slug: str, silhouette: str, extra: str) -> SafeString:
    return format_html(
        '<svg class="glyph field-{} {}" aria-hidden="true"><use href="{}#{}"/></svg>',
        slug, extra, static("glyphs.svg"), silhouette,
    )  # fmt: skip


@register.simple_tag
def bar(share: int, field: dict[str, Any] | None = None) -> SafeString:
    """A bar of `share` hundredths of its column, in the field's colour or in ink."""
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="ground" y="7" width="100" height="1"/>'
        '<rect width="{}" height="8"/></svg>',
        f"field-{field['slug']}" if field else "", max(0, min(100, share)),
    )  # fmt: skip


@register.filter
def language_name(code: str) -> str:
    """The name of a language, in the reader's: sv is Swedish, or suédois."""
    try:
        readers = Locale.parse(get_language() or "en", sep="-")
        return Locale.parse(code, sep="-").get_display_name(readers) or code
    except (UnknownLocaleError, ValueError):
        return code


SCRIPT_CODES = {
    "Arabic": "Arab", "Armenian": "Armn", "Bengali": "Beng", "Canadian": "Cans",
    "Cherokee": "Cher", "Cyrillic": "Cyrl", "Devanagari": "Deva", "Ethiopic": "Ethi",
    "Georgian": "Geor", "Gothic": "Goth", "Greek": "Grek", "Gujarati": "Gujr",
    "Gurmukhi": "Guru", "Han": "Hani", "Hangul": "Hang", "Hebrew": "Hebr", "Kana": "Kana",
    "Kannada": "Knda", "Khmer": "Khmr", "Lao": "Laoo", "Latin": "Latn", "Malayalam": "Mlym",
    "Mongolian": "Mong", "Myanmar": "Mymr", "Oriya": "Orya", "Sinhala": "Sinh", "Syriac": "Syrc",
    "Tamil": "Taml", "Telugu": "Telu", "Thaana": "Thaa", "Thai": "Thai", "Tibetan": "Tibt",
    "Tifinagh": "Tfng",
}  # fmt: skip


@register.filter
def tag_of_name(name: dict[str, Any]) -> str:
    """The value of `lang` for a spelling: its language, or an unknown one in its script."""
    if name["language"]:
        return str(name["language"])
    code = SCRIPT_CODES.get(name["script"], "")
    return f"und-{code}" if code else "und"


@register.simple_tag
def quarter_turns(count: int) -> int:
    """So many quarter turns in degrees."""
    return 90 * count

"""What the frame of every page needs: the way through the house, and the page's other languages."""

import datetime
import functools
from dataclasses import dataclass

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import Resolver404, resolve, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info, gettext_lazy, override

from cities.templatetags.days import address_on, day_in_question, past_day
from uccn import style_sheet
from uccn.delivery.addresses import is_own

register = template.Library()
register.simple_tag(style_sheet.address, name="style_sheet")

# A longer question is not one that a person asked: it is not repeated once per language.
LONGEST_QUESTION = 500

LOCALES = {
    "en": "en_GB",
    "fr": "fr_FR",
    "es": "es_ES",
    "ru": "ru_RU",
    "ar": "ar_AR",
    "zh-hans": "zh_CN",
}

NAVIGATION = (
    (gettext_lazy("Cities"), "cities:cities"),
    (gettext_lazy("Map"), "cities:map"),
    (gettext_lazy("Fields"), "cities:fields"),
    (gettext_lazy("Countries"), "cities:countries"),
    (gettext_lazy("Statistics"), "cities:statistics"),
    (gettext_lazy("Claims"), "cities:claims"),
)


@dataclass(frozen=True)
class PlaceInHouse:
    """Where a page stands: its section of the masthead, and the past day of which it speaks.

    `current` is what `aria-current` says of the section, or nothing.
    """

    section: str
    current: str
    day: datetime.date | None


@dataclass(frozen=True)
class Link:
    """One link of the masthead; `current` is what `aria-current` says, or nothing."""

    label: str
    address: str
    current: str


@functools.cache
def _sections(_language: str) -> dict[str, str]:
    """The masthead's pages by name, with their addresses in the current language."""
    return {name: reverse(name) for _label, name in NAVIGATION}


@register.simple_tag(takes_context=True)
def place_in_house(context: template.Context) -> PlaceInHouse:
    """Where the page stands."""
    request = _request(context)
    for name, own in _sections(get_language() or "").items():
        if request.path.startswith(own):
            current = "page" if request.path == own else "true"
            return PlaceInHouse(name, current, past_day(request))
    return PlaceInHouse("", "", past_day(request))


@register.simple_tag
def navigation(place: PlaceInHouse) -> list[Link]:
    """The masthead's links, which stay in the day; the one whose pages are being read is marked."""
    return [
        Link(
            str(label),
            address_on(place.day, name),
            place.current if name == place.section else "",
        )
        for label, name in NAVIGATION
    ]


@dataclass(frozen=True)
class PageInLanguage:
    """The page in one of the portal's languages: its address, and its path with the day alone."""

    code: str
    name: str
    address: str
    path: str
    is_current: bool


@register.simple_tag(takes_context=True)
def page_in_languages(context: template.Context) -> list[PageInLanguage]:
    """The same page in each language; for an address that leads nowhere, the home pages.

    People's own pages speak fewer languages than the others.
    """
    request = _request(context)
    path, question = request.path, request.META.get("QUERY_STRING", "")
    if len(question) > LONGEST_QUESTION:
        question = ""
    homes = _homes()
    own_home = homes[get_language() or settings.LANGUAGE_CODE]
    exists = path.startswith(own_home) and _leads_somewhere(request)
    # Every page has the same path under the home page of each language.
    rest = path.removeprefix(own_home) if exists else ""
    day = day_in_question(request)
    pages = []
    spoken = settings.OWN_LANGUAGES if exists and is_own(path) else list(homes)
    for code, name in settings.LANGUAGES:
        if code not in spoken:
            continue
        translated = homes[code] + rest
        address = f"{translated}?{question}" if question and exists else translated
        own = f"{translated}{day}"
        pages.append(PageInLanguage(code, name, address, own, code == get_language()))
    return pages


@functools.cache
def _homes() -> dict[str, str]:
    """The address of the home page in each language."""
    homes = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            homes[code] = reverse("home")
    return homes


@register.filter
def is_right_to_left(code: str) -> bool:
    """Whether a language of the portal is written from right to left."""
    return bool(get_language_info(code)["bidi"])


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str) -> str:
    """The absolute address of a path of this portal.

    The page that refuses a host which is not ours names none.
    """
    try:
        return _request(context).build_absolute_uri(path)
    except DisallowedHost:
        return path


@register.simple_tag(takes_context=True)
def said_again(context: template.Context, block: str) -> str:
    """What a block of the page says, a second time: Django gives each block one place only."""
    said: str = context.render_context[BLOCK_CONTEXT_KEY].get_block(block).render(context)
    return mark_safe(" ".join(said.split()))


@register.simple_tag
def locale_of(code: str) -> str:
    """A language with the country whose spelling the portal follows, as Open Graph writes it."""
    return LOCALES[code]


def _leads_somewhere(request: HttpRequest) -> bool:
    if request.resolver_match is not None:
        return True
    try:
        resolve(request.path)
    except Resolver404:
        return False
    return True


def _request(context: template.Context) -> HttpRequest:
    request: HttpRequest = context["request"]
    return request

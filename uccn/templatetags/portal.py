"""What the frame of every page needs: the way through the house, and the page's other languages."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info, gettext_lazy, override

from cities.templatetags.days import address_on, day_in_question, past_day
from uccn import style_sheet

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
class Link:
    """One link of the masthead; `current` is what `aria-current` says, or nothing."""

    label: str
    address: str
    current: str


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[Link]:
    """The masthead's links, which stay in the day; the one whose pages are being read is marked."""
    path, day = _request(context).path, past_day(_request(context))
    links = []
    for label, name in NAVIGATION:
        own = reverse(name)
        current = "page" if path == own else "true" if path.startswith(own) else ""
        links.append(Link(str(label), address_on(day, name), current))
    return links


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
    """The same page in each language; for an address that leads nowhere, the home pages."""
    request = _request(context)
    path, question = request.path, request.META.get("QUERY_STRING", "")
    if len(question) > LONGEST_QUESTION:
        question = ""
    exists, day = _leads_somewhere(path), day_in_question(request)
    pages = []
    for code, name in settings.LANGUAGES:
        if exists:
            translated = translate_url(path, code)
        else:
            with override(code):
                translated = reverse("home")
        address = f"{translated}?{question}" if question and exists else translated
        own = f"{translated}{day}"
        pages.append(PageInLanguage(code, name, address, own, code == get_language()))
    return pages


@register.filter
def is_right_to_left(code: str) -> bool:
    """Whether a language of the portal is written from right to left."""
    return bool(get_language_info(code)["bidi"])


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str) -> str:
    """The absolute address of a path of this portal."""
    return _request(context).build_absolute_uri(path)


@register.simple_tag(takes_context=True)
def said_again(context: template.Context, block: str) -> str:
    """What a block of the page says, a second time: Django gives each block one place only."""
    said: str = context.render_context[BLOCK_CONTEXT_KEY].get_block(block).render(context)
    return mark_safe(" ".join(said.split()))


@register.simple_tag
def locale_of(code: str) -> str:
    """A language with the country whose spelling the portal follows, as Open Graph writes it."""
    return LOCALES[code]


def _leads_somewhere(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _request(context: template.Context) -> HttpRequest:
    request: HttpRequest = context["request"]
    return request

"""The day of which a page speaks: the band that says so, and the links that stay in it."""

import datetime
import functools
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from cities.days import day_from
from cities.models.places import today
from cities.statistics.figures import size_on

register = template.Library()

# The pages that take a day, by the names of their addresses.
PAGES_OF_A_DAY = frozenset(
    {
        "home",
        "cities:cities",
        "cities:city",
        "cities:claims",
        "cities:countries",
        "cities:country",
        "cities:field",
        "cities:fields",
        "cities:figure",
        "cities:map",
        "cities:statistics",
    }
)
# A longer question is not one that a person asked: no link repeats it.
LONGEST_QUESTION = 500


def past_day(request: HttpRequest | None) -> datetime.date | None:
    """The past day of which a page speaks, or None for one that speaks of today or of no day."""
    match = request.resolver_match if request else None
    if request is None or match is None or match.view_name not in PAGES_OF_A_DAY:
        return None
    try:
        given = [text for text in request.GET.getlist("as_of") if text.strip()]
        day = day_from(given[-1]) if given else today()
    except (ValidationError, SuspiciousOperation):
        # The page itself says what is wrong with its address.
        return None
    return day if day != today() else None


def address_on(day: datetime.date | None, name: str, *arguments: Any, **question: Any) -> str:
    """The address of a page by its name, with a question; it keeps the past day if it takes one.

    What is empty in the question is left out, even the day, which leads back to today.
    """
    if day and name in PAGES_OF_A_DAY:
        question = {"as_of": day.isoformat(), **question}
    asked = {key: value for key, value in question.items() if value not in {None, ""}}
    path = _path(name, arguments, get_language())
    return f"{path}?{urlencode(asked, doseq=True)}" if asked else path


@functools.lru_cache(maxsize=4_000)
def _path(name: str, arguments: tuple[Any, ...], _language: str | None) -> str:
    """The path of a page in the current language; pages repeat the same few hundred."""
    return reverse(name, args=arguments)


def day_in_question(request: HttpRequest) -> str:
    """What stands after the path of a page of a past day; nothing on one of today."""
    day = past_day(request)
    return f"?as_of={day.isoformat()}" if day else ""


def today_address(request: HttpRequest) -> str:
    """The same page with the same question about today, from its first page on."""
    question = request.META.get("QUERY_STRING", "")
    query = QueryDict(question if len(question) <= LONGEST_QUESTION else "", mutable=True)
    for name in ("as_of", "page"):
        query.pop(name, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


@register.simple_tag(takes_context=True)
def address(context: template.Context, name: str, *arguments: Any, **question: Any) -> str:
    """`{% url %}` for links that stay in the day of the page: `{% address "cities:city" slug %}`.

    Named arguments are the question: `{% address "cities:cities" field=field.slug %}`.
    """
    return address_on(past_day(request_of(context)), name, *arguments, **question)


@register.simple_tag(takes_context=True)
def page_in_its_day(context: template.Context) -> str:
    """The path of the page itself with its past day, which a canonical address keeps."""
    request = request_of(context)
    return request.path + day_in_question(request) if request else ""


@register.inclusion_tag("includes/band.html", takes_context=True)
def band(context: template.Context) -> dict[str, Any]:
    """The rule under the masthead; on a past day a band that says which, and leads back."""
    request = request_of(context)
    day = past_day(request)
    if request is None or day is None:
        return {"date": None}
    then = size_on(day)
    return {
        "date": day,
        "then": then,
        "growth": size_on(today()).members - then.members,
        "today_address": today_address(request),
    }


def request_of(context: template.Context) -> HttpRequest | None:
    """The request that a template answers; parts included with `only` know it too."""
    found: HttpRequest | None = getattr(context, "request", None)
    return found

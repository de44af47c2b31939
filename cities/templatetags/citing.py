"""How to quote the page, and the revision of the record that it shows."""

from html import unescape
from typing import Any

from django import template
from django.utils.safestring import SafeData
from django.utils.translation import get_language

from cities.citing import Citation, normalised
from cities.models.places import today
from cities.record.revision import RevisionStamp
from cities.templatetags.days import PAGES_OF_A_DAY, past_day, request_of

register = template.Library()


@register.inclusion_tag("includes/cite.html", takes_context=True)
def cite(
    context: template.Context, title: str, *, question: str = "", is_open: bool = False
) -> dict[str, Any]:
    """A part of the page that says how to quote it; `title` is a sentence with its figures.

    To stand only on pages that understood their whole address. A page whose days are not `as_of`
    gives its own `question`, with every day that it would otherwise guess.
    """
    request = request_of(context)
    if request is None:
        return {"citation": None}
    match = request.resolver_match
    day = past_day(request) or today()
    takes_a_day = match is not None and match.view_name in PAGES_OF_A_DAY
    is_dated = takes_a_day or bool(question)
    question = question or normalised(request.GET, day if takes_a_day else None)
    citation = Citation(
        # What a block of the page said comes as HTML; a citation is text.
        title=unescape(title) if isinstance(title, SafeData) else title,
        address=request.build_absolute_uri(request.path + question),
        day=day,
        read_on=today(),
        language=get_language() or "en",
        revision=revision_shown(context),
    )
    return {"citation": citation, "is_open": is_open, "is_dated": is_dated}


@register.simple_tag(takes_context=True)
def revision_shown(context: template.Context) -> RevisionStamp | None:
    """The revision that was read before the page was made, or None where it was not."""
    found: RevisionStamp | None = getattr(request_of(context), "revision", None)
    return found

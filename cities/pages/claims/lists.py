"""Checking a list: names pasted or uploaded, each answered by the record."""

from typing import Any

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cities.checking import (
    CheckedLine,
    Index,
    ReadList,
    Refusal,
    Remark,
    Result,
    Why,
    check_lines,
    read_file,
    read_text,
)
from cities.checking.lines import MOST_GUESSED
from cities.checking.lists import LONGEST_LINE, MOST_BYTES, MOST_LINES
from cities.models import City
from cities.pages.claims.cities import placed
from cities.pages.claims.download import download
from cities.pages.claims.reasons import reason
from cities.pages.misunderstood import Misunderstood, misunderstandings
from cities.rows import field_rows
from uccn.doors.filtering import NoParameters, shown

# What a form adds around the list itself.
ALLOWANCE = 20_000
# The page shows so many lines of each outcome; the download holds all.
MOST_SHOWN = 500
MOST_MEANT = 3
REFUSALS: dict[Refusal, str | Promise] = {
    Refusal.NOTHING_GIVEN: gettext_lazy("Paste a list, or choose a file."),
    Refusal.EMPTY: gettext_lazy("The list holds no line with a letter in it."),
    Refusal.TOO_LARGE: gettext_lazy(
        "The list is larger than 1 MB, more than is checked at once. Check it in parts."
    ),
    Refusal.NO_TEXT: gettext_lazy(
        "This file is no text and no XLSX workbook. Save the list as CSV or XLSX, or paste it."
    ),
    Refusal.BROKEN_WORKBOOK: gettext_lazy(
        "This workbook cannot be read: it is damaged or locked. Save it anew, or paste the list."
    ),
    Refusal.NO_NAMES: gettext_lazy(
        "The first line looks like a heading, but no column of it is called “name” or “city”."
    ),
}


@csrf_exempt  # it changes nothing, keeps nothing and knows nobody: there is nothing to forge
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()  # not even a report of an error shows the list
def claim_list_page(request: HttpRequest) -> HttpResponse:
    """The form; posted, the list checked line by line, or as a CSV file.

    A list may be too long for an address, and is nobody else's business: it is posted, answered,
    and forgotten. It is written to no log and no disk.
    """
    problems = misunderstandings(NoParameters(request.GET, queryset=City.objects.none()))
    if request.method != "POST":
        return render(request, "cities/claim_list.html", _context(problems=problems))
    return _posted(request, problems)


@cache_control(private=True, no_store=True)
def _posted(request: HttpRequest, problems: list[Misunderstood]) -> HttpResponse:
    form = {**_form_of(request), "problems": problems}
    read: ReadList = form["read"]
    if read.refusal:
        return render(request, "cities/claim_list.html", _context(**form))
    language = get_language() or "en"
    index = Index.load(language)
    field = form["field"] if form["field"] in index.field_names else ""
    checked = check_lines(read.lines, index, field)
    if form["download"]:
        return download(request, checked, index)
    return render(request, "cities/claim_list.html", _context(**form, checked=checked, index=index))


def _form_of(request: HttpRequest) -> dict[str, Any]:
    """What was sent, read; a body that is too large is refused before it is read."""
    nothing = {"text": "", "field": "", "download": False}
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MOST_BYTES + ALLOWANCE:
        return {**nothing, "read": ReadList(refusal=Refusal.TOO_LARGE)}
    try:
        text, file = request.POST.get("names", ""), request.FILES.get("file")
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return {**nothing, "read": ReadList(refusal=Refusal.TOO_LARGE)}
    except (BadRequest, MultiPartParserError, UnreadablePostError):
        return {**nothing, "read": ReadList(refusal=Refusal.NOTHING_GIVEN)}
    form = {
        "text": text,
        "field": request.POST.get("field", ""),
        "download": request.POST.get("download") == "csv",
    }
    is_both = bool(file and text.strip())
    if file:
        read = read_file(file.read())
        if not is_both and not read.refusal:
            # So that what was uploaded can be mended, or downloaded with its answers.
            form["text"] = "\n".join(line.printed for line in read.lines)
    elif text.strip():
        read = read_text(text)
    else:
        read = ReadList(refusal=Refusal.NOTHING_GIVEN)
    return {**form, "read": read, "is_both": is_both}


def _context(**found: Any) -> dict[str, Any]:
    read: ReadList = found.get("read") or ReadList()
    checked: list[CheckedLine] = found.get("checked") or []
    index: Index | None = found.get("index")
    return {
        "problems": found["problems"],
        "title": _title(checked) if checked else _("Check a list"),
        "text": found.get("text", ""),
        "field": found.get("field", ""),
        "fields": field_rows(get_language() or "en"),
        "refusal": str(REFUSALS[read.refusal]) if read.refusal else "",
        "detail": shown(read.detail),
        "remarks": _remarks(read, checked, is_both=found.get("is_both", False)),
        "outcomes": _outcomes(checked, index) if index else [],
        "most_lines": MOST_LINES,
        "longest_line": LONGEST_LINE,
    }


def _title(checked: list[CheckedLine]) -> str:
    count = len(checked)
    matches = sum(one.result is Result.MATCH for one in checked)
    doubts = sum(one.result is Result.DOUBT for one in checked)
    said = {"count": count, "matches": matches, "doubts": doubts, "none": count - matches - doubts}
    return (
        ngettext(
            "%(count)s line: %(matches)s match, %(doubts)s in doubt, %(none)s without a match",
            "%(count)s lines: %(matches)s match, %(doubts)s in doubt, %(none)s without a match",
            count,
        )
        % said
    )


def _remarks(read: ReadList, checked: list[CheckedLine], *, is_both: bool) -> list[str]:
    """What else to know of how the list was read."""
    texts = {
        Remark.WINDOWS_1252: _(
            "The file is not in UTF-8: it was read as Windows-1252. If letters look wrong, save it "
            "as UTF-8."
        ),
        Remark.LINES_CUT: _("Only the first %(count)s lines were checked.") % {"count": MOST_LINES},
        Remark.LONG_LINES_CUT: _("Lines were cut after %(count)s characters.")
        % {"count": LONGEST_LINE},
        Remark.FIRST_SHEET: _("Of the workbook, only the first sheet was checked."),
        Remark.HEADING: _("The first line was taken for a heading."),
    }
    said = [texts[remark] for remark in read.remarks]
    if is_both:
        said.append(_("The file was checked. The pasted list was not: take the file away for it."))
    if any(Why.NOT_SEARCHED in one.reasons for one in checked):
        said.append(
            _("Nearest names were looked for on the first %(count)s lines without a match only.")
            % {"count": MOST_GUESSED}
        )
    return said


def _meant(one: CheckedLine, index: Index) -> list[tuple[str, str]]:
    """Whom a line may mean, as links, where it means nobody for certain."""
    if one.member:
        return []
    return [
        (placed(possibility.member, index), possibility.member.slug)
        for possibility in one.possibilities[:MOST_MEANT]
    ]


def _outcomes(checked: list[CheckedLine], index: Index) -> list[dict[str, Any]]:
    headings = {
        Result.DOUBT: _("In doubt"),
        Result.NONE: _("No match"),
        Result.MATCH: _("Matches"),
    }
    outcomes = []
    for result, heading in headings.items():
        lines = [one for one in checked if one.result is result]
        outcomes.append(
            {
                "key": result.value,
                "heading": heading,
                "count": len(lines),
                "lines": [
                    {
                        "number": one.line.number,
                        "printed": one.line.printed,
                        "name": one.member.name if one.member else "",
                        "slug": one.member.slug if one.member else "",
                        "why": reason(one, index),
                        "meant": _meant(one, index),
                    }
                    for one in lines[:MOST_SHOWN]
                ],
                "more": max(0, len(lines) - MOST_SHOWN),
            }
        )
    return outcomes

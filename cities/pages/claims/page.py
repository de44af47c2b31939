"""The page of a claim: one text field that takes what people read, and the record's answer."""

from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.checking import Answer, Index, Kind, Possibility, as_known_on, check, recognise
from cities.filters import AsOf
from cities.models import City
from cities.models.places import today
from cities.pages.claims.answers import facts, quotation, remark, sentence
from cities.pages.claims.cities import canonical_text, country, fact, placed
from cities.pages.claims.evidence import chart_of, list_of, sources_of, statements_of, timeline_of
from cities.pages.claims.figures import cities
from cities.pages.claims.understanding import understood_as
from cities.pages.claims.verdicts import mark
from cities.pages.misunderstood import misunderstandings
from cities.rows import Row, field_rows
from uccn.doors.filtering import StrictFilterSet, shown

LONGEST_CLAIM = 200
MOST_THERE = 12

EXAMPLES = (
    gettext_lazy("The network has 180 member cities"),
    gettext_lazy("Lyon is a City of Media Arts"),
    gettext_lazy("Kolding is the only Danish city"),
    gettext_lazy("31 Cities of Design"),
    gettext_lazy("Is Palermo a Creative City of Gastronomy?"),
)


class ClaimQuestion(AsOf):
    """What the page is asked: a claim, and the day of which the record answers."""

    claim = django_filters.CharFilter(label=gettext_lazy("Claim"), max_length=LONGEST_CLAIM)
    other_parameters = ()


@require_safe
def claim_page(request: HttpRequest) -> HttpResponse:
    """The form, and the answer to what was written in it; the address is the answer's own.

    Today's answer is offered to search engines under one address for all wordings of the claim,
    and not at all where something was not understood.
    """
    question = ClaimQuestion(request.GET, queryset=City.objects.none())
    problems, text = misunderstandings(question), question.value("claim", "")
    date, is_past = question.as_of_date, question.as_of_date != today()
    wrong = any(not problem.is_unknown_parameter for problem in question.problems())
    context: dict[str, Any] = {
        "problems": problems,
        "claim": text or shown(question.parameters.get("claim", "")),
        "as_of": date.isoformat() if is_past else "",
        "date": date,
        "is_past": is_past,
        "examples": [(str(example), _address(str(example))) for example in EXAMPLES],
        "answer": None,
        "canonical": reverse("cities:claims"),
        "title": _("Check a claim"),
        "is_indexed": not problems,
    }
    if text and not wrong:
        context |= _answered(request, question, text)
        context["is_indexed"] = not problems and context["is_indexed"]
    return render(request, "cities/claims.html", context)


def _answered(request: HttpRequest, question: StrictFilterSet, text: str) -> dict[str, Any]:
    language = get_language() or "en"
    index = Index.load(language)
    date = question.value("as_of", today())
    as_of = date.isoformat() if date != today() else ""
    if as_of:
        index = index.on(as_known_on(index.timeline, date))
    answer = check(recognise(text, index), index)
    fields = {row["slug"]: row for row in field_rows(language, date)}
    canonical = _address(_canonical_text(answer, index, text), as_of)
    # What is quoted says the same for good: with its day, even where that is today.
    dated = _address(_canonical_text(answer, index, text), date.isoformat())
    label, is_full = mark(answer)
    is_understood = answer.is_understood and not answer.understood.left and not as_of
    title = sentence(answer, index)
    statements, is_said = statements_of(answer)
    return {
        "title": title,
        "canonical": canonical,
        "is_indexed": is_understood,
        "answer": {
            "mark": label,
            "is_full": is_full,
            "sentence": title,
            "remark": remark(answer, index),
            "understood": understood_as(answer, index),
            "mends": _mends(answer, index, as_of),
            "possibilities": _possibilities(answer, index, as_of, fields),
            "is_guess": answer.kind is Kind.UNKNOWN,
            "namesake_links": [
                (text, _address(text))
                for text in (
                    f"{shown(answer.name)}, {index.country_names[code]}"
                    for code in answer.namesakes
                )
            ],
            "there": _there(answer, index, fields),
            "facts": facts(answer, index),
            "list": list_of(answer),
            "chart": chart_of(answer, index),
            "timeline": timeline_of(answer, fields),
            "quotation": quotation(answer, index, request.build_absolute_uri(dated))
            if answer.is_understood
            else "",
            "sources": sources_of(answer),
            "statements": statements,
            "is_said": is_said,
            "city": answer.member.member if answer.member else None,
        },
    }


def _address(text: str, as_of: str = "") -> str:
    query = QueryDict(mutable=True)
    query["claim"] = text
    if as_of:
        query["as_of"] = as_of
    return f"{reverse('cities:claims')}?{query.urlencode()}"


def _canonical_text(answer: Answer, index: Index, text: str) -> str:
    """The shortest wording that asks the same, where there is one for certain."""
    understood = answer.understood
    if answer.kind is Kind.CITY and answer.member and not (understood.since or understood.said_on):
        return canonical_text(answer.member, index)
    return understood.text or text


def _possibilities(
    answer: Answer, index: Index, as_of: str, fields: dict[str, Row]
) -> list[dict[str, Any]]:
    """Whom a name may mean, each with its answer and its link; a guess says of which spelling."""
    if answer.kind not in (Kind.SEVERAL, Kind.UNKNOWN, Kind.ELSEWHERE):
        return []
    return [
        {
            "name": placed(one.member, index),
            "address": _address(canonical_text(one, index), as_of),
            # Where it lies elsewhere, the answer itself has said it.
            "sentence": "" if answer.kind is Kind.ELSEWHERE else fact(one, index),
            "spelling": one.guess if one.guess and one.guess != one.member.name else "",
            "field": fields[one.member.last.field],
        }
        for one in answer.possibilities
    ]


def _there(answer: Answer, index: Index, fields: dict[str, Row]) -> dict[str, Any] | None:
    """The members of the country in which the claimed one is none."""
    if not answer.country or answer.kind not in (Kind.UNKNOWN, Kind.ELSEWHERE):
        return None
    where = country(answer.country, index)
    counted = cities(len(answer.there), index.field_names.get(answer.field, ""))
    query = QueryDict(mutable=True)
    query["country"] = answer.country
    if answer.field:
        query["field"] = answer.field
    return {
        "heading": _("%(cities)s in %(countries)s") % {"cities": counted, "countries": where},
        "members": [(member, fields[member.last.field]) for member in answer.there[:MOST_THERE]],
        "address": f"{reverse('cities:cities')}?{query.urlencode()}",
        "is_cut": len(answer.there) > MOST_THERE,
    }


def _mends(answer: Answer, index: Index, as_of: str) -> list[tuple[str, str]]:
    """Links that ask a little less, or of another name in the text."""
    understood = answer.understood
    mends = [
        (shown(named.printed), _address(named.printed, as_of)) for named in understood.cities[1:4]
    ]
    if answer.kind is Kind.CITY and answer.member:
        bare = Possibility(answer.member.member, answer.member.standing)
        if answer.member.field or understood.since or understood.said_on:
            label = _("%(city)s, whatever the field and date") % {"city": bare.member.name}
            mends.append((label, _address(canonical_text(bare, index), as_of)))
        for slug in understood.fields[1:3]:
            other = Possibility(answer.member.member, answer.member.standing, slug)
            text = canonical_text(other, index)
            mends.append((text, _address(text, as_of)))
    if answer.kind in (Kind.CITY, Kind.FIGURE):
        mends += [(shown(run), _address(run, as_of)) for run in understood.left[:2]]
    if answer.kind is Kind.FIGURE and understood.cities:
        mends.append(
            (shown(understood.cities[0].printed), _address(understood.cities[0].printed, as_of))
        )
    if answer.kind is Kind.UNKNOWN and (answer.country or answer.field):
        mends.append((shown(answer.name), _address(answer.name, as_of)))
    return mends

"""What sources say, under its subjects, each answered by the record."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cities.filters import StatementFilter
from cities.lookups import country_names
from cities.models import City, Source, Statement, Subject
from cities.models.places import today
from cities.pages.file_links import links_of
from cities.pages.misunderstood import misunderstandings
from cities.pages.paging import asked, kept_keys, numbered_page
from cities.pages.queries import Names, address_of, in_words
from cities.pages.question import question_of
from cities.pages.sources import apart
from cities.rows import Row, field_rows, local_names, source_rows, statement_rows

STATEMENTS_ON_A_PAGE = 200
# What tells two statements apart; where all of it is the same, one answer serves both.
CLAIMED = (
    "metric", "value", "value_date", "city", "without_city", "field", "scope", "region",
    "continent", "countries",
)  # fmt: skip


@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    """Every statement under its subject, with its query and the days on which it is true."""
    filterset = asked(StatementFilter, request, Statement.objects.by_subject())
    list_of_keys = kept_keys(
        filterset, "by subject", lambda: filterset.qs.values_list("pk", flat=True)
    )
    page = numbered_page(list_of_keys, filterset, STATEMENTS_ON_A_PAGE)
    rows = statement_rows(Statement.objects.all(), page.keys)
    language = get_language() or "en"
    sources = Source.objects.filter(key__in={row["source"] for row in rows})
    about = {row["key"]: row for row in source_rows(sources)}
    fields = {row["slug"]: row for row in field_rows(language)}
    cities = City.objects.filter(slug__in={row["city"] for row in rows if row["city"]})
    names = Names(
        fields={slug: row["name"] for slug, row in fields.items()},
        cities=local_names(cities, language),
        countries=country_names(language),
    )
    question, there_are = question_of(filterset), Statement.objects.subjects()
    context = {
        "problems": misunderstandings(filterset),
        "page": page,
        "files": links_of("statements", filterset),
        "everything": question.with_only("subject", ""),
        "is_everything": not filterset.value("subject"),
        "choices": [
            {
                "name": name,
                "address": question.with_only("subject", slug),
                "is_current": question.has("subject", slug),
            }
            for slug, name in Subject.choices
            if slug in there_are
        ],
        "subjects": [
            {
                "name": Subject(subject).label,
                "slug": subject,
                **_answered(list(said), about, fields, names),
            }
            for subject, said in groupby(rows, key=lambda row: str(row["subject"]))
        ],
    }
    return render(request, "cities/statement_list.html", context)


def _answered(
    statements: list[Row], sources: dict[str, Row], fields: dict[str, Row], names: Names
) -> dict[str, Any]:
    """The claims of a subject, each once with all who make it, and the cities merely named."""
    kinds = apart(statements)
    claims: list[dict[str, Any]] = []
    for statement in kinds["claims"]:
        same = next((one for one in claims if _is_same(one["statement"], statement)), None)
        if same is None:
            same = {
                "statement": statement,
                "said": [],
                "field": fields.get(statement["field"]),
                "questions": _questions(statement, names),
            }
            claims.append(same)
        same["said"].append(statement)
    for claim in claims:
        by_source = groupby(claim.pop("said"), key=lambda row: str(row["source"]))
        claim["sources"] = [
            {"source": sources[key], "statements": list(said)} for key, said in by_source
        ]
    return {
        "count": len(statements),
        "claims": claims,
        "named": [
            {"source": sources[key], "statements": list(named)}
            for key, named in groupby(kinds["of_cities"], key=lambda row: str(row["source"]))
        ],
    }


def _is_same(one: Row, other: Row) -> bool:
    """Whether two statements claim the same and are answered the same."""
    return one["answer"] == other["answer"] and all(one[name] == other[name] for name in CLAIMED)


def _questions(statement: Row, names: Names) -> list[dict[str, Any]]:
    """The query of each reading that has one, in words and with the address that asks it."""
    return [
        {
            "words": in_words(reading["query"], statement, names),
            "address": address_of(reading["query"], statement),
            "day": day if day != today().isoformat() else "",
            "resource": reading["query"]["resource"],
        }
        for reading in statement["answer"]["readings"]
        if reading["query"]
        for day in reading["query"]["parameters"]["as_of"]
    ]

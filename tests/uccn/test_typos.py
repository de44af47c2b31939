"""Nearly every slip of one or two letters in a parameter or a value leads to what was meant.

Counted are the parameters of every list and every detail of the API, and every value that the
published schema enumerates for one: all slips of one letter (left out, swapped with the next,
replaced or put in, of a–z, 0–9, _ and -), and a fixed sample of those of two. Not counted is a slip
that makes another right word, which nobody can tell from having been meant.

A slip that is as near to another word as to its own counts as a failure when the other is
suggested. There are such words: of `ordering`, `xname` may be `name` or `-name`; and with two slips
little is left of `q`. So the bound holds for each kind as a whole, and less is promised of a word.

Not enumerated, and not counted here: years, which are numbers (the nearest is suggested), and what
are rows of the record, such as fields, cities and codes of countries. Of the two letters of a code
a slip leaves one, which many codes have in common: what is suggested for one is a guess.
"""

from collections import Counter

import pytest
from django.db.models import QuerySet
from django.http import QueryDict

from tests.typos import one_letter_typos, two_letter_typos
from uccn.api import router
from uccn.doors.comma_lists import unknown_words
from uccn.doors.documentation import schema
from uccn.doors.filtering import MOST_CORRECTED
from uccn.doors.resources import detail_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SAMPLE = 40
BOUND = 0.95
SLIPS = {"one letter": one_letter_typos, "two letters": lambda word: two_letter_typos(word, SAMPLE)}
# Named by the format of the answer and not by a filter; they are asked for over HTTP.
FORMAT = "format"


def described():
    """Each filter set of the API with the parameters that the schema gives its list or detail."""
    paths = schema()["paths"]
    for prefix, resource, _name in router.registry:
        root = f"/api/v1/{prefix}/"
        for path, methods in paths.items():
            if not path.startswith(root):
                continue
            filters = resource().filterset_class
            yield (
                filters if path == root else detail_of(filters),
                getattr(resource, "queryset", QuerySet()),
                [one for one in methods["get"]["parameters"] if one["in"] == "query"],
            )


def judged(words, suggested):
    """How many typos of the words there are for each kind of slip, and how many are righted."""
    made, righted = Counter(), Counter()
    for word in words:
        for kind, typos_of in SLIPS.items():
            typos = sorted(typos_of(word) - set(words))
            made[kind] += len(typos)
            righted[kind] += suggested(typos).count(word)
    return made, righted


def batches(typos, size):
    return (typos[start : start + size] for start in range(0, len(typos), size))


def check(what, made, righted):
    for kind in SLIPS:
        share = righted[kind] / made[kind]
        print(f"{what}, {kind}: {share:.2%} of {made[kind]}")  # noqa: T201, for `pytest -s`
        assert share >= BOUND, (what, kind, share)


def test_slips_in_the_names_of_parameters_are_righted():
    made, righted, seen = Counter(), Counter(), set()
    for filters, queryset, parameters in described():
        names = tuple(sorted(one["name"] for one in parameters))
        if names in seen:
            continue
        seen.add(names)

        def suggested(typos, filters=filters, queryset=queryset, names=names):
            found = []
            for batch in batches(typos, MOST_CORRECTED):
                filterset = filters(QueryDict("&".join(f"{typo}=1" for typo in batch)), queryset)
                filterset.other_parameters = tuple(set(names) - set(filterset.filters))
                found += [problem.suggestion for problem in filterset.problems(drop_tracking=False)]
            return found

        more_made, more_righted = judged(names, suggested)
        made += more_made
        righted += more_righted

    assert len(seen) > 5
    check("parameters", made, righted)


def test_slips_in_enumerated_values_are_righted():
    made, righted, seen = Counter(), Counter(), set()
    for filters, queryset, parameters in described():
        for one in parameters:
            name, several = one["name"], one["schema"].get("type") == "array"
            words = tuple(one["schema"].get("items", one["schema"]).get("enum", ()))
            if not words or name == FORMAT or (name, words) in seen:
                continue
            seen.add((name, words))

            def suggested(
                typos, filters=filters, queryset=queryset, name=name, size=40 if several else 1
            ):
                return [
                    problem.suggestion
                    for batch in batches(typos, size)
                    for problem in filters(
                        QueryDict("&".join(f"{name}={typo}" for typo in batch)), queryset
                    ).problems()
                ]

            more_made, more_righted = judged(words, suggested)
            made += more_made
            righted += more_righted

    assert {name for name, _words in seen} >= {
        "region", "continent", "territory", "kind", "metric", "subject", "ordering",
    }  # fmt: skip
    check("values", made, righted)


def test_slips_in_the_name_of_a_format_are_righted(client):
    path = "/api/v1/cities/"
    (one,) = [one for one in schema()["paths"][path]["get"]["parameters"] if one["name"] == FORMAT]

    def suggested(typos):
        answers = [client.get(path, {FORMAT: typo}).json() for typo in typos]
        return [answer["errors"][0].get("suggestion", "") for answer in answers]

    assert set(one["schema"]["enum"]) == {"json", "ndjson", "csv", "xlsx", "geojson"}
    check("formats", *judged(one["schema"]["enum"], suggested))


def test_slips_in_what_is_expanded_and_counted_are_righted():
    made, righted, seen = Counter(), Counter(), set()
    for _prefix, resource, _name in router.registry:
        for words in (getattr(resource, "expansions", ()), getattr(resource, "facets", ())):
            if not words or tuple(words) in seen:
                continue
            seen.add(tuple(words))

            def suggested(typos, words=words):
                problems = unknown_words("expand", ",".join(typos), words)
                return [problem.suggestion for problem in problems]

            more_made, more_righted = judged(words, suggested)
            made += more_made
            righted += more_righted

    assert len(seen) >= 4
    check("words of lists with commas", made, righted)


def test_a_typo_is_one_slip_or_two():
    assert {"fild", "feild", "fjeld", "fielld", "ield"} <= one_letter_typos("field")
    assert "field" not in one_letter_typos("field")
    assert "" not in one_letter_typos("q")
    assert two_letter_typos("field", 50) == two_letter_typos("field", 50)
    assert not two_letter_typos("field", 50) & one_letter_typos("field")

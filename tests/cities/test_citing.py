"""How a page is quoted, read back by a strict reader of each format."""

import datetime
import json
import re

import pytest
from django.http import QueryDict
from django.utils.translation import override

from cities.citing import Citation, normalised
from cities.record.revision import RevisionStamp

DAY = datetime.date(2015, 12, 31)
TODAY = datetime.date(2026, 11, 25)
STAMP = RevisionStamp("a1b2", 1284, "2026-11-21T02:14:00Z")


def citation(title="116 cities in 54 countries", address="https://example.org/cities/", **others):
    given = {"day": DAY, "read_on": TODAY, "language": "en", "revision": STAMP, **others}
    return Citation(title=title, address=address, **given)


def parsed(bibtex):
    """The key and fields of one entry; refuses what BibTeX or TeX would stumble over."""
    head = re.match(r"@misc\{([a-z0-9-]+),\n", bibtex)
    assert head, "the entry begins with its kind and an ASCII key"
    place, fields = head.end(), {}
    while bibtex[place] != "}":
        name = re.compile(r"  ([a-z]+) = \{").match(bibtex, place)
        assert name, f"no field at {bibtex[place : place + 20]!r}"
        place = begun = name.end()
        depth = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(bibtex[place], 0)
            place += 1
        assert bibtex[place : place + 2] == ",\n"
        fields[name.group(1)] = bibtex[begun : place - 1]
        place += 2
    assert bibtex[place:] == "}", "nothing follows the entry"
    for name, value in fields.items():
        if name != "url":
            bare = re.sub(r"\\([$&#_%]|text[a-z]+\{\})", "", value).strip("{}")
            assert not re.search(r"[\\{}$&#_%~^]", bare), f"{name} has {bare!r}"
    return head.group(1), fields


def plain(value):
    """What TeX would print."""
    names = {
        "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}",
        "textasciitilde": "~", "textasciicircum": "^",
    }  # fmt: skip
    value = value.removeprefix("{").removesuffix("}") if value.startswith("{") else value
    return re.sub(
        r"\\(?:([$&#_%])|(text[a-z]+)\{\})", lambda m: m.group(1) or names[m.group(2)], value
    )


def test_a_sentence_says_what_of_which_record_as_on_which_day_and_where():
    assert citation().text == (
        "116 cities in 54 countries. Record of the UNESCO Creative Cities Network, as on "
        "31 December 2015, revision 1284. https://example.org/cities/"
    )


def test_a_revision_that_is_not_known_is_not_named():
    unknown = citation(revision=None)

    assert "revision" not in unknown.text
    assert "note" not in parsed(unknown.bibtex)[1]
    assert "version" not in json.loads(unknown.csl_json)[0]


def test_bibtex_has_the_title_the_day_the_revision_and_the_address():
    key, fields = parsed(citation(address="https://example.org/cities/?as_of=2015-12-31").bibtex)

    assert key == "uccn-cities-2015-12-31"
    assert fields == {
        "title": "{116 cities in 54 countries}",
        "howpublished": "Record of the UNESCO Creative Cities Network, as on 31 December 2015",
        "note": "Revision 1284",
        "year": "2026",
        "url": "https://example.org/cities/?as_of=2015-12-31",
        "urldate": "2026-11-25",
        "language": "en",
    }


def test_csl_json_has_the_same():
    (item,) = json.loads(citation().csl_json)

    assert item == {
        "id": "uccn-cities-2015-12-31",
        "type": "webpage",
        "title": "116 cities in 54 countries",
        "container-title": "Record of the UNESCO Creative Cities Network, as on 31 December 2015",
        "issued": {"date-parts": [[2026, 11, 21]]},
        "accessed": {"date-parts": [[2026, 11, 25]]},
        "version": "1284",
        "URL": "https://example.org/cities/",
        "language": "en",
        "custom": {"as_of": "2015-12-31"},
    }


@pytest.mark.parametrize(
    "title",
    [
        "Bobo-Dioulasso (Burkina Faso): City of Crafts & Folk Art",
        "100 % of {one} half-open { brace",
        "a } closed one, a \\ backslash, $5, #1, _, ~ and ^",
        "\\textbackslash{} as it is typed",
        "القاهرة (مصر): مدينة مبدعة",
        "北京 (中国)",
        "São Paulo, Höhr-Grenzhausen, Nikšić, Київ",
        "1 city for “</pre><script>”",
        "“quotes” and \"quotes\" and 'quotes'",
    ],
)
def test_whatever_stands_in_a_title_is_read_back_as_it_was(title):
    quoted = citation(title=title)

    assert plain(parsed(quoted.bibtex)[1]["title"]) == title
    assert json.loads(quoted.csl_json)[0]["title"] == title


def test_lines_in_a_title_become_one():
    assert parsed(citation(title="one\n  two\t three.").bibtex)[1]["title"] == "{one two three}"


def test_keys_tell_pages_days_and_questions_apart():
    def key(path, day=DAY):
        return citation(address=f"https://example.org{path}", day=day).key

    assert key("/") == "uccn-2015-12-31"
    assert key("/zh-hans/fields/media-arts/?as_of=2015-12-31") == (
        "uccn-zh-hans-fields-media-arts-2015-12-31"
    )
    keys = {
        key("/cities/"),
        key("/cities/", TODAY),
        key("/cities/?as_of=2015-12-31&field=music"),
        key("/cities/?as_of=2015-12-31&field=film"),
        key("/cities/?as_of=2015-12-31&q=%D9%82"),
    }
    assert len(keys) == 5
    assert all(re.fullmatch(r"[a-z0-9-]+", one) for one in keys)


def test_a_russian_date_brings_no_second_full_stop():
    with override("ru"):
        assert ".." not in citation().text
        assert ".," not in citation().text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("", "?as_of=2015-12-31"),
        ("as_of=2015", "?as_of=2015-12-31"),
        ("region=africa&field=music&field=film&field=music&q=&page=2&utm_source=x&as_of=2015",
         "?as_of=2015-12-31&field=music&field=film&region=africa"),
        ("q=%D9%82&fbclid=1", "?as_of=2015-12-31&q=%D9%82"),
    ],
)  # fmt: skip
def test_a_question_has_one_order_and_the_day(question, expected):
    assert normalised(QueryDict(question), DAY) == expected
    without = expected.replace("as_of=2015-12-31&", "").replace("?as_of=2015-12-31", "")
    assert normalised(QueryDict(question), None) == without

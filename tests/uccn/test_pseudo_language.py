"""In a language of brackets, whatever a page says outside of them escapes translation.

And whatever stands in them is in the catalogue of every language of the portal.
"""

import re
from html.parser import HTMLParser

import pytest
from babel import Locale
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField
from django.utils.translation import trans_real

from tests.site_map import public_pages

pytestmark = pytest.mark.any_database

OPEN, CLOSE = "⟦", "⟧"
CONTEXT = "\x04"
SPOKEN = {"alt", "title", "aria-label", "placeholder", "label", "summary"}
SILENT = {"script", "style", "code", "kbd", "pre", "bdi", "template"}
EXAMPLES = {"cities:source": {"key": "bergen-uccn"}}
QUESTIONS = [
    "/cities/?field=music&region=africa&as_of=2015-12-31",
    "/cities/?q=Norkoping",
    "/cities/?q=xyzzyqwert",
    "/cities/?field=musik&colour=blue&year=1999&as_of=2015-02-30",
    "/cities/?ordering=-population&year_min=2010&year_max=2012&territory=region",
    "/cities/lyon/",
    "/cities/lyon/?as_of=2010-01-01",
    "/cities/kortrijk/",
    "/cities/bergen/",
    "/countries/fr/",
    "/countries/cn/?as_of=2010-01-01",
    "/search/?q=granada",
    "/search/?q=norkoping",
    "/search/?q=xyzzyqwert",
    "/statistics/?as_of=2015-12-31",
    "/statistics/fields/",
    "/statistics/regions/",
    "/statistics/balance/",
    "/statistics/region-fields/",
    "/statistics/countries/",
    "/statistics/matrix/?ordering=country",
    "/statistics/firsts/",
    "/claims/?claim=The+network+has+180+cities+from+72+countries",
    "/claims/?claim=more+than+100+countries",
    "/claims/?claim=70+Cities+of+Gastronomy",
    "/claims/?claim=Lyon+is+a+City+of+Media+Arts&as_of=2012-06-30",
    "/claims/?claim=Lyon+is+a+City+of+Media+Arts",
    "/claims/?claim=Granada+is+a+City+of+Literature",
    "/claims/?claim=London+in+2018",
    "/claims/?claim=Palermo,+Italy,+Gastronomy",
    "/claims/?claim=Kolding+is+the+only+Danish+city",
    "/claims/?claim=Norrkopping",
    "/claims/?claim=Gastronomy",
    "/calls/2025/",
    "/nowhere/",
    "/cities/?page=99",
    "/cities.csv?feld=music&as_of=2015-02-30",
    "/countries.geojson",
]
# Names and notations that stand alike in every language.
ALIKE = {
    "API", "BibTeX", "CC BY 4.0", "CSL-JSON", "CSV", "E", "GeoJSON", "GeoNames", "ISO", "JSON", "N",
    "REST", "S", "W", "UNESCO", "XLSX", "Natural Earth", "Unicode CLDR", "Paris", "UTC",
}  # fmt: skip


@pytest.fixture
def brackets(monkeypatch):
    """English as a language in which every translated text stands in brackets.

    Returns the texts that were asked for so far, as catalogues key them.
    """
    asked = set()

    def bracketed(text):
        asked.add(text)
        return f"{OPEN}{text.rsplit(CONTEXT, 1)[-1]}{CLOSE}" if text else text

    def plural(singular, plural, number):
        text = bracketed(singular if number == 1 else plural)
        asked.remove(singular if number == 1 else plural)
        asked.add((singular, 0))
        return text

    english = trans_real.translation("en")
    monkeypatch.setattr(english, "gettext", bracketed)
    monkeypatch.setattr(english, "ngettext", plural)
    return asked


class Words(HTMLParser):
    """What a page says, by text and attribute, save what stands in brackets or is no language."""

    def __init__(self, page):
        super().__init__()
        self.said, self.inside, self.depth = [], [], 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        said = [value for name, value in attributes if name in SPOKEN and value]
        if tag == "meta" and names.get("name", names.get("property")) in {
            "description", "og:title", "og:description",
        }:  # fmt: skip
            said.append(names["content"])
        for text in said:
            self.said += outside(text, 0)[0]
        if tag not in {"meta", "link", "input", "br", "img", "hr"}:
            foreign = names.get("lang") and self.inside
            self.inside.append("bdi" if foreign else tag)

    def handle_endtag(self, _tag):
        self.inside.pop()

    def handle_data(self, data):
        found, self.depth = outside(data, self.depth)
        if not SILENT & set(self.inside):
            self.said += found


def outside(text, depth):
    """The parts of a text that stand in no bracket, and how many brackets are open at its end."""
    found = [""]
    for sign in text:
        if sign == OPEN:
            depth += 1
            found.append("")
        elif sign == CLOSE:
            depth -= 1
        elif not depth:
            found[-1] += sign
    return found, depth


def values_of_the_record():
    """Every text of the record: data, which nobody translates here."""
    # Babel names languages and countries as CLDR does.
    cldr = Locale("en")
    found = {*ALIKE, *cldr.languages.values(), *cldr.territories.values(), *cldr.scripts.values()}
    for model in apps.get_models():
        if model._meta.app_label in {"cities", "fields", "applications"}:
            names = [
                field.name
                for field in model._meta.fields
                if isinstance(field, (CharField, TextField))
            ]
            for row in model._default_manager.values_list(*names):
                found.update(value for value in row if isinstance(value, str) and value)
    return found


def test_no_page_says_a_word_outside_of_the_brackets(client, network, brackets, subtests):
    addresses = [*(address for _, address in public_pages(EXAMPLES)), *QUESTIONS]
    known = values_of_the_record()
    sentences = sorted((text for text in known if text.count(" ") > 1), key=len, reverse=True)
    known_sentence = re.compile("|".join(map(re.escape, sentences)))
    for address in addresses:
        with subtests.test(address=address):
            page = client.get(address).text
            escaped = set()
            for text in Words(page).said:
                if text.strip() in known:
                    continue
                for part in re.split(
                    r"[·,;:()/–—…“”«»|×↓→←▾?!\n]|\.\s", known_sentence.sub("", text)
                ):
                    word = part.strip(" .0123456789-")
                    if re.search(r"[^\W\d_]{2}", word) and word not in known:
                        escaped.add(word)
            assert escaped == set()

    for language, _ in settings.LANGUAGES[1:]:
        with subtests.test(language=language):
            catalogue = trans_real.translation(language)._catalog
            assert {text for text in brackets if text and not catalogue.get(text)} == set()

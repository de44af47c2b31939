"""The record as a catalogue of data sets, for data portals (DCAT) and search engines (schema.org).

What is said in words is said in all six languages; the addresses are those of the files and of the
API.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, override
from django.views.decorators.http import require_safe

from cities.pages.described import in_script

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
BEGINNING = "2004-10-01"
PUBLISHER = gettext_lazy("UNESCO Creative Cities Network: the portal of its record")

# The terms of the catalogue, in the document itself: nobody has to fetch another to read it.
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "geojson": "application/geo+json",
    "zip": "application/zip",
}
PUBLISHER_TYPE = "foaf:Organization"
# The whole world, as the languages of the Publications Office of the European Union name it.
WORLD = "http://publications.europa.eu/resource/authority/continent/WORLD"
LANGUAGES = {
    "en": "ENG",
    "fr": "FRA",
    "es": "SPA",
    "ru": "RUS",
    "ar": "ARA",
    "zh-hans": "ZHO",
}
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"


@dataclass(frozen=True)
class DataSet:
    """One data set: its name in addresses, what it is called and holds, its files and its page."""

    name: str
    title: Promise
    description: Promise
    keywords: tuple[Promise, ...]
    formats: tuple[str, ...] = ("csv", "xlsx", "json")
    page: str = "home"


KEYWORDS = (
    gettext_lazy("creative cities"),
    gettext_lazy("culture"),
    gettext_lazy("UNESCO Creative Cities Network"),
)
DATA_SETS = (
    DataSet(
        "cities",
        gettext_lazy("Creative cities"),
        gettext_lazy("Every city of the network with its field, country, position and dates."),
        (*KEYWORDS, gettext_lazy("cities")),
        ("csv", "xlsx", "json", "geojson"),
        page="cities:cities",
    ),
    DataSet(
        "fields",
        gettext_lazy("Creative fields"),
        gettext_lazy("The fields in which cities are designated, with their names and members."),
        (*KEYWORDS, gettext_lazy("creative fields")),
        page="cities:fields",
    ),
    DataSet(
        "countries",
        gettext_lazy("Countries with creative cities"),
        gettext_lazy("Countries by UNESCO’s five regional groups, with their member cities."),
        (*KEYWORDS, gettext_lazy("countries")),
        page="cities:countries",
    ),
    DataSet(
        "designations",
        gettext_lazy("Designations"),
        gettext_lazy("Which city holds which field, from when until when, and on what evidence."),
        (*KEYWORDS, gettext_lazy("history")),
        page="cities:cities",
    ),
    DataSet(
        "statements",
        gettext_lazy("Statements of sources"),
        gettext_lazy("What sources say of the network, and the days on which it is true."),
        (*KEYWORDS, gettext_lazy("sources")),
        page="cities:statements",
    ),
)
TITLE = gettext_lazy("The record of the UNESCO Creative Cities Network")
DESCRIPTION = gettext_lazy(
    "Who belongs to the UNESCO Creative Cities Network, in which creative field, since when, and "
    "which sources say so."
)
WHOLE = DataSet(
    "record",
    TITLE,
    gettext_lazy("All tables of the record in one file, with a description of every column."),
    KEYWORDS,
    ("zip",),
)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue as JSON-LD in the terms of DCAT."""
    site = request.build_absolute_uri
    record = {"@context": CONTEXT, **_catalogue(site)}
    return HttpResponse(
        json.dumps(record, ensure_ascii=False, indent=2), content_type="application/ld+json"
    )


def described_for_search(request: HttpRequest) -> SafeString:
    """The record as a data set of schema.org, in the language of the page."""
    site = request.build_absolute_uri
    return in_script(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": site(f"{reverse('catalogue')}#record"),
            "name": str(TITLE),
            "description": f"{DESCRIPTION} {WHOLE.description}",
            "url": site(reverse("home")),
            "inLanguage": get_language(),
            "license": LICENCE,
            "isAccessibleForFree": True,
            "keywords": [str(word) for word in KEYWORDS],
            "temporalCoverage": f"{BEGINNING}/..",
            "creator": {
                "@type": "Organization",
                "name": str(PUBLISHER),
                "url": site(reverse("home")),
            },
            "includedInDataCatalog": {
                "@type": "DataCatalog",
                "name": str(TITLE),
                "url": site(reverse("catalogue")),
            },
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": str(data.title),
                    "encodingFormat": FORMATS[suffix],
                    "contentUrl": site(f"/{data.name}.{suffix}"),
                }
                for data in (WHOLE, *DATA_SETS)
                for suffix in data.formats
            ],
        }
    )


def _catalogue(site: Callable[[str], str]) -> dict[str, Any]:
    here = site(reverse("catalogue"))
    home = site(reverse("home"))
    publisher = {"@id": f"{here}#publisher", "@type": PUBLISHER_TYPE, "foaf:name": _said(PUBLISHER)}
    every = (*DATA_SETS, WHOLE)
    return {
        "@id": here,
        "@type": "dcat:Catalog",
        "dct:title": _said(TITLE),
        "dct:description": _said(DESCRIPTION),
        "dct:publisher": publisher,
        "dct:license": {"@id": LICENCE},
        "dct:language": [{"@id": LANGUAGE + LANGUAGES[code]} for code, _name in settings.LANGUAGES],
        "dct:spatial": {"@id": WORLD},
        "foaf:homepage": {"@id": home},
        "dcat:dataset": [_data_set(data, here, site) for data in every],
        "dcat:service": {
            "@id": f"{here}#api",
            "@type": "dcat:DataService",
            "dct:title": _said(gettext_lazy("REST API")),
            "dct:license": {"@id": LICENCE},
            "dct:publisher": {"@id": f"{here}#publisher"},
            "dcat:endpointURL": {"@id": site(reverse("api:api-root"))},
            "dcat:endpointDescription": {"@id": site(reverse("api:schema"))},
            "dcat:landingPage": {"@id": site(reverse("api:docs"))},
            "dcat:servesDataset": [{"@id": f"{here}#{data.name}"} for data in DATA_SETS],
        },
    }


def _data_set(data: DataSet, here: str, site: Callable[[str], str]) -> dict[str, Any]:
    return {
        "@id": f"{here}#{data.name}",
        "@type": "dcat:Dataset",
        "dct:identifier": data.name,
        "dct:title": _said(data.title),
        "dct:description": _said(data.description),
        "dcat:keyword": [said for word in data.keywords for said in _said(word)],
        "dct:publisher": {"@id": f"{here}#publisher"},
        "dct:license": {"@id": LICENCE},
        "dct:spatial": {"@id": WORLD},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": BEGINNING},
        },
        "dcat:landingPage": {"@id": site(reverse(data.page))},
        "dcat:distribution": [_distribution(data, suffix, here, site) for suffix in data.formats],
    }


def _distribution(
    data: DataSet, suffix: str, here: str, site: Callable[[str], str]
) -> dict[str, Any]:
    address = {"@id": site(f"/{data.name}.{suffix}")}
    return {
        "@id": f"{here}#{data.name}-{suffix}",
        "@type": "dcat:Distribution",
        "dct:title": _said(data.title),
        "dct:license": {"@id": LICENCE},
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": MEDIA_TYPES + FORMATS[suffix]},
    }


def _said(text: Promise) -> list[dict[str, str]]:
    """A text in every language of the portal, each marked with its own."""
    said = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            said.append({"@language": code, "@value": str(text)})
    return said

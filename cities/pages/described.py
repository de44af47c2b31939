"""A city's record as schema.org describes places, for programs that read pages."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from cities.rows import Row

# What could end the element that the data stand in, or begin another.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
GAZETTEER = "https://www.geonames.org/"


def described(city: Row, names: list[Row], sentence: str, address: str) -> SafeString:
    """JSON-LD of a profile row, safe inside a script element of the type application/ld+json.

    `names` are the rows of the other names that the page shows.
    """
    others = dict.fromkeys([city["native_name"], *(name["name"] for name in names)])
    same = [city["website"]]
    if city["geonames_id"]:
        same.append(f"{GAZETTEER}{city['geonames_id']}/")
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "City" if city["territory"] == "city" else "AdministrativeArea",
        "@id": address,
        "url": address,
        "name": city["name"],
        "alternateName": [name for name in others if name and name != city["name"]],
        "description": sentence,
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "UNESCO Creative Cities Network",
            "value": city["number"],
        },
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": city["latitude"],
            "longitude": city["longitude"],
        },
        "containedInPlace": {
            "@type": "Country",
            "name": city["country"]["name"],
            "identifier": city["country"]["code"],
        },
        "sameAs": [link for link in same if link],
    }
    return in_script({name: value for name, value in facts.items() if value not in ([], "")})


def in_script(facts: dict[str, Any]) -> SafeString:
    """Facts as JSON-LD, safe inside a script element of the type application/ld+json."""
    return mark_safe(json.dumps(facts, ensure_ascii=False).translate(ESCAPES))

"""The query behind a statement in words, and the address that asks it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from cities.models import Metric
from cities.pages.words import IN_CONTINENT, IN_REGION, any_of, country_in_sentence
from cities.rows import Row
from cities.statements.queries import ONE_CITY
from cities.statements.verdicts import QueryRow

ADDRESSES = {"cities": "cities:cities", "countries": "cities:countries"}


@dataclass(frozen=True)
class Names:
    """The reader's names of fields and cities by slug, and of countries by code."""

    fields: dict[str, str]
    cities: dict[str, str]
    countries: dict[str, str]


def address_of(query: QueryRow, statement: Row) -> str:
    """Where the query is answered: a list, or the page of the city, on a day."""
    parameters = QueryDict(mutable=True)
    for name, values in query["parameters"].items():
        parameters.setlist(name, values)
    if query["resource"] == ONE_CITY:
        path = reverse("cities:city", args=[statement["city"]])
    else:
        path = reverse(ADDRESSES[query["resource"]])
    return f"{path}?{parameters.urlencode()}"


def in_words(query: QueryRow, statement: Row, names: Names) -> str:
    """What is asked of the record, such as “Cities of Design, counted on a day”."""
    said = {
        "city": names.cities.get(statement["city"], ""),
        "field": names.fields.get(statement["field"], ""),
    }
    match statement["metric"]:
        case Metric.FOUNDED:
            return _("The year of the first designation")
        case Metric.MEMBERSHIP | Metric.DESIGNATION:
            if statement["field"]:
                return _("Whether %(city)s is a City of %(field)s, and since when") % said
            return _("Whether %(city)s is a member, and since when") % said
        case Metric.FIRST:
            text = _("%(what)s, by the day of designation: %(city)s before all others")
        case Metric.ONLY:
            text = _("%(what)s, counted on a day: %(city)s alone")
        case _ if "region" in query["parameters"]:
            text = _("%(what)s, counted on a day by UNESCO’s regions")
        case _:
            text = _("%(what)s, counted on a day")
    return text % {**said, "what": _counted(query, statement, names)}


def _counted(query: QueryRow, statement: Row, names: Names) -> str:
    """What is counted and where: “Cities of Design in Denmark, Kortrijk left out”."""
    said = {
        "city": names.cities.get(statement["city"], ""),
        "field": names.fields.get(statement["field"], ""),
    }
    match statement["metric"], bool(statement["field"]):
        case Metric.COUNTRIES, True:
            what = _("Countries with a City of %(field)s") % said
        case Metric.COUNTRIES, False:
            what = _("Countries with a member city")
        case Metric.FIELDS, _field:
            what = _("Fields with a member city")
        case _metric, True:
            what = _("Cities of %(field)s") % said
        case _:
            what = _("Member cities")
    if where := _where(query, names):
        what = _("%(what)s %(where)s") % {"what": what, "where": where}
    if statement["without_city"]:
        return _("%(what)s, %(city)s left out") % {**said, "what": what}
    return what


def _where(query: QueryRow, names: Names) -> str:
    """The place of a query within a sentence; nothing for the whole network."""
    parameters = query["parameters"]
    for region in parameters.get("region", ()):
        return str(IN_REGION[region])
    for continent in parameters.get("continent", ()):
        return str(IN_CONTINENT[continent])
    codes = parameters.get("country", ())
    rows: list[Row] = [{"code": code, "name": names.countries.get(code, code)} for code in codes]
    if not rows:
        return ""
    return _("in %(countries)s") % {"countries": any_of(country_in_sentence(row) for row in rows)}

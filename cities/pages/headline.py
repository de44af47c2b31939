"""What a list of cities holds, in one sentence that a reader can quote."""

from django.utils.translation import gettext as _

from cities.models import Territory
from cities.pages.words import (
    IN_CONTINENT,
    IN_REGION,
    any_of,
    cities_counted,
    countries_counted,
    country_in_sentence,
)
from cities.rows import Row
from uccn.doors.filtering import StrictFilterSet, shown

MOST_NAMED = 4


def headline(
    filterset: StrictFilterSet, count: int, countries_in_all: int, names: dict[str, dict[str, str]]
) -> str:
    """Such as “32 cities of Gastronomy, Literature or Music in Europe and North America”.

    `names` gives the names of fields by slug and of countries by code; `countries_in_all` is said
    only where nothing else is.
    """
    sentence = cities_counted(count)
    if fields := filterset.value("field"):
        named = any_of(names["field"][slug] for slug in dict.fromkeys(fields))
        sentence = _("%(cities)s of %(fields)s") % {"cities": sentence, "fields": named}
    if regions := filterset.value("region"):
        named = any_of(str(IN_REGION[region]) for region in dict.fromkeys(regions))
        sentence = _("%(cities)s %(where)s") % {"cities": sentence, "where": named}
    if continents := filterset.value("continent"):
        named = any_of(str(IN_CONTINENT[continent]) for continent in dict.fromkeys(continents))
        sentence = _("%(cities)s %(where)s") % {"cities": sentence, "where": named}
    if codes := filterset.value("country"):
        rows: list[Row] = [
            {"code": code, "name": names["country"].get(code, code)}
            for code in dict.fromkeys(codes)
        ]
        named = any_of(country_in_sentence(row) for row in rows[:MOST_NAMED])
        if len(rows) > MOST_NAMED:
            named = countries_counted(len(rows))
        sentence = _("%(cities)s in %(countries)s") % {"cities": sentence, "countries": named}
    if kinds := filterset.value("territory"):
        named = any_of(str(Territory(kind).label) for kind in dict.fromkeys(kinds))
        sentence = _("%(cities)s (%(kinds)s)") % {"cities": sentence, "kinds": named}
    sentence = _with_years(filterset, sentence)
    if text := filterset.value("q"):
        return _("%(cities)s for “%(text)s”") % {"cities": sentence, "text": shown(text)}
    if sentence == cities_counted(count) and count:
        return _("%(cities)s in %(countries)s") % {
            "cities": sentence,
            "countries": countries_counted(countries_in_all),
        }
    return sentence


def _with_years(filterset: StrictFilterSet, sentence: str) -> str:
    said = {"cities": sentence}
    if years := filterset.value("year"):
        said["years"] = any_of(sorted(set(years)))
        said["cities"] = _("%(cities)s designated in %(years)s") % said
    earliest, latest = filterset.value("year_min"), filterset.value("year_max")
    said |= {"earliest": earliest or "", "latest": latest or ""}
    if earliest and latest:
        return _("%(cities)s designated from %(earliest)s to %(latest)s") % said
    if earliest:
        return _("%(cities)s designated in %(earliest)s or later") % said
    if latest:
        return _("%(cities)s designated by %(latest)s") % said
    return said["cities"]

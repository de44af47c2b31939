"""Member cities as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cities.atlas.frames import map_reference
from cities.exports.about import About
from cities.exports.columns import PARTIAL_DATE, Row, Table, columns
from cities.exports.listing import Listing, in_chunks
from cities.models import City, Region
from cities.rows import city_rows, field_names
from cities.search import SearchResult
from uccn.doors.linking import page

CITIES = Table(
    "cities",
    "Member cities",
    ("number",),
    columns(
        number=("integer", "Permanent number of the city: never changed, never reused."),
        slug=("string", "Name of the city in addresses; it may change, the old one redirects."),
        local_name=("string", "The name to show to readers of the file's language."),
        name=("string", "The name of the record, in Latin letters."),
        native_name=("string", "The city's own name, where the record prefers one."),
        country_code=("string", "Two-letter code of ISO 3166-1."),
        country_name=("string", "Name of the country in the file's language."),
        region=("string", "UNESCO's regional group, which is not geography."),
        region_name=("string", "Name of the region in the file's language."),
        territory=("string", "Kind of place: city, municipality, region, island …"),
        field=("string", "Slug of the creative field held on the day."),
        field_name=("string", "Name of the field in the file's language."),
        member_since=("year", "Year in which the city joined, maybe for another field."),
        designated_on=("string", f"Announcement of the field held on the day. {PARTIAL_DATE}"),
        latitude=("number", "Degrees north of the equator (WGS 84)."),
        longitude=("number", "Degrees east of Greenwich (WGS 84)."),
        geonames_id=("integer", "Number of the place at GeoNames."),
        population=("integer", "Inhabitants by GeoNames: for size only, not for comparison."),
        population_year=("year", "Year of the population, where it is known."),
        population_scope=("string", "What the population counts, where it is known."),
        map_reference=("string", "Square of the portal's map in which the city lies."),
        website=("string", "Address of the city's own pages, where the record has it."),
        page=("string", "Address of the city's page in this portal."),
    ),
    has_places=True,
)
# Only where a text was asked for.
MATCH = columns(
    match_spelling=("string", "The spelling of the record that answers the text asked for."),
    match_is_guess=("boolean", "Whether it is only close to what was asked."),
)
MORE = ("geonames_id", "population_year", "population_scope", "website")


def list_of_cities(
    keys: Sequence[int], about: About, search: SearchResult | None = None
) -> Listing:
    """The cities of the primary keys, in their order, as known on the file's day.

    `search` is what found them, where a text was asked for.
    """
    table = replace(CITIES, columns=(*CITIES.columns, *MATCH)) if search else CITIES

    def rows(chunk: Sequence[int]) -> Iterator[Row]:
        return _rows(chunk, about, search)

    return Listing(table, about, len(keys), in_chunks(table, about, keys, rows))


def _rows(keys: Sequence[int], about: About, search: SearchResult | None) -> Iterator[Row]:
    spellings = {match.number: match.spelling for match in search.matches} if search else {}
    fields = field_names(about.language)
    regions = {code: str(name) for code, name in Region.choices}
    for row in city_rows(City.objects.all(), about.language, about.as_of, keys, MORE):
        if not row["designations"]:
            # It stopped being a member after the keys were read.
            continue
        first, held = row["designations"][0], row["designations"][-1]
        yield {
            **row,
            "country_code": row["country"]["code"],
            "country_name": row["country"]["name"],
            "region_name": regions[row["region"]],
            "field": held["field"],
            "field_name": fields[held["field"]],
            "member_since": int(first["announced_on"][:4]),
            "designated_on": held["announced_on"],
            "map_reference": map_reference(row["longitude"], row["latitude"]),
            "page": about.site + page("cities:city", row["slug"], about.language),
            "match_spelling": spellings.get(row["number"]),
            "match_is_guess": search.guessed if search else None,
        }

"""Designations as a table, ended ones included."""

from collections.abc import Iterator, Sequence
from typing import Any

from cities.exports.about import About
from cities.exports.columns import PARTIAL_DATE, Row, Table, columns
from cities.exports.listing import Listing, in_chunks
from cities.models import City, Designation, Region
from cities.rows import designation_rows
from uccn.doors.linking import page

DESIGNATIONS = Table(
    "designations",
    "Designations",
    ("city_number", "in_force_from"),
    columns(
        city_number=("integer", "Permanent number of the city."),
        city_slug=("string", "Name of the city in addresses."),
        city_local_name=("string", "The city's name to show to readers of the file's language."),
        city_name=("string", "The city's name of the record, in Latin letters."),
        country_code=("string", "Two-letter code of ISO 3166-1."),
        country_name=("string", "Name of the country in the file's language."),
        region=("string", "UNESCO's regional group, which is not geography."),
        region_name=("string", "Name of the region in the file's language."),
        field=("string", "Slug of the creative field."),
        field_name=("string", "Name of the field in the file's language."),
        call_year=("year", "Year of the call; unknown for a change of field outside a call."),
        announced_on=("string", f"The announcement. {PARTIAL_DATE}"),
        in_force_from=("date", "First day on which it counts: the last of the stated precision."),
        ended_on=("string", f"First day on which it no longer held, by the day. {PARTIAL_DATE}"),
        end_reason=("string", "Why it ended: field-change, withdrawal …"),
        evidence=("string", "How well year and field are attested: several, single …"),
        evidence_note=("string", "A note on the evidence."),
        sources=("list", "Keys of the sources that it rests on, by their titles."),
        latitude=("number", "Degrees north of the equator (WGS 84), of the city."),
        longitude=("number", "Degrees east of Greenwich (WGS 84), of the city."),
        page=("string", "Address of the city's page in this portal."),
    ),
    has_places=True,
)


def list_of_designations(keys: Sequence[int], about: About) -> Listing:
    """The designations of the primary keys, in their order, as known on the file's day."""

    def rows(chunk: Sequence[int]) -> Iterator[Row]:
        return _rows(chunk, about)

    return Listing(DESIGNATIONS, about, len(keys), in_chunks(DESIGNATIONS, about, keys, rows))


def _rows(keys: Sequence[int], about: About) -> Iterator[Row]:
    regions = {code: str(name) for code, name in Region.choices}
    places = City.objects.filter(designations__in=keys).order_by().distinct()
    by_number = {row["number"]: row for row in places.values("number", "latitude", "longitude")}
    sources = sources_of(keys)
    for row in designation_rows(Designation.objects.all(), about.language, about.as_of, keys):
        city = row["city"]
        if city["number"] not in by_number:
            # Taken back after the keys were read.
            continue
        yield {
            **row,
            **by_number[city["number"]],
            **{f"city_{name}": city[name] for name in ("number", "slug", "local_name", "name")},
            "country_code": row["country"]["code"],
            "country_name": row["country"]["name"],
            "region_name": regions[row["region"]],
            "sources": sources.get((city["number"], row["in_force_from"]), []),
            "page": about.site + page("cities:city", city["slug"], about.language),
        }


def sources_of(designations: Any) -> dict[tuple[int, str], list[str]]:
    """The keys of each designation's sources, by the city's number and the first day in force."""
    links: Any = Designation.sources.through.objects.filter(designation__in=designations)
    needed = (
        "source__sort_key", "source__key",
        "designation__city__number", "designation__in_force_from",
    )  # fmt: skip
    found: dict[tuple[int, str], list[str]] = {}
    # Sorted here, since databases sort keys with hyphens each in its own way.
    for _title, key, number, day in sorted(links.values_list(*needed)):
        found.setdefault((number, day.isoformat()), []).append(key)
    return found

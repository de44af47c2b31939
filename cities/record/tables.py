"""The tables of the record: fields, countries, rounds and sources."""

from cities.record.collecting import Collection, Round
from cities.record.kinds import COUNTRY, COUNTRY_NAME, CREATIVE_FIELD, FIELD_NAME, SOURCE
from cities.record.reading import Section
from cities.record.resolving import CountryResolver

OTHER_LANGUAGES = ("fr", "es", "ru", "ar", "zh")


def read_fields(collection: Collection) -> None:
    """Collect the creative fields and their other names."""
    page = collection.fixtures.page("fields.yaml")
    for entry in page.sections("fields") if page else ():
        other_names = entry.section("other_names")
        given = {
            f"{part}_{language}": text
            for part in ("name", "definition")
            for language, text in _by_language(entry.section(part)).items()
        }
        row = collection.add(CREATIVE_FIELD, entry.place, {**given, **entry.rest()})
        if row is None or other_names is None:
            continue
        for language in other_names:
            for name, place in other_names.texts(language):
                given = {"field": row.key, "language": language, "name": name}
                collection.add(FIELD_NAME, place, given)


def _by_language(section: Section | None) -> dict[str, object]:
    return dict(section.rest()) if section else {}


def read_countries(collection: Collection) -> None:
    """Collect the countries and their other names, and learn to resolve printed names."""
    columns = tuple(column for column in COUNTRY.columns if column != "names")
    translations = tuple(f"name_{language}" for language in OTHER_LANGUAGES)
    for line in collection.fixtures.table("countries.csv", columns + translations):
        names = {language: line[f"name_{language}"] for language in OTHER_LANGUAGES}
        given = {column: line[column] for column in columns}
        names = {language: name for language, name in names.items() if name}
        collection.add(COUNTRY, line.place, {**given, "names": names})
    for line in collection.fixtures.table("country_names.csv", COUNTRY_NAME.columns):
        if collection.is_known(COUNTRY, line["country"], line.place):
            collection.add(COUNTRY_NAME, line.place, line.cells)

    spellings = []
    for row in collection.of(COUNTRY).values():
        spellings.append((row.key, row.values["name"]))
        spellings += [(row.key, name) for name in row.values["names"].values()]
    for row in collection.of(COUNTRY_NAME).values():
        spellings.append((row.values["country"], row.values["name"]))
    collection.countries = CountryResolver(spellings)


def read_rounds(collection: Collection) -> None:
    """Learn when the designations of each year were announced."""
    for line in collection.fixtures.table("rounds.csv", Round._fields):
        year = line["year"]
        if year in collection.rounds:
            collection.refuse(line.place, f"the round of {year} stands here twice")
        elif not line["announced_on"].startswith(year):
            collection.refuse(line.place, f"the round of {year} must be announced in that year")
        else:
            collection.rounds[year] = Round(**line.cells)


def read_sources(collection: Collection) -> None:
    """Collect the sources that a table lists."""
    columns = ("key", "title", "publisher", "language", "url", "dated_on", "note")
    for line in collection.fixtures.table("sources.csv", columns):
        row = collection.add(SOURCE, line.place, line.cells)
        if row and row.values["url"]:
            collection.source_keys[row.values["url"]] = row.key

"""A network of any size for benchmarks: believable, and the same every time.

    DATABASE_URL=… python -m benchmarks.generate 100000

The database holds the real network; cities are added until there are so many. Countries, fields,
rounds and their weights are those of the record; names are made of syllables. Everything is written
by Django in batches, past no constraint and no trigger.
"""

import itertools
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uccn.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django.utils.text import slugify  # noqa: E402

from cities.models import City, CityName, Country, Designation  # noqa: E402
from cities.models.designations import EndReason  # noqa: E402
from cities.models.names import NameKind  # noqa: E402
from cities.record.revision import public_change  # noqa: E402
from fields.models import CreativeField  # noqa: E402

SEED = 2004
BATCH = 2_000

BEGINNINGS = (
    "al", "ara", "ba", "bel", "ber", "bo", "bra", "ca", "cha", "co", "da", "do", "el", "esh", "fa",
    "fre", "ga", "gor", "gua", "ha", "hel", "ib", "ja", "ka", "kha", "ko", "la", "li", "lo", "ma",
    "mar", "mo", "na", "ni", "nor", "o", "pa", "por", "qa", "ra", "ro", "sa", "shi", "so", "ta",
    "te", "tor", "u", "va", "vi", "wa", "ya", "yo", "za", "ö", "å", "şa", "é", "ñu", "zá",
)  # fmt: skip
MIDDLES = (
    "", "", "", "ba", "be", "can", "da", "di", "fi", "gan", "ka", "la", "li", "lo", "man", "mi",
    "na", "no", "pa", "ra", "ri", "rin", "sa", "se", "ta", "ti", "va", "vi", "za", "ló", "ñé",
)  # fmt: skip
ENDINGS = (
    "berg", "borough", "bourg", "burg", "by", "castro", "ciudad", "dorf", "ford", "gorod", "grad",
    "ham", "haven", "holm", "ia", "jima", "kala", "köping", "ku", "lund", "mar", "mouth", "nagar",
    "o", "os", "poli", "port", "pur", "stad", "stan", "ton", "town", "ville", "wick", "yama",
    "zhou",
)  # fmt: skip
ADDITIONS = ("", "", "", "", "San ", "Nova ", "Old ", "Port ", "Al ", "Santa ")
# How many other names a city has; the mean is four.
NUMBERS_OF_NAMES = (3, 4, 5)
# Of a hundred cities, so many changed their field, and so many left.
CHANGED, LEFT = 9, 2


@dataclass(frozen=True)
class Rounds:
    """When cities are designated: the announcements of the record, as often as it has each."""

    announced: list[tuple[int, str]]
    fields: list[CreativeField]

    def pick(self, chance: random.Random) -> tuple[int, str, CreativeField]:
        """The year of a call, its announcement, and a field that it offered."""
        year, announced_on = chance.choice(self.announced)
        offered = [field for field in self.fields if field.first_year <= year]
        return year, announced_on, chance.choice(offered)


def rounds() -> Rounds:
    """The rounds of the record that designated somebody."""
    designations = Designation.objects.order_by("pk").values_list("call_year", "announced_on")
    announced = [(year, announced_on) for year, announced_on in designations if year]
    return Rounds(announced, list(CreativeField.objects.order_by("position")))


def weighted_countries() -> tuple[list[Country], list[int]]:
    """Every country, and how often: as often as the network has it, and once more."""
    countries = list(Country.objects.order_by("code"))
    members = list(City.objects.values_list("country_id", flat=True))
    return countries, [1 + members.count(country.pk) for country in countries]


def new_names(chance: random.Random) -> Iterator[str]:
    """Names of cities, without end; the same name may come again."""
    while True:
        name = chance.choice(BEGINNINGS) + chance.choice(MIDDLES) + chance.choice(ENDINGS)
        yield chance.choice(ADDITIONS) + name[0].upper() + name[1:]


def new_cities(wanted: int, chance: random.Random) -> Iterator[City]:
    """So many cities that keep every rule of the record, in all countries."""
    countries, weights = weighted_countries()
    taken = set(City.objects.values_list("country_id", "name"))
    slugs = set(City.objects.values_list("slug", flat=True))
    names = new_names(chance)
    for number in itertools.islice(itertools.count(City.next_number()), wanted):
        country = chance.choices(countries, weights)[0]
        name = next(names)
        while (country.pk, name) in taken:
            name = f"{next(names)} {chance.choice(ENDINGS).capitalize()}"
        taken.add((country.pk, name))
        slug = slugify(name)
        if slug in slugs:
            slug = f"{slug}-{country.code.lower()}-{number}"
        slugs.add(slug)
        yield City(
            number=number,
            slug=slug,
            name=name,
            country=country,
            latitude=round(chance.triangular(-55, 70, 40), 4),
            longitude=round(chance.uniform(-180, 180), 4),
            geonames_id=100_000_000 + number,
            population=round(10 ** chance.uniform(4, 7.2)),
        )


def designations_of(city: City, known: Rounds, chance: random.Random) -> list[Designation]:
    """One designation; for some cities it ended, for most of these another field followed."""
    year, announced_on, field = known.pick(chance)
    first = Designation(city=city, field=field, call_year=year, announced_on=announced_on)
    lot = chance.randrange(100)
    if lot >= CHANGED + LEFT or year >= 2021:
        return [first]
    first.ended_on = str(year + 3)
    first.end_reason = EndReason.WITHDRAWAL
    if lot >= CHANGED:
        return [first]
    first.end_reason = EndReason.FIELD_CHANGE
    others = [other for other in known.fields if other != field and other.first_year <= year]
    return [first, Designation(city=city, field=chance.choice(others), announced_on=first.ended_on)]


def names_of(city: City, chance: random.Random) -> list[CityName]:
    """Three to five other names: some curated, most of them as the gazetteer has them."""
    stem = city.name.replace("ö", "oe").replace("å", "aa")
    spellings = chance.sample(
        [
            (f"{stem}e", NameKind.TRANSLATION, "fr"),
            (f"{stem}a", NameKind.TRANSLATION, "es"),
            (f"{stem} City", NameKind.ALTERNATIVE, "en"),
            (f"{stem}en", NameKind.GAZETTEER, ""),
            (f"{stem}o", NameKind.GAZETTEER, ""),
            (stem.upper(), NameKind.GAZETTEER, ""),
            (stem[::-1].capitalize(), NameKind.GAZETTEER, ""),
        ],
        chance.choice(NUMBERS_OF_NAMES),
    )
    return [
        CityName(city=city, name=name, kind=kind, language=language)
        for name, kind, language in spellings
    ]


def add_cities(size: int) -> int:
    """Bring the network to so many cities, in one transaction; how many were added."""
    chance = random.Random(SEED)  # noqa: S311, nothing is secret about it
    known = rounds()
    missing = size - City.objects.count()
    cities = new_cities(max(0, missing), chance)
    with public_change(), transaction.atomic():
        while batch := list(itertools.islice(cities, BATCH)):
            City.objects.bulk_create(batch)
            designations = [designations_of(city, known, chance) for city in batch]
            # One after the other, since the key of the second is written into the first.
            later = [pair[1] for pair in designations if len(pair) == 2]
            first = [pair[0] for pair in designations]
            write_designations(first, later)
            names = [name for city in batch for name in names_of(city, chance)]
            CityName.objects.bulk_create(names, batch_size=BATCH)
    return missing


def write_designations(first: list[Designation], later: list[Designation]) -> None:
    """Write designations in bulk, the later ones first: the earlier point to them."""
    Designation.objects.bulk_create(later, batch_size=BATCH)
    successors = {designation.city_id: designation for designation in later}
    for designation in first:
        designation.successor = successors.get(designation.city_id)
    Designation.objects.bulk_create(first, batch_size=BATCH)


if __name__ == "__main__":
    begun = time.monotonic()
    added = add_cities(int(sys.argv[1]))
    seconds = time.monotonic() - begun
    print(f"{added} cities added in {seconds:.0f} s, {added / seconds:.0f} a second.")

"""The city of a new file: one that the record knows, or a new one without a designation."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify

from cities.models import City, Country
from cities.models.folding import fold

# Two cities that begin at once may take the same number; the second takes the next.
ATTEMPTS = 5


@dataclass(frozen=True)
class Place:
    """A city as whoever starts its file names it: degrees to the north and to the east."""

    name: str
    country: Country
    latitude: float
    longitude: float


def city_of(place: Place) -> City:
    """The city of that name in that country, by any spelling that the record knows, or a new one.

    Without a designation a city is known to the Secretariat only, and shown nowhere in public.
    """
    for _attempt in range(ATTEMPTS):
        known = known_city(place)
        if known is not None:
            return known
        try:
            with transaction.atomic():
                return City.objects.create(
                    number=City.next_number(),
                    slug=free_slug(place),
                    name=place.name,
                    country=place.country,
                    latitude=place.latitude,
                    longitude=place.longitude,
                )
        except IntegrityError as error:
            refused = error
    raise refused


def known_city(place: Place) -> City | None:
    """The city of exactly that name, or else the only one with that spelling."""
    own = City.objects.filter(country=place.country)
    name = fold(place.name)
    found = list(own.filter(Q(folded=name) | Q(names__folded=name)).distinct())
    exact = [city for city in found if city.name == place.name]
    same = [city for city in found if city.folded == name]
    for cities in (exact, same, found):
        if len(cities) == 1:
            return cities[0]
    return None


def free_slug(place: Place) -> str:
    """A part of an address that no city has or had: the name, with the country where need be."""
    plain = slugify(fold(place.name))[:60] or "city"
    wanted = [plain, f"{plain}-{place.country.code.lower()}"]
    wanted += [f"{wanted[-1]}-{number}" for number in range(2, 100)]
    taken = City.objects.filter(Q(slug__in=wanted) | Q(former_slugs__slug__in=wanted))
    used = set(taken.values_list("slug", flat=True))
    used |= set(taken.values_list("former_slugs__slug", flat=True))
    return next((slug for slug in wanted if slug not in used), f"city-{City.next_number()}")

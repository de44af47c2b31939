"""Cities by their numbers, as no more than their names and addresses."""

from collections.abc import Iterable

from cities.models import City
from cities.models.names import names_known_in
from cities.rows.columns import Row


def named_cities(numbers: Iterable[int], language: str) -> dict[int, Row]:
    """Permanent number to slug and names of the city, in one query.

    `name` is the name of the record; `local_name` is the one to show to readers of the language.
    """
    cities = City.objects.filter(number__in=set(numbers)).order_by("number")
    known = cities.annotate(known=names_known_in(language))
    return {
        number: {"number": number, "slug": slug, "name": name, "local_name": local or name}
        for number, slug, name, local in known.values_list("number", "slug", "name", "known")
    }

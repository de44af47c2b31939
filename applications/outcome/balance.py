"""How the network would be spread over regions, fields and countries with what is decided."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from applications.outcome.files import DecidedFile, fields_held
from cities.models import Country, Designation
from cities.models.places import Region, today
from fields.models import CreativeField


@dataclass(frozen=True)
class Share:
    """One region, field or country: the members that it has now, and those that would come.

    Members that change their field join no region or country; of the fields, one is `left`.
    """

    name: str
    members: int
    designated: int
    candidates: int
    left: int = 0

    @property
    def then(self) -> int:
        return self.members + self.designated - self.left


@dataclass(frozen=True)
class Balance:
    """The shares of all regions and fields, and of the countries that have files in the call."""

    regions: Sequence[Share]
    fields: Sequence[Share]
    countries: Sequence[Share]


def balance(files: Iterable[DecidedFile]) -> Balance:
    """What the designations among the files would make of the network of today.

    Those that are known already are among the members. Few queries, however many files.
    """
    open_files = [file for file in files if not file.is_known]
    candidates = [file for file in open_files if not file.changes_field]
    changing = [file for file in open_files if file.changes_field and file.is_designated]
    left = Counter(field.pk for field in fields_held(changing).values()) if changing else Counter()
    regions, fields, countries = members()
    of_the_files: dict[Any, Country] = {}
    for file in candidates:
        country = file.application.city.country
        of_the_files[country.pk] = country
    return Balance(
        _shares(dict(Region.choices), regions, candidates, lambda file: _country(file).region),
        _shares(
            {field.pk: field.name for field in CreativeField.objects.order_by("position")},
            fields,
            open_files,
            lambda file: file.application.field_id,
            left,
        ),
        _shares(
            {key: country.local_name for key, country in of_the_files.items()},
            countries,
            candidates,
            lambda file: _country(file).pk,
        ),
    )


def members() -> tuple[Counter[Any], Counter[Any], Counter[Any]]:
    """The members of today by region, by field and by country."""
    rows = (
        Designation.objects.on(today())
        .order_by()
        .values_list("city__country__region", "field", "city__country")
        .annotate(number=Count("pk"))
    )
    counted: tuple[Counter[Any], Counter[Any], Counter[Any]] = (Counter(), Counter(), Counter())
    for *keys, number in rows:
        for counter, key in zip(counted, keys, strict=True):
            counter[key] += number
    return counted


def _shares(
    names: dict[Any, Any],
    now: Counter[Any],
    files: Sequence[DecidedFile],
    key: Callable[[DecidedFile], Any],
    left: Mapping[Any, int] | None = None,
) -> list[Share]:
    candidates = Counter(key(file) for file in files)
    designated = Counter(key(file) for file in files if file.is_designated)
    return [
        Share(str(name), now[one], designated[one], candidates[one], (left or {}).get(one, 0))
        for one, name in names.items()
    ]


def _country(file: DecidedFile) -> Country:
    return file.application.city.country

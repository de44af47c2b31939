"""How the network would be spread over regions, fields and countries with what is decided."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from applications.outcome.files import DecidedFile
from cities.models import Country, Designation
from cities.models.places import Region, today
from fields.models import CreativeField


@dataclass(frozen=True)
class Share:
    """One region, field or country: the members that it has now, and those that would come."""

    name: str
    members: int
    designated: int
    candidates: int

    @property
    def then(self) -> int:
        return self.members + self.designated


@dataclass(frozen=True)
class Balance:
    """The shares of all regions and fields, and of the countries that have files in the call."""

    regions: Sequence[Share]
    fields: Sequence[Share]
    countries: Sequence[Share]


def balance(files: Iterable[DecidedFile]) -> Balance:
    """What the designations among the files would make of the network of today.

    Those that are known already are among the members. Three queries, however many files.
    """
    open_files = [file for file in files if not file.is_known]
    regions, fields, countries = members()
    of_the_files: dict[Any, Country] = {}
    for file in open_files:
        country = file.application.city.country
        of_the_files[country.pk] = country
    return Balance(
        _shares(dict(Region.choices), regions, open_files, lambda file: _country(file).region),
        _shares(
            {field.pk: field.name for field in CreativeField.objects.order_by("position")},
            fields,
            open_files,
            lambda file: file.application.field_id,
        ),
        _shares(
            {key: country.local_name for key, country in of_the_files.items()},
            countries,
            open_files,
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
) -> list[Share]:
    candidates = Counter(key(file) for file in files)
    designated = Counter(key(file) for file in files if file.is_designated)
    return [
        Share(str(name), now[one], designated[one], candidates[one]) for one, name in names.items()
    ]


def _country(file: DecidedFile) -> Country:
    return file.application.city.country

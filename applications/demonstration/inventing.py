"""The cities, countries and National Commissions of the demonstration."""

from typing import Any

from applications.models import NationalCommission
from applications.workflow.commissions import set_members
from cities.models import City, Country

# Cities that are invented have numbers and names that no city of the record has.
FIRST_NUMBER = 9001
COMMISSION = "National Commission of the demonstration"
# In three regions, so that there is a balance to see. Others take their place where these have
# National Commissions already.
COUNTRIES = ("DK", "KE", "UY")


class CannotOpen(Exception):
    """Why the demonstration cannot be opened here, in words."""


def countries_without_commission() -> list[Country]:
    """As many countries as the demonstration needs. Raises `CannotOpen` where there are fewer."""
    free = Country.objects.filter(national_commission__isnull=True, unesco_status="member")
    by_code = {country.code: country for country in free.order_by("code")}
    codes = [*(code for code in COUNTRIES if code in by_code), *by_code]
    chosen = list(dict.fromkeys(codes))[: len(COUNTRIES)]
    if len(chosen) < len(COUNTRIES):
        message = (
            "The demonstration needs three countries without a National Commission: every country"
            " of the record has its own, or none is loaded."
        )
        raise CannotOpen(message)
    return [by_code[code] for code in chosen]


def found_commission(country: Country, member: Any, *, by: Any) -> None:
    commission = NationalCommission.objects.create(country=country, name=COMMISSION)
    set_members(commission, [member], by=by)


def invent(name: str, country: Country) -> City:
    """A city without a designation, which only those around its files see."""
    taken = City.objects.filter(number__gte=FIRST_NUMBER).order_by("-number").first()
    city = City(
        number=taken.number + 1 if taken else FIRST_NUMBER,
        slug=name.lower(),
        name=name,
        country=country,
        latitude=0,
        longitude=0,
    )
    city.full_clean()
    city.save()
    return city

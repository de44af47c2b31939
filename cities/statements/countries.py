"""The countries that statements name: few statements name any, so they are known together."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from cities.models import Country
from cities.models.sources import Statement
from uccn.doors.keeping import kept


def know_countries(statements: Sequence[Statement]) -> None:
    """Tell the statements which countries they name, by one query.

    Where `with_names_countries()` says whether they name any, what is kept is enough.
    """
    asked = [one for one in statements if hasattr(one, "names_countries")]
    prefetch_related_objects(
        [one for one in statements if not hasattr(one, "names_countries")], "countries"
    )
    naming = {one.pk for one in asked if one.names_countries}
    known: dict[int, list[Country]] = {}
    if naming:
        known = _kept_countries()
        if not known.keys() >= naming:  # the statements are newer than what is kept
            known = _countries()
    for statement in asked:
        statement.named_countries = known.get(statement.pk, [])


def _countries() -> dict[int, list[Country]]:
    """The countries of each statement by its primary key, in the order of their names."""
    named: defaultdict[int, list[Country]] = defaultdict(list)
    links: Any = Statement.countries.through.objects.select_related("country")
    for link in links.order_by(*(f"country__{key}" for key in Country._meta.ordering or ())):
        named[link.statement_id].append(link.country)
    return dict(named)


_kept_countries = kept(most=1)(_countries)

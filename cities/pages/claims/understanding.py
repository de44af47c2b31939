"""What was understood of a claim, said back."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.checking import Answer, Index, Kind, Understood
from cities.checking.vocabulary import Word
from cities.models.places import Continent, Region
from cities.pages.claims.cities import finished
from cities.pages.claims.figures import compared, counted_alone
from cities.pages.words import (
    all_of,
)
from cities.templatetags.record import day
from uccn.doors.filtering import shown

GROUPS = {
    "nordic": gettext_lazy("Nordic countries"),
    "scandinavia": gettext_lazy("Scandinavia"),
    "baltic": gettext_lazy("Baltic States"),
}


MOST_NAMED = 4


def understood_as(answer: Answer, index: Index) -> str:
    """What was understood of the text and what was not, in a sentence."""
    understood = answer.understood
    parts = [*_names_understood(understood, index), *_rest_understood(answer)]
    left = [*understood.left[:6], *understood.impossible[:2]]
    said = {
        "parts": _(", ").join(parts),
        "left": _(", ").join(_("“%(value)s”") % {"value": shown(one)} for one in left),
    }
    if parts and left:
        return finished(_("Understood: %(parts)s. Not understood: %(left)s.") % said)
    if left:
        return _("Not understood: %(left)s.") % said
    return finished(_("Understood: %(parts)s.") % said) if parts else ""


def _names_understood(understood: Understood, index: Index) -> Iterator[str]:
    if understood.cities:
        names = all_of(
            dict.fromkeys(shown(named.printed) for named in understood.cities[:MOST_NAMED])
        )
        yield _("city %(name)s") % {"name": names}
    elif understood.unknown:
        yield _("place “%(name)s”") % {"name": shown(understood.unknown)}
    if understood.countries:
        names = all_of(index.country_names[code] for code in understood.countries[:MOST_NAMED])
        yield _("country %(name)s") % {"name": names}
    if understood.place:
        yield _("place %(name)s") % {"name": name_of_place(understood.place)}
    if understood.fields:
        names = all_of(index.field_names[slug] for slug in understood.fields[:MOST_NAMED])
        yield _("field %(name)s") % {"name": names}


def _rest_understood(answer: Answer) -> Iterator[str]:
    understood = answer.understood
    for figure in understood.figures[:MOST_NAMED]:
        yield compared(counted_alone(figure), figure.comparison)
    if answer.kind is Kind.FIRST:
        yield _("the first")
    if answer.kind is Kind.ONLY:
        yield _("the only one")
    if understood.since:
        yield _("since %(first)s") % {"first": day(understood.since)}
    if understood.said_on:
        yield _("date %(date)s") % {"date": day(understood.said_on)}
    if Word.NOT in understood.asks:
        yield _("the “not” left aside: the answer says what is so")


def name_of_place(place: Region | Continent | str) -> str:
    """The name of a region, a continent or a group of countries."""
    return str(place.label if isinstance(place, (Region, Continent)) else GROUPS[place])

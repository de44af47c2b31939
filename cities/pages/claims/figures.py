"""Figures in sentences: how many there were, of what, where and when."""

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext, pgettext_lazy

from cities.checking import Answer, Index, Kind, Understood
from cities.checking.recognising import Figure
from cities.checking.vocabulary import Word
from cities.models.places import Continent, Region, today
from cities.models.sources import Metric
from cities.pages.claims.cities import country, stretches
from cities.pages.words import (
    IN_CONTINENT,
    IN_REGION,
    all_of,
    any_of,
    countries_counted,
)
from cities.statements.sentences import in_a_row, never_reached
from cities.statements.timeline import Selection

IN_GROUP = {
    "nordic": pgettext_lazy("where", "in the Nordic countries"),
    "scandinavia": pgettext_lazy("where", "in Scandinavia"),
    "baltic": pgettext_lazy("where", "in the Baltic States"),
}


NO_COMPARISONS: Mapping[str, Word | None] = {}


def where(selection: Selection, understood: Understood, index: Index) -> str:
    """“in Denmark”, “in the Nordic countries”; nothing for the whole network."""
    place = understood.place
    if isinstance(place, Region):
        return str(IN_REGION[place.value])
    if isinstance(place, Continent):
        return str(IN_CONTINENT[place.value])
    if place:
        return str(IN_GROUP[place])
    if not selection.countries:
        return ""
    named = any_of(country(code, index) for code in sorted(selection.countries))
    return pgettext("where", "in %(countries)s") % {"countries": named}


def things(
    counted: dict[str, int],
    selection: Selection,
    index: Index,
    comparisons: Mapping[str, Word | None] = NO_COMPARISONS,
) -> str:
    """“180 member cities in 72 countries”: figures by what they count."""
    name = index.field_names.get(selection.field, "")
    said = []
    if Metric.MEMBERS in counted:
        said.append(
            compared(cities(counted[Metric.MEMBERS], name), comparisons.get(Metric.MEMBERS))
        )
    if Metric.COUNTRIES in counted:
        countries = compared(
            countries_counted(counted[Metric.COUNTRIES]), comparisons.get(Metric.COUNTRIES)
        )
        if said:
            values = {"cities": said.pop(), "countries": countries}
            said.append(_("%(cities)s in %(countries)s") % values)
        elif name:
            said.append(_("Cities of %(field)s in %(countries)s") % {
                "field": name, "countries": countries,
            })  # fmt: skip
        else:
            said.append(_("member cities in %(countries)s") % {"countries": countries})
    if Metric.FIELDS in counted:
        said.append(
            compared(creative_fields(counted[Metric.FIELDS]), comparisons.get(Metric.FIELDS))
        )
    return all_of(said)


def cities(count: int, field: str) -> str:
    """“180 member cities”, “49 Cities of Gastronomy”."""
    if field:
        counted = npgettext(
            "in a sentence", "%(count)s City of %(name)s", "%(count)s Cities of %(name)s", count
        )
        return counted % {"count": count, "name": field}
    return ngettext("%(count)s member city", "%(count)s member cities", count) % {"count": count}


def creative_fields(count: int) -> str:
    return ngettext("%(count)s creative field", "%(count)s creative fields", count) % {
        "count": count
    }


def one_city(field: str) -> str:
    """What a city is the first or only one of."""
    return _("City of %(field)s") % {"field": field} if field else _("member city")


def counted_alone(figure: Figure) -> str:
    """A figure with what it counts."""
    match figure.counts:
        case Word.COUNTRIES:
            return countries_counted(figure.value)
        case Word.FIELDS:
            return creative_fields(figure.value)
    return cities(figure.value, "")


def compared(text: str, comparison: Word | None) -> str:
    """A figure with “more than” before it, where it is so claimed."""
    match comparison:
        case Word.MORE_THAN:
            return _("more than %(things)s") % {"things": text}
        case Word.AT_LEAST:
            return _("at least %(things)s") % {"things": text}
        case Word.FEWER_THAN:
            return _("fewer than %(things)s") % {"things": text}
    return text


def field_name(answer: Answer, index: Index) -> str:
    return index.field_names.get(answer.selection.field, "")


def with_place(text: str, answer: Answer, index: Index) -> str:
    place = where(answer.selection, answer.understood, index)
    return _("%(things)s %(where)s") % {"things": text, "where": place} if place else text


def figures(answer: Answer, index: Index) -> str:
    """When the network had the claimed figures, and what it has at the end."""
    comparisons = {metric: figure.comparison for figure, metric, _now in answer.figures}
    claimed = things(
        {metric: figure.value for figure, metric, _now in answer.figures},
        answer.selection,
        index,
        comparisons,
    )
    now = things({metric: now for _, metric, now in answer.figures}, answer.selection, index)
    said = {
        "things": with_place(claimed, answer, index),
        "stretch": stretches(answer.intervals),
        "now": with_place(now, answer, index),
        "date": date_format(answer.until),
    }
    is_plain = not any(comparisons.values())
    if answer.true_now:
        text = _("The network has had %(things)s %(stretch)s.") % said
        return text if is_plain else in_a_row((text, _closing(answer) % said))
    if answer.intervals:
        text = _("The network had %(things)s %(stretch)s.")
    else:
        text = _("The network never had %(things)s.")
    return in_a_row((text % said, _closing(answer) % said))


def _closing(answer: Answer) -> str:
    if answer.until == today():
        return _("Today it has %(now)s.")
    return _("On %(date)s it had %(now)s.")


def never(answer: Answer) -> str:
    """The figures around one that never was, in a sentence of their own."""
    if answer.kind is not Kind.FIGURE or answer.intervals or len(answer.figures) > 1:
        return ""
    if answer.figures[0][0].comparison:
        return ""
    return never_reached(answer.steps, answer.figures[0][0].value)

"""Answers to claims in words: verdicts, sentences, what was understood, what to quote."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from cities.checking import Answer, Index, Kind, Member, Possibility, Standing, Understood
from cities.checking.recognising import Figure
from cities.checking.vocabulary import Word
from cities.models.folding import fold
from cities.models.places import Continent, Region, today
from cities.models.sources import Metric
from cities.pages.words import (
    IN_REGION,
    all_of,
    any_of,
    countries_counted,
    country_in_sentence,
)
from cities.statements.claims import Reason
from cities.statements.intervals import Interval, figure_on
from cities.statements.readings import Verdict
from cities.statements.sentences import never_reached, stretch
from cities.statements.timeline import Selection, Span
from cities.templatetags.record import day
from uccn.doors.filtering import shown

IN_CONTINENT = {
    Continent.AFRICA: pgettext_lazy("where", "on the African continent"),
    Continent.AMERICA: pgettext_lazy("where", "on the American continent"),
    Continent.ASIA: pgettext_lazy("where", "on the Asian continent"),
    Continent.EUROPE: pgettext_lazy("where", "on the European continent"),
    Continent.OCEANIA: pgettext_lazy("where", "in Oceania"),
}
IN_GROUP = {
    "nordic": pgettext_lazy("where", "in the Nordic countries"),
    "scandinavia": pgettext_lazy("where", "in Scandinavia"),
    "baltic": pgettext_lazy("where", "in the Baltic States"),
}
GROUPS = {
    "nordic": _lazy("Nordic countries"),
    "scandinavia": _lazy("Scandinavia"),
    "baltic": _lazy("Baltic States"),
}

MOST_NAMED = 4


def finished(text: str) -> str:
    """The sentences, where a Russian date brings a full stop of its own."""
    return text.replace("..", ".")


# Cities -----------------------------------------------------------------------------------------


def placed(member: Member, index: Index) -> str:
    """A city with its country, since there may be others of its name."""
    return _("%(city)s (%(country)s)") % {
        "city": member.name,
        "country": index.country_names[member.country],
    }


def fact(possibility: Possibility, index: Index) -> str:
    """What a member is and was, as far as the claim asks: one sentence or two."""
    member, spans = possibility.member, possibility.held
    said = {"city": placed(member, index)}
    if possibility.standing is Standing.OTHER_FIELD:
        last = member.last
        said |= {"field": index.field_names[last.field], "date": since(last)}
        if last.ends:
            said["stretch"] = _stretches([_interval(last)], [last])
            text = _("%(city)s was a Creative City %(stretch)s, but of %(field)s.")
        else:
            text = _("%(city)s has been a Creative City since %(date)s, but of %(field)s.")
        return finished(text % said)
    said["field"] = index.field_names[spans[-1].field]
    if possibility.standing is Standing.HELD:
        return _past(possibility, index, said)
    first = next(span for span in spans if span.begins == possibility.intervals[-1].first)
    said["date"] = since(first)
    if possibility.field:
        text = _("%(city)s has been a City of %(field)s since %(date)s.")
    elif len(spans) > 1:
        text = _("%(city)s has been a Creative City since %(date)s; today its field is %(field)s.")
    else:
        text = _("%(city)s has been a Creative City since %(date)s, in the field of %(field)s.")
    return finished(text % said)


def _past(possibility: Possibility, index: Index, said: dict[str, str]) -> str:
    said["stretch"] = _stretches(possibility.intervals, possibility.held)
    if possibility.field:
        text = _("%(city)s was a City of %(field)s %(stretch)s.") % said
    else:
        text = _("%(city)s was a Creative City %(stretch)s.") % said
    current = possibility.member.current
    if current is None:
        return finished(f"{text} {_('It is a member no longer.')}")
    said |= {"now": index.field_names[current.field], "date": since(current)}
    return finished(f"{text} {_('Since %(date)s it has been a City of %(now)s.') % said}")


def since(span: Span) -> str:
    """The beginning of a designation, as precise as the record has it."""
    return day(span.announced_on)


def _interval(span: Span) -> Interval:
    return Interval(span.begins, span.ends - datetime.timedelta(days=1) if span.ends else None)


def _stretches(intervals: Sequence[Interval], spans: Iterable[Span] = ()) -> str:
    """“from 2008 to 30 October 2023”: beginnings as precise as the record has them."""
    printed = {span.begins: span.announced_on for span in spans}
    said = []
    for interval in intervals:
        announced = printed.get(interval.first, "")
        if announced and len(announced) < 10 and interval.last:
            values = {"first": day(announced), "last": date_format(interval.last)}
            said.append(_("from %(first)s to %(last)s") % values)
        elif announced and len(announced) < 10:
            said.append(_("since %(first)s") % {"first": day(announced)})
        else:
            said.append(stretch(interval))
    return _(", and ").join(said)


def not_called(answer: Answer, index: Index) -> str:
    """That no member has the name, in the country if one was given."""
    said = {"name": shown(answer.name)}
    if answer.country:
        said["country"] = country(answer.country, index)
        return _("The record knows no member city called “%(name)s” in %(country)s.") % said
    return _("The record knows no member city called “%(name)s”.") % said


def country(code: str, index: Index) -> str:
    """A country's name as it stands within a sentence."""
    return country_in_sentence({"code": code, "name": index.country_names.get(code, code)})


# Figures ----------------------------------------------------------------------------------------


def where(selection: Selection, understood: Understood, index: Index) -> str:
    """“in Denmark”, “in the Nordic countries”; nothing for the whole network."""
    place = understood.place
    if isinstance(place, Region):
        return str(IN_REGION[place.value])
    if isinstance(place, Continent):
        return str(IN_CONTINENT[place])
    if place:
        return str(IN_GROUP[place])
    if not selection.countries:
        return ""
    named = any_of(country(code, index) for code in sorted(selection.countries))
    return pgettext("where", "in %(countries)s") % {"countries": named}


def things(
    counted: dict[str, int], selection: Selection, index: Index, comparison: Word | None = None
) -> str:
    """“180 member cities in 72 countries”: figures by what they count."""
    name = index.field_names.get(selection.field, "")
    said = []
    if Metric.MEMBERS in counted:
        said.append(compared(cities(counted[Metric.MEMBERS], name), comparison))
    if Metric.COUNTRIES in counted:
        countries = compared(countries_counted(counted[Metric.COUNTRIES]), comparison)
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
        said.append(compared(creative_fields(counted[Metric.FIELDS]), comparison))
    return all_of(said)


def cities(count: int, field: str) -> str:
    """“180 member cities”, “49 Cities of Gastronomy”."""
    if field:
        counted = ngettext("%(count)s City of %(name)s", "%(count)s Cities of %(name)s", count)
        return counted % {"count": count, "name": field}
    return ngettext("%(count)s member city", "%(count)s member cities", count) % {"count": count}


def creative_fields(count: int) -> str:
    return ngettext("%(count)s creative field", "%(count)s creative fields", count) % {
        "count": count
    }


def one_city(field: str) -> str:
    """What a city is the first or only one of."""
    return _("City of %(field)s") % {"field": field} if field else _("member city")


def _counted(figure: Figure) -> str:
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


def _figures(answer: Answer, index: Index) -> str:
    comparison = answer.figures[0][0].comparison if len(answer.figures) == 1 else None
    claimed = things(
        {metric: figure.value for figure, metric, _now in answer.figures},
        answer.selection,
        index,
        comparison,
    )
    now = things({metric: now for _, metric, now in answer.figures}, answer.selection, index)
    said = {
        "things": with_place(
            compared(claimed, [figure for figure, *_ in answer.figures]), answer, index
        ),
        "stretch": _stretches(answer.intervals),
        "now": now,
        "date": date_format(answer.until),
    }
    is_plain = comparison is None
    if answer.true_now:
        text = _("The network has had %(things)s %(stretch)s.") % said
        return text if is_plain else f"{text} {_closing(answer) % said}"
    if answer.intervals:
        text = _("The network had %(things)s %(stretch)s.")
    else:
        text = _("The network never had %(things)s.")
    return f"{text % said} {_closing(answer) % said}"


def _closing(answer: Answer) -> str:
    if answer.until == today():
        return _("Today it has %(now)s.")
    return _("On %(date)s it had %(now)s.")


def with_place(text: str, answer: Answer, index: Index) -> str:
    place = where(answer.selection, answer.understood, index)
    return _("%(things)s %(where)s") % {"things": text, "where": place} if place else text


def never(answer: Answer) -> str:
    """The figures around one that never was, in a sentence of their own."""
    if answer.kind is not Kind.FIGURE or answer.intervals or len(answer.figures) > 1:
        return ""
    if answer.figures[0][0].comparison:
        return ""
    return never_reached(answer.steps, answer.figures[0][0].value)


# Ranks ------------------------------------------------------------------------------------------


def _only(answer: Answer, index: Index) -> str:
    possibility, count = answer.possibilities[0], _members_now(answer)
    said = {
        "city": placed(possibility.member, index),
        "things": with_place(one_city(_field(answer, index)), answer, index),
        "stretch": _stretches(answer.intervals),
        "count": count,
    }
    if answer.reason is Reason.NOT_IN_SCOPE:
        return _("%(city)s never was a %(things)s.") % said
    if not answer.intervals:
        text = _("%(city)s never was the only %(things)s.")
    elif answer.true_now:
        return _("%(city)s has been the only %(things)s %(stretch)s.") % said
    else:
        text = _("%(city)s was the only %(things)s %(stretch)s.")
    if answer.until == today():
        now = ngettext("Today there is %(count)s.", "Today there are %(count)s.", count)
    else:
        now = ngettext(
            "On %(date)s there was %(count)s.", "On %(date)s there were %(count)s.", count
        )
    return f"{text % said} {now % {**said, 'date': date_format(answer.until)}}"


def _first(answer: Answer, index: Index) -> str:
    found, possibility = answer.found, answer.possibilities[0]
    said = {
        "city": placed(possibility.member, index),
        "things": with_place(one_city(_field(answer, index)), answer, index),
        "date": day(found.since) if found and found.since else "",
        "rival": "",
    }
    rival = found.rival if found else None
    if rival:
        said["rival"] = placed(index.members[rival.city], index)
        said["date"] = day(rival.announced_on)
    match answer.reason:
        case Reason.NOT_IN_SCOPE:
            text = _("%(city)s never was a %(things)s.")
        case Reason.ANOTHER_EARLIER:
            text = _("%(city)s was not the first %(things)s: %(rival)s came before (%(date)s).")
        case Reason.TIE:
            text = _(
                "%(city)s was not alone the first %(things)s: "
                "%(rival)s came at the same time (%(date)s)."
            )
        case Reason.ORDER_UNKNOWN:
            text = _("The record’s dates do not say whether %(rival)s came before %(city)s.")
        case Reason.PLACE_ENDED:
            text = _("%(city)s was the first %(things)s (%(date)s), and is so no longer.")
        case _:
            text = _("%(city)s was the first %(things)s (%(date)s).")
    return text % said


def _field(answer: Answer, index: Index) -> str:
    return index.field_names.get(answer.selection.field, "")


def _members_now(answer: Answer) -> int:
    return figure_on(answer.steps, answer.until)


def _founding(answer: Answer, index: Index) -> str:
    since_ = answer.found.since if answer.found else ""
    if not since_:
        return _("The record holds no designation.")
    year, name = since_[:4], _field(answer, index)
    if name:
        text = _("The first City of %(field)s was designated in %(year)s.")
    else:
        text = _("The network began in %(year)s, with its first designation.")
    return text % {"year": year, "field": name}


# The answer as a whole --------------------------------------------------------------------------


def sentence(answer: Answer, index: Index) -> str:
    """The answer in one sentence, or a few short ones: the title of its page."""
    return finished(" ".join(filter(None, (lead(answer), body(answer, index)))))


def body(answer: Answer, index: Index) -> str:
    """The answer without its Yes or No: what can be quoted by itself."""
    match answer.kind:
        case Kind.CITY:
            return _city(answer, index)
        case Kind.ELSEWHERE:
            facts = [fact(one, index) for one in answer.possibilities[:3]]
            return " ".join((not_called(answer, index), *facts))
        case Kind.SEVERAL:
            return _("Several member cities are called %(name)s. Which one is meant?") % {
                "name": shown(answer.name)
            }
        case Kind.UNKNOWN:
            return not_called(answer, index)
        case Kind.ONLY:
            return _only(answer, index)
        case Kind.FIRST:
            return _first(answer, index)
        case Kind.FIGURE:
            return _figures(answer, index)
        case Kind.FOUNDED:
            return _founding(answer, index)
    return _problem(answer)


def _city(answer: Answer, index: Index) -> str:
    text = fact(answer.possibilities[0], index)
    found = answer.found
    if answer.reason is Reason.OTHER_DATE and found and answer.understood.since:
        return f"{text} {_('The claim says %(date)s.') % {'date': day(answer.understood.since)}}"
    return text


def _problem(answer: Answer) -> str:
    understood = answer.understood
    match answer.kind:
        case Kind.IMPOSSIBLE_DATE:
            said = {"date": shown(understood.impossible[0])}
            return _("There is no date “%(date)s” in the calendar.") % said
        case Kind.BEFORE:
            return _("The network began in 2004: of %(date)s nothing can be said.") % {
                "date": day(answer.name)
            }
        case Kind.NOT_YET:
            return _("%(date)s has not come yet: the record knows the network up to %(today)s.") % {
                "date": day(answer.name),
                "today": day(answer.until),
            }
    if understood.is_nothing:
        return _("Nothing in this text can be checked.")
    return _("A claim needs a city, or a number of cities, countries or fields.")


def lead(answer: Answer) -> str:
    """“Yes.”, “No.”, or on which date it was so; nothing where neither says enough."""
    understood = answer.understood
    if answer.kind in (Kind.UNKNOWN, Kind.ELSEWHERE):
        return _("No.")
    if answer.verdict and understood.said_on:
        said = {"date": day(understood.said_on)}
        match answer.verdict:
            case Verdict.AGREES:
                return _("%(date)s: yes.") % said
            case Verdict.DIFFERS | Verdict.NEVER_TRUE:
                return _("%(date)s: no.") % said
        return _("%(date)s: that cannot be said so precisely.") % said
    if answer.kind is Kind.CITY:
        return _lead_of_city(answer)
    if answer.kind in (Kind.FIRST, Kind.ONLY, Kind.FOUNDED):
        if answer.reason is Reason.ORDER_UNKNOWN:
            return ""
        if answer.true_now:
            return _("Yes.")
        return "" if answer.intervals else _("No.")
    return ""


def _lead_of_city(answer: Answer) -> str:
    if not answer.intervals:
        return _("No.")
    return _("Yes.") if answer.true_now else ""


MARKS: dict[str, str | Promise] = {
    "now": pgettext_lazy("verdict on a claim", "True today"),
    "then": pgettext_lazy("verdict on a claim", "True then, not now"),
    "on-date": pgettext_lazy("verdict on a claim", "True on that date"),
    "not-on-date": pgettext_lazy("verdict on a claim", "Not true on that date"),
    "never": pgettext_lazy("verdict on a claim", "Never true"),
    "other-field": pgettext_lazy("verdict on a claim", "Another field"),
    "elsewhere": pgettext_lazy("verdict on a claim", "Another country"),
    "several": pgettext_lazy("verdict on a claim", "Which one?"),
    "unknown": pgettext_lazy("verdict on a claim", "Not a member"),
    "guess": pgettext_lazy("verdict on a claim", "No such name"),
    "unclear": pgettext_lazy("verdict on a claim", "Cannot be checked"),
    "other-date": pgettext_lazy("verdict on a claim", "Another date"),
}


def mark(answer: Answer) -> tuple[str, bool]:
    """The verdict in a word or two, and whether it is true today."""
    key = _mark(answer)
    return str(MARKS[key]), key == "now"


def _mark(answer: Answer) -> str:
    match answer.kind:
        case Kind.ELSEWHERE:
            return "elsewhere"
        case Kind.SEVERAL:
            return "several"
        case Kind.UNKNOWN:
            return "guess" if answer.possibilities else "unknown"
        case Kind.NOTHING | Kind.IMPOSSIBLE_DATE | Kind.BEFORE | Kind.NOT_YET:
            return "unclear"
    if answer.reason is Reason.ORDER_UNKNOWN:
        return "unclear"
    if answer.verdict and answer.understood.said_on:
        match answer.verdict:
            case Verdict.AGREES:
                return "now" if answer.true_now else "on-date"
            case Verdict.CANNOT_BE_CHECKED:
                return "unclear"
        return "not-on-date"
    if answer.intervals:
        return "now" if answer.true_now else "then"
    if answer.reason is Reason.OTHER_DATE:
        return "other-date"
    possibility = answer.member
    if answer.kind is Kind.CITY and possibility and possibility.field:
        return "other-field"
    return "never"


def understood_as(answer: Answer, index: Index) -> str:
    """What was understood of the text and what was not, in a sentence."""
    understood = answer.understood
    parts = [*_names_understood(understood, index), *_rest_understood(answer)]
    left = [*understood.left[:6], *understood.impossible[:2]]
    said = {
        "parts": _(", ").join(parts),
        "left": _(", ").join(f"“{shown(one)}”" for one in left),
    }
    if parts and left:
        return finished(_("Understood: %(parts)s. Not understood: %(left)s.") % said)
    if left:
        return _("Not understood: %(left)s.") % said
    return finished(_("Understood: %(parts)s.") % said) if parts else ""


def _names_understood(understood: Understood, index: Index) -> Iterator[str]:
    if understood.cities:
        names = all_of(dict.fromkeys(named.printed for named in understood.cities[:MOST_NAMED]))
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
        yield compared(_counted(figure), figure.comparison)
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


def facts(answer: Answer, index: Index) -> list[tuple[str, str]]:
    """When it is true and what is so at the end, as terms with their descriptions."""
    found = []
    for interval in answer.intervals[:4]:
        first = date_format(interval.first)
        if answer.member and answer.kind is Kind.CITY:
            spans = {span.begins: span for span in answer.member.member.spans}
            first = since(spans[interval.first]) if interval.first in spans else first
        found.append((_("True from"), first))
        found.append(
            (_("Until"), date_format(interval.last) if interval.last else _("today, and on"))
        )
    now = _("On %(date)s") % {"date": date_format(answer.until)}
    if answer.figures:
        counted = {metric: count for _figure, metric, count in answer.figures}
        found.append((now, things(counted, answer.selection, index)))
    elif answer.kind in (Kind.ONLY, Kind.FIRST, Kind.FOUNDED):
        counted = {Metric.MEMBERS.value: _members_now(answer)}
        found.append((now, with_place(things(counted, answer.selection, index), answer, index)))
    elif answer.member:
        current = answer.member.member.current
        text = one_city(index.field_names[current.field]) if current else _("not a member")
        found.append((now, text))
    return found


def namesakes(answer: Answer, index: Index) -> str:
    """That there are other places of the name, which are no members."""
    if not answer.namesakes:
        return ""
    return _("Another %(name)s, in %(countries)s, is not a member.") % {
        "name": shown(answer.name),
        "countries": all_of(country(code, index) for code in answer.namesakes),
    }


def quotation(answer: Answer, index: Index, address: str) -> str:
    """A sentence to quote, with the day and the address that will say the same."""
    said = {
        "sentence": body(answer, index),
        "date": day(answer.until).removesuffix("."),
        "address": address,
    }
    return (
        _("%(sentence)s Record of the UNESCO Creative Cities Network, as on %(date)s. %(address)s")
        % said
    )


def canonical_text(possibility: Possibility, index: Index) -> str:
    """The shortest claim that asks the same of a member: its name, its country, the field."""
    member = possibility.member
    # In the reader's language two members may have one name: Cannes and Caen are both Кан.
    is_alone = len(index.called(fold(member.name), member.country)) == 1
    name = member.name if is_alone else member.spans[0].city_name
    parts = [name, index.country_names[member.country]]
    if possibility.field:
        parts.append(index.field_names[possibility.field])
    return ", ".join(parts)

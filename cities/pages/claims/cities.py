"""What cities are and were, in sentences: of the one that a claim is about, or may be about."""

import datetime
from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.checking import Answer, Index, Member, Possibility, Standing
from cities.models.folding import fold
from cities.pages.words import (
    country_in_sentence,
)
from cities.statements.intervals import Interval
from cities.statements.sentences import in_a_row, stretch
from cities.statements.timeline import Span
from cities.templatetags.record import day
from uccn.doors.filtering import shown


def finished(text: str) -> str:
    """The sentences, where a Russian date brings a full stop of its own."""
    return text.replace("..", ".")


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
            said["stretch"] = stretches([_interval(last)], [last])
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
    said["stretch"] = stretches(possibility.intervals, possibility.held)
    if possibility.field:
        text = _("%(city)s was a City of %(field)s %(stretch)s.") % said
    else:
        text = _("%(city)s was a Creative City %(stretch)s.") % said
    current = possibility.member.current
    if current is None:
        return finished(in_a_row((text, _("It is a member no longer."))))
    said |= {"now": index.field_names[current.field], "date": since(current)}
    today = _("Since %(date)s it has been a City of %(now)s.") % said
    return finished(in_a_row((text, today)))


def since(span: Span) -> str:
    """The beginning of a designation, as precise as the record has it."""
    return day(span.announced_on)


def _interval(span: Span) -> Interval:
    return Interval(span.begins, span.ends - datetime.timedelta(days=1) if span.ends else None)


def stretches(intervals: Sequence[Interval], spans: Iterable[Span] = ()) -> str:
    """“from 2008 to 30 October 2023”: beginnings as precise as the record has them."""
    printed = {span.begins: span.announced_on for span in spans}
    said = []
    for interval in intervals:
        announced = printed.get(interval.first, "")
        if announced and len(announced) < 10 and interval.last:
            values = {"first": day(announced), "last": date_format(interval.last)}
            said.append(pgettext("a month or a year", "from %(first)s to %(last)s") % values)
        elif announced and len(announced) < 10:
            said.append(
                pgettext("a month or a year", "since %(first)s") % {"first": day(announced)}
            )
        else:
            said.append(stretch(interval))
    return _(", and ").join(said)


def country(code: str, index: Index) -> str:
    """A country's name as it stands within a sentence."""
    return country_in_sentence({"code": code, "name": index.country_names.get(code, code)})


def not_called(answer: Answer, index: Index) -> str:
    """That no member has the name, in the country if one was given."""
    said = {"name": shown(answer.name)}
    if answer.country:
        said["country"] = country(answer.country, index)
        return _("The record knows no member city called “%(name)s” in %(country)s.") % said
    return _("The record knows no member city called “%(name)s”.") % said


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

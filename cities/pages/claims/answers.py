"""The whole answer to a claim: its sentence, its facts, and what to quote."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cities.checking import Answer, Index, Kind
from cities.models.sources import Metric
from cities.pages.claims.cities import country, fact, finished, not_called, since
from cities.pages.claims.figures import figures, never, one_city, things, where, with_place
from cities.pages.claims.ranks import first, founding, members_now, only
from cities.pages.words import (
    all_of,
)
from cities.statements.claims import Reason
from cities.statements.readings import Verdict
from cities.statements.sentences import ended_by, in_a_row
from cities.templatetags.record import day
from uccn.doors.filtering import shown


def sentence(answer: Answer, index: Index) -> str:
    """The answer in one sentence, or a few short ones: the title of its page."""
    return finished(in_a_row((lead(answer), body(answer, index))))


def body(answer: Answer, index: Index) -> str:
    """The answer without its Yes or No: what can be quoted by itself."""
    match answer.kind:
        case Kind.CITY:
            return _city(answer, index)
        case Kind.ELSEWHERE:
            facts = [fact(one, index) for one in answer.possibilities[:3]]
            return in_a_row((not_called(answer, index), *facts))
        case Kind.SEVERAL:
            return _("Several member cities are called %(name)s. Which one is meant?") % {
                "name": shown(answer.name)
            }
        case Kind.LATER:
            said = {"name": shown(answer.name), "date": date_format(answer.until)}
            return _("On %(date)s, %(name)s was not yet a member.") % said
        case Kind.UNKNOWN:
            return not_called(answer, index)
        case Kind.ONLY:
            return only(answer, index)
        case Kind.FIRST:
            return first(answer, index)
        case Kind.FIGURE:
            return figures(answer, index)
        case Kind.FOUNDED:
            return founding(answer, index)
    return _problem(answer)


def _city(answer: Answer, index: Index) -> str:
    text = fact(answer.possibilities[0], index)
    found = answer.found
    if answer.reason is Reason.OTHER_DATE and found and answer.understood.since:
        claimed = _("The claim says %(date)s.") % {"date": day(answer.understood.since)}
        return in_a_row((text, claimed))
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
    if answer.kind in (Kind.UNKNOWN, Kind.ELSEWHERE, Kind.LATER):
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


def facts(answer: Answer, index: Index) -> list[tuple[str, str]]:
    """When it is true and what is so at the end, as terms with their descriptions."""
    found = []
    for interval in answer.intervals[:4]:
        first = date_format(interval.first)
        if answer.member and answer.kind is Kind.CITY:
            spans = {span.begins: span for span in answer.member.member.spans}
            first = since(spans[interval.first]) if interval.first in spans else first
        found.append((_("True from"), first))
        found.append((_("Until"), date_format(interval.last) if interval.last else _("not ended")))
    now = _("On %(date)s") % {"date": date_format(answer.until)}
    if answer.figures:
        counted = {metric: count for _figure, metric, count in answer.figures}
        found.append((now, things(counted, answer.selection, index)))
    elif answer.kind in (Kind.ONLY, Kind.FIRST, Kind.FOUNDED):
        counted = {Metric.MEMBERS.value: members_now(answer)}
        found.append((now, with_place(things(counted, answer.selection, index), answer, index)))
    elif answer.member:
        current = answer.member.member.current
        text = one_city(index.field_names[current.field]) if current else _("not a member")
        found.append((now, text))
    return found


def remark(answer: Answer, index: Index) -> str:
    """What else to know of the answer: what it left aside, what is near, who else is so called."""
    counts = answer.kind in (Kind.FIGURE, Kind.FIRST, Kind.ONLY)
    if counts and answer.understood.left:
        scope = where(answer.selection, answer.understood, index) or _("in the whole network")
        said = {"left": shown(answer.understood.left[0]), "scope": scope}
        return _("“%(left)s” was not understood: the cities %(scope)s were counted.") % said
    if answer.found and answer.found.newcomers:
        return ended_by(answer.found.newcomers)
    return never(answer) or namesakes(answer, index)


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
    text = _(
        "%(sentence)s Record of the UNESCO Creative Cities Network, as on %(date)s. %(address)s"
    )
    return finished(text % said)

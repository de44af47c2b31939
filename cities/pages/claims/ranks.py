"""The only one, the first, and the beginning, in sentences."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.checking import Answer, Index
from cities.models.places import today
from cities.pages.claims.cities import placed, stretches
from cities.pages.claims.figures import field_name, one_city, with_place
from cities.statements.claims import Reason
from cities.statements.intervals import figure_on
from cities.statements.sentences import in_a_row
from cities.templatetags.record import day


def members_now(answer: Answer) -> int:
    return figure_on(answer.steps, answer.until)


def only(answer: Answer, index: Index) -> str:
    possibility, count = answer.possibilities[0], members_now(answer)
    said = {
        "city": placed(possibility.member, index),
        "things": with_place(one_city(field_name(answer, index)), answer, index),
        "stretch": stretches(answer.intervals),
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
    return in_a_row((text % said, now % {**said, "date": date_format(answer.until)}))


def first(answer: Answer, index: Index) -> str:
    found, possibility = answer.found, answer.possibilities[0]
    said = {
        "city": placed(possibility.member, index),
        "things": with_place(one_city(field_name(answer, index)), answer, index),
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


def founding(answer: Answer, index: Index) -> str:
    since_ = answer.found.since if answer.found else ""
    if not since_:
        return _("The record holds no designation.")
    year, name = since_[:4], field_name(answer, index)
    if name:
        text = _("The first City of %(field)s was designated in %(year)s.")
    else:
        text = _("The network began in %(year)s, with its first designation.")
    return text % {"year": year, "field": name}

"""Why a line of a list is a match, a doubt or none, in sentences."""

from django.utils.translation import gettext as _

from cities.checking import (
    CheckedLine,
    Index,
    Why,
)
from cities.pages.claims.cities import country, fact, placed
from cities.pages.words import all_of, any_of
from cities.statements.sentences import in_a_row
from uccn.doors.filtering import shown


def reason(one: CheckedLine, index: Index) -> str:
    """Why a line is a match, a doubt or none, in sentences."""
    facts = [fact(possibility, index) for possibility in one.possibilities[:3]]
    said = {
        "name": shown(one.line.name),
        "country": country(one.country, index) if one.country else "",
        "strange": shown(one.strange),
        "namesakes": all_of(country(code, index) for code in one.namesakes),
    }
    parts = []
    for why in one.reasons:
        match why:
            case Why.NO_NAME:
                parts.append(_("There is no name in this line."))
            case Why.NOT_A_MEMBER | Why.NOT_SEARCHED | Why.GUESS if one.country:
                text = _("The record knows no member city called “%(name)s” in %(country)s.")
                parts.append(text % said)
            case Why.NOT_A_MEMBER | Why.NOT_SEARCHED | Why.GUESS:
                parts.append(_("The record knows no member city called “%(name)s”.") % said)
            case Why.OTHER_COUNTRY:
                parts.append(_("Not in %(country)s.") % said)
            case Why.SEVERAL:
                parts.append(_("Several member cities have this name.") % said)
            case Why.NAMESAKE:
                text = _("There is another %(name)s in %(namesakes)s: name the country.")
                parts.append(text % said)
            case Why.PART_UNKNOWN:
                text = _("“%(strange)s” is neither a country nor a field that the record knows.")
                parts.append(text % said)
    if Why.GUESS in one.reasons or Why.NOT_A_MEMBER in one.reasons:
        names = [placed(possibility.member, index) for possibility in one.possibilities]
        if names:
            parts.append(_("Nearest, as a guess: %(names)s.") % {"names": any_of(names)})
        return in_a_row(parts)
    return in_a_row([*parts, *facts])

"""Facts in sentences: what a list holds, what a city is."""

from collections.abc import Iterable

from babel.lists import format_list
from babel.numbers import format_percent
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from cities.models import EndReason
from cities.rows import Row
from cities.templatetags.record import day

# Fields are said in words up to twelve: “one of eight creative fields”.
NUMBERS: tuple[str | Promise, ...] = (
    pgettext_lazy("one of … creative fields", "one"),
    pgettext_lazy("one of … creative fields", "two"),
    pgettext_lazy("one of … creative fields", "three"),
    pgettext_lazy("one of … creative fields", "four"),
    pgettext_lazy("one of … creative fields", "five"),
    pgettext_lazy("one of … creative fields", "six"),
    pgettext_lazy("one of … creative fields", "seven"),
    pgettext_lazy("one of … creative fields", "eight"),
    pgettext_lazy("one of … creative fields", "nine"),
    pgettext_lazy("one of … creative fields", "ten"),
    pgettext_lazy("one of … creative fields", "eleven"),
    pgettext_lazy("one of … creative fields", "twelve"),
)
IN_REGION = {
    "africa": pgettext_lazy("where", "in Africa"),
    "arab-states": pgettext_lazy("where", "in the Arab States"),
    "asia-pacific": pgettext_lazy("where", "in Asia and the Pacific"),
    "europe-north-america": pgettext_lazy("where", "in Europe and North America"),
    "latin-america-caribbean": pgettext_lazy("where", "in Latin America and the Caribbean"),
}
IN_CONTINENT = {
    "africa": pgettext_lazy("where", "on the African continent"),
    "america": pgettext_lazy("where", "on the American continent"),
    "asia": pgettext_lazy("where", "on the Asian continent"),
    "europe": pgettext_lazy("where", "on the European continent"),
    "oceania": pgettext_lazy("where", "in Oceania"),
}
# In English sentences these countries take an article.
WITH_ARTICLE = {
    "AE", "BS", "CF", "CK", "DO", "FO", "GB", "GM", "KM", "KY", "MH", "MV", "NL", "PH", "SB", "US",
    "VG",
}  # fmt: skip
BEGIN_WITH_ARTICLE = ("Republic", "Democratic", "Russian", "Syrian", "United")


def number_in_words(number: int) -> str:
    """A number up to twelve in words, in figures beyond."""
    return str(NUMBERS[number - 1]) if 1 <= number <= len(NUMBERS) else str(number)


def cities_counted(count: int) -> str:
    return ngettext("%(count)s city", "%(count)s cities", count) % {"count": count}


def countries_counted(count: int) -> str:
    return ngettext("%(count)s country", "%(count)s countries", count) % {"count": count}


def field_sentence(name: str, members: int, countries: int) -> str:
    """Such as “66 Cities of Gastronomy in 36 countries”."""
    counted = ngettext("%(count)s City of %(name)s", "%(count)s Cities of %(name)s", members)
    sentence = counted % {"count": members, "name": name}
    if not countries:
        return sentence
    where = ngettext("in %(count)s country", "in %(count)s countries", countries)
    return _("%(what)s %(where)s") % {"what": sentence, "where": where % {"count": countries}}


def country_sentence(subject: str, members: int) -> str:
    """Such as “France has 11 creative cities”; the subject is the country as sentences begin."""
    if not members:
        return _("%(country)s has no creative city") % {"country": subject}
    counted = ngettext(
        "%(country)s has %(count)s creative city",
        "%(country)s has %(count)s creative cities",
        members,
    )
    return counted % {"country": subject, "count": members}


def quoted(city: Row, sentence: str) -> str:
    """What is quoted of a city's record: which city it is, and what it is and was."""
    said = {
        "city": city["name"],
        "country": city["country"]["name"],
        "number": city["number"],
        "sentence": sentence,
    }
    return _("%(city)s (%(country)s), no. %(number)s: %(sentence)s") % said


def percent(share: float) -> str:
    """A part from 0 to 1 in hundredths, as the reader's language writes them: 43%, 43 %."""
    return format_percent(share, locale=_locale())


def any_of(words: Iterable[str]) -> str:
    """“A, B or C” in the reader's language."""
    return format_list(list(words), style="or", locale=_locale())


def all_of(words: Iterable[str]) -> str:
    """“A, B and C” in the reader's language."""
    return format_list(list(words), style="standard", locale=_locale())


def few_of(names: Iterable[str], most: int = 90) -> str:
    """The first names of a list, as many as some letters hold, for a line that is soon cut off."""
    shown: list[str] = []
    between = _(", ")
    for name in names:
        if len(between.join([*shown, name])) > most:
            return f"{between.join(shown)} …"
        shown.append(name)
    return _("%(sentence)s.") % {"sentence": between.join(shown)} if shown else ""


def country_in_sentence(country: Row) -> str:
    """A country's name as it stands within a sentence: in English, some take an article."""
    name = str(country["name"])
    takes_article = country["code"] in WITH_ARTICLE or name.startswith(BEGIN_WITH_ARTICLE)
    is_english = (get_language() or "en").startswith("en")
    return f"the {name}" if is_english and takes_article else name


def country_first_in_sentence(country: Row) -> str:
    """The same at the beginning of a sentence."""
    name = country_in_sentence(country)
    return name[:1].upper() + name[1:]


def designation_sentence(designations: list[Row]) -> str:
    """What a city is, and was.

    Such as “City of Literature since 31 October 2023; City of Media Arts from 2008 until then”.
    """
    if not designations:
        return _("Not yet a member on this day")
    *earlier, last = designations
    said = {"field": last["field_name"], "date": day(last["announced_on"])}
    if last["ended_on"]:
        said["end"] = day(last["ended_on"])
        sentences = [_("City of %(field)s from %(date)s to %(end)s") % said]
    else:
        sentences = [_("City of %(field)s since %(date)s") % said]
    for designation in reversed(earlier):
        said = {"field": designation["field_name"], "date": day(designation["announced_on"])}
        if designation["end_reason"] == EndReason.FIELD_CHANGE:
            sentences.append(_("City of %(field)s from %(date)s until then") % said)
        else:
            said["end"] = day(designation["ended_on"])
            sentences.append(_("City of %(field)s from %(date)s to %(end)s") % said)
    return _("; ").join(sentences)


def _locale() -> str:
    # British English puts no comma before the last “or”.
    language = get_language() or "en"
    return {"en": "en_GB", "zh-hans": "zh_Hans"}.get(language, language)

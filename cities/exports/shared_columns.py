"""Columns that the lists of the API and the archive of the record both have."""

from cities.exports.columns import PARTIAL_DATE, columns

SOURCE = ("string", "Key of the source.")

OF_A_NAME = columns(
    name=("string", "A spelling, for finding the city."),
    kind=("string", "Where it comes from: native, translation, former, gazetteer …"),
    language=("string", "A language tag."),
    script=("string", "The script that it is written in."),
    source=SOURCE,
)
OF_AN_ORGANISATION = columns(
    name=("string", "Name of the organisation."),
    kind=("string", "What kind of body it is."),
    description=("string", "What it does."),
    founded_year=("year", "Year of its foundation."),
    runs_membership=("boolean", "Whether it runs the city's membership."),
    website=("string", "Its address."),
    source=SOURCE,
)
OF_A_SOURCE = columns(
    key=SOURCE,
    title=("string", "Its title."),
    publisher=("string", "Who published it."),
    language=("string", "A language tag."),
    url=("string", "Its address."),
    dated_on=("string", f"A date that it bears itself. {PARTIAL_DATE}"),
    earliest=("date", "The first day of which it may speak."),
    latest=("date", "The last day of which it may speak."),
    dates_inferred=("boolean", "Whether those days are inferred."),
)

"""What sources say as a table, with the record's answers."""

from collections.abc import Iterator, Sequence

from cities.exports.about import About
from cities.exports.columns import PARTIAL_DATE, Row, Table, columns
from cities.exports.listing import Listing, in_chunks
from cities.models import Statement
from cities.rows import statement_rows

STATEMENTS = Table(
    "statements",
    "Statements of sources and the record's answers",
    ("source", "key"),
    columns(
        source=("string", "Key of the source."),
        source_title=("string", "Title of the source."),
        key=("string", "Key of the statement within its source."),
        subject=("string", "Its subject, under which its page shows it."),
        printed=("string", "The figure or claim in the source's own words."),
        language=("string", "Language of the print."),
        metric=("string", "What it is about: members, countries, designation, first …"),
        value=("integer", "The figure."),
        value_date=("string", f"The date claimed. {PARTIAL_DATE}"),
        city=("string", "Slug of the city that it speaks of."),
        without_city=("boolean", "Whether the figure leaves that city out."),
        field=("string", "Slug of the creative field that it speaks of."),
        scope=("string", "Of which cities it speaks: network, region, continent or countries."),
        region=("string", "The UNESCO region of that scope."),
        continent=("string", "The continent of that scope."),
        countries=("list", "Codes of the countries of that scope."),
        scope_name=("string", "Name of the scope, such as Nordic countries."),
        said_on=("string", f"A date that the source bears for it. {PARTIAL_DATE}"),
        note=("string", "A note on the statement."),
        verdict=("string", "The record's answer on the date that the source bears, if any."),
        verdict_label=("string", "The same in words, in the file's language."),
        reason=("string", "Why, in one word."),
        our_figure=("integer", "The record's figure on that date."),
        our_date=("string", f"The record's date. {PARTIAL_DATE}"),
        true_today=("boolean", "Whether it is true on the file's day."),
        true_intervals=("list", "When it is true, by its first meaning: 2017-10-31/2019-10-29, "
                        "first and last day; .. where it is true to this day."),
        explanation=("string", "The answer in a sentence, in the file's language."),
    ),
)  # fmt: skip
FROM_ANSWER = (
    "verdict", "verdict_label", "reason", "our_figure", "our_date", "true_today", "explanation",
)  # fmt: skip


def list_of_statements(keys: Sequence[int], about: About) -> Listing:
    """The statements of the primary keys, in their order, answered on the file's day."""

    def rows(chunk: Sequence[int]) -> Iterator[Row]:
        return _rows(chunk, about)

    return Listing(STATEMENTS, about, len(keys), in_chunks(STATEMENTS, about, keys, rows))


def _rows(keys: Sequence[int], about: About) -> Iterator[Row]:
    for row in statement_rows(Statement.objects.all(), keys, about.as_of):
        answer = row["answer"]
        yield {
            **row,
            **{name: answer[name] for name in FROM_ANSWER},
            "true_intervals": [
                f"{interval['first']}/{interval['last'] or '..'}"
                for interval in answer["readings"][0]["true"]
            ],
        }

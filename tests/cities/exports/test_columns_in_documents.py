"""The columns that docs/downloads.md describes are those that the files have."""

from pathlib import Path

from django.conf import settings

from cities.exports.formats.comma_separated import IN_EVERY_ROW
from cities.exports.lists import TABLES
from cities.exports.lists.cities import MATCH

PARTS = {
    **{f"{table.title} (`/{name}.*`)": table.columns for name, table in TABLES.items()},
    "Cities that a text was asked for (`q`), at the end of each row": MATCH,
    "At the end of each row of CSV": IN_EVERY_ROW,
}


def documented():
    """The part of the document that describes columns, as it should read."""
    return "\n".join(
        "\n".join(
            [
                f"### {title}\n",
                "| column | type | what it holds |",
                "| --- | --- | --- |",
                *(f"| `{one.name}` | {one.type} | {one.description} |" for one in columns),
                "",
            ]
        )
        for title, columns in PARTS.items()
    )


def test_the_document_describes_every_column():
    text = (Path(settings.BASE_DIR) / "docs" / "downloads.md").read_text()

    assert text[text.index("### ") :] == documented()


def test_names_of_columns_are_plain_words_that_stand_once():
    for table in TABLES.values():
        names = [column.name for column in (*table.columns, *MATCH, *IN_EVERY_ROW)]

        assert len(set(names)) == len(names)
        assert [name for name in names if not name.replace("_", "").isalpha()] == []
        assert [name for name in names if name != name.lower()] == []

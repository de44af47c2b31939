"""What the file of a form says, as rows of the tables; every mistake with its line."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import models

from applications.models import DocumentKind, FormSection, Question
from applications.models.form import QuestionKind
from cities.record.reading import BadFixtures, Fixtures, Place, Section

# What stands in the file in two languages, in the database in two columns.
IN_LANGUAGES = ("title", "help", "label")
LANGUAGES = ("en", "fr")
SECTION = ("slug", "kind", "title", "help", "is_our_reading")
QUESTION = (
    "code", "kind", "label", "help", "clause", "is_our_reading", "is_required",
    "allows_no_relevant_information", "word_limit", "at_least", "at_most", "choices", "columns",
    "eligible_answer",
)  # fmt: skip
DOCUMENT = (
    "code", "provider", "title", "help", "clause", "at_least", "at_most", "accepted_types",
    "max_megabytes", "needs_rights_form",
)  # fmt: skip
# Of the columns of a list: what is written as text in the file and is something else.
NUMBERS_OF_A_COLUMN, FLAGS_OF_A_COLUMN = ("word_limit", "at_most_each"), ("is_required",)
OF_A_COLUMN = {"code", "kind", *LANGUAGES, "choices", *NUMBERS_OF_A_COLUMN, *FLAGS_OF_A_COLUMN}
OF_A_CHOICE = {"value", *LANGUAGES}
FLAGS = {"true": True, "false": False}

Row = dict[str, Any]
# A row to be made, with the place in the file where it stands.
Written = tuple[Place, Row]


class FormFile:
    """What a file says. Raises `BadFixtures` with every mistake by its line."""

    def __init__(self, path: Path) -> None:
        self.fixtures = Fixtures(path.parent)
        self.own: Row = {}
        self.sections: list[tuple[Place, Row, list[Written]]] = []
        self.documents: list[Written] = []
        page = self.fixtures.page(path.name)
        if page is not None:
            self._read(page)
            self.fixtures.refuse_unknown_keys()
        self.raise_problems()

    def raise_problems(self) -> None:
        """Raise `BadFixtures` with every reason by file and line, if there is any."""
        if self.fixtures.problems:
            raise BadFixtures(self.fixtures.problems)

    def refuse(self, place: Place, reason: str) -> None:
        self.fixtures.refuse(place, reason)

    def _read(self, page: Section) -> None:
        for name in ("declaration", "what_changed"):
            self.own |= self._in_languages(page, name)
        for place, section in enumerate(page.sections("sections")):
            questions = [
                (entry.place, self._row(entry, Question, QUESTION, position))
                for position, entry in enumerate(section.sections("questions"))
            ]
            row = self._row(section, FormSection, SECTION, place)
            self.sections.append((section.place, row, questions))
        self.documents = [
            (entry.place, self._row(entry, DocumentKind, DOCUMENT, position))
            for position, entry in enumerate(page.sections("documents"))
        ]

    def _row(
        self, entry: Section, model: type[models.Model], columns: tuple[str, ...], position: int
    ) -> Row:
        fields: Any = {field.name: field for field in model._meta.fields}
        row: Row = {"position": position}
        for column in columns:
            # In the file, sections have a code like everything else.
            key = "code" if column == "slug" else column
            if column in IN_LANGUAGES:
                row |= self._in_languages(entry, column)
            elif key in entry:
                row[column] = self._value(entry, key, fields[column])
            else:
                row[column] = fields[column].get_default()
        return row

    def _in_languages(self, entry: Section, name: str) -> Row:
        words = entry.section(name)
        return {
            f"{name}_{language}": words.text(language).strip() if words else ""
            for language in LANGUAGES
        }

    def _value(self, entry: Section, key: str, field: Any) -> Any:
        if key == "columns":
            return [self._column(column) for column in entry.sections(key)]
        if key == "choices":
            return [self._plain(choice, OF_A_CHOICE) for choice in entry.sections(key)]
        if isinstance(field, models.JSONField):
            return [printed.text for printed in entry.texts(key)]
        text, place = entry.text(key), entry.place_of(key)
        if isinstance(field, models.BooleanField):
            return self._flag(text, place)
        if isinstance(field, models.DecimalField):
            return self._decimal(text, place)
        if isinstance(field, models.IntegerField):
            return self._number(text, place)
        return text

    def _column(self, column: Section) -> Row:
        row = self._plain(column, OF_A_COLUMN - {"choices"})
        if row.get("kind") not in QuestionKind.values:
            self.refuse(column.place_of("kind"), f"there is no kind “{row.get('kind', '')}”")
        for name in NUMBERS_OF_A_COLUMN:
            if name in row:
                row[name] = self._number(row[name], column.place_of(name))
        for name in FLAGS_OF_A_COLUMN:
            if name in row:
                row[name] = self._flag(row[name], column.place_of(name))
        if "choices" in column:
            row["choices"] = [
                self._plain(choice, OF_A_CHOICE) for choice in column.sections("choices")
            ]
        return row

    def _plain(self, entry: Section, keys: set[str]) -> Row:
        return {key: entry.text(key) for key in sorted(keys) if key in entry}

    def _flag(self, text: str, place: Place) -> bool:
        if text not in FLAGS:
            self.refuse(place, f"“{text}” must be true or false")
        return FLAGS.get(text, False)

    def _number(self, text: str, place: Place) -> int | None:
        if text.isascii() and text.isdigit():
            return int(text)
        self.refuse(place, f"“{text}” must be a whole number")
        return None

    def _decimal(self, text: str, place: Place) -> Decimal | None:
        try:
            return Decimal(text)
        except InvalidOperation:
            self.refuse(place, f"“{text}” must be a number")
            return None

"""`expand=`: what belongs to the rows of an answer, in the answer.

A resource declares what it can expand. An expansion fills one member of all rows of an answer at
once, by a number of queries that does not grow with them, and what it fills in is expanded no
further.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from uccn.doors.comma_lists import unknown_words, words_of
from uccn.doors.filtering import Problem

EXPAND = "expand"
Row = dict[str, Any]


@dataclass(frozen=True)
class Expansion:
    """How a member is filled: `values` gives one for each of the rows, in their order.

    It is given the rows as they are without expansions, and the resource that answers.
    """

    values: Callable[[Sequence[Row], Any], Sequence[Any]]
    description: str
    # What must not be carried off in bulk is no part of a file.
    why_not_in_files: Any = ""


def expanded(rows: Sequence[Row], names: Sequence[str], resource: Any) -> list[Row]:
    """The rows with the named members filled."""
    filled = [dict(row) for row in rows]
    for name in names:
        values = resource.expansions[name].values(rows, resource)
        for row, value in zip(filled, values, strict=True):
            row[name] = value
    return filled


def problems_of(
    text: str, known: Mapping[str, Expansion], *, is_file: bool = False
) -> list[Problem]:
    """What is wrong with what is to be expanded."""
    kept_out = [
        Problem(EXPAND, word, str(known[word].why_not_in_files))
        for word in words_of(text)
        if is_file and word in known and known[word].why_not_in_files
    ]
    return [*unknown_words(EXPAND, text, known), *kept_out]


def only_expanded(serializer: type[serializers.Serializer], **kwargs: Any) -> Any:
    """A member that a row has only when it was asked for."""
    return serializer(required=False, style={EXPAND: True}, **kwargs)


class Expandable(serializers.Field):
    """A member that names something, and that becomes the whole of it when that is asked for."""

    def __init__(self, reference: Any, whole: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reference = reference
        self.whole = whole


def expandable(reference: Any, whole: Any, **kwargs: Any) -> Any:
    """A member that is a reference, or the whole of what it refers to where that was asked for."""
    return Expandable(reference, whole, **kwargs)


class ExpandableExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """What the schema says of such a member: either of the two."""

    target_class = Expandable

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        field: Expandable = self.target
        kinds = []
        for each in (field.reference, field.whole):
            each.bind(field.field_name, field.parent)
            kinds.append(auto_schema._map_serializer_field(each, direction))  # noqa: SLF001
        description = {"description": field.help_text} if field.help_text else {}
        return {"anyOf": kinds, **description}

"""What is told to people about an assignment: a code and values, read in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, override


@dataclass(frozen=True)
class Sentence:
    """A plain sentence. `code` and `values` are for programs, `str()` is for people.

    `text` is a lazy translation with %(name)s for the values, so that one result can be read in
    several languages.
    """

    code: str
    text: Any = field(compare=False, repr=False)
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        # A lazy plural chooses its form only when it is filled in.
        return str(self.text % dict(self.values))

    def in_language(self, language: str) -> str:
        with override(language or get_language()):
            return str(self)

"""Reading settings from the environment: typed, and loud about everything that is wrong at once."""

import os
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

Value = TypeVar("Value")

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off"}


class Environment:
    """The process environment, with a list of what is missing or unreadable in it.

    Values are read with `text`, `switch`, `number` and `words`; problems are collected, so that
    `complain` can name all of them in one `ImproperlyConfigured` instead of one per start.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []

    def text(self, name: str, default: str = "", *, required: bool = False, hint: str = "") -> str:
        """The variable's text; a missing required one is a problem, explained by `hint`."""
        value = os.environ.get(name, "").strip()
        if not value and required:
            self.problems.append(f"{name} is not set. {hint}".strip())
        return value or default

    def switch(self, name: str, *, default: bool) -> bool:
        """A yes/no variable; any other word is a problem."""
        value = os.environ.get(name, "").strip().lower()
        if not value:
            return default
        if value not in TRUE_WORDS | FALSE_WORDS:
            self.problems.append(f"{name}={value} is neither yes nor no.")
        return value in TRUE_WORDS

    def number(self, name: str, default: int) -> int:
        """A whole number; anything else is a problem."""
        return self._parsed(name, default, int, "is not a whole number")

    def words(self, name: str, default: list[str], *, required: bool = False, hint: str = "") -> list[str]:
        """A comma-separated list."""
        value = self.text(name, required=required, hint=hint)
        return [word.strip() for word in value.split(",") if word.strip()] or default

    def complain(self) -> None:
        """Raise `ImproperlyConfigured` if any variable read so far is missing or unreadable."""
        if self.problems:
            listing = "\n  - ".join(self.problems)
            raise ImproperlyConfigured(
                f"The environment is not ready:\n  - {listing}\n"
                "On a developer's machine run `make setup`, which writes .env with LOCAL=yes;"
                " docs/deployment.md describes every variable."
            )

    def _parsed(
        self, name: str, default: Value, parse: Callable[[str], Value], complaint: str
    ) -> Value:
        value = os.environ.get(name, "").strip()
        if not value:
            return default
        try:
            return parse(value)
        except ValueError:
            self.problems.append(f"{name}={value} {complaint}.")
            return default

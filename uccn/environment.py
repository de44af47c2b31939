"""Reading settings from the environment: typed, and loud about everything that is wrong at once."""

import os
from collections.abc import Collection
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from uccn.access.quotas import quota

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off"}
DATABASE_SCHEMES = ("postgres", "postgresql", "sqlite")
CACHE_SCHEMES = ("redis", "rediss", "unix")
SHORTEST_SECRET = 40
FEWEST_LETTERS = 10


class Environment:
    """The process environment, with a list of what is missing or unreadable in it.

    Every reader returns something that settings can go on with; problems are collected, so that
    `complain` can name all of them in one `ImproperlyConfigured` instead of one per start. Values
    that may hold a password are never repeated in a problem.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []

    def text(self, name: str, default: str = "", *, required: bool = False, hint: str = "") -> str:
        """The variable's text; a missing required one is a problem, explained by `hint`."""
        value = os.environ.get(name, "").strip()
        if not value and required:
            self.problems.append(f"{name} is not set. {hint}".strip())
        return value or default

    def secret(self, name: str, *, strong: bool, hint: str, required: bool = True) -> str:
        """A secret text; where it must be `strong`, one that could be guessed is a problem."""
        value = self.text(name, required=required, hint=hint)
        guessable = len(value) < SHORTEST_SECRET or len(set(value)) < FEWEST_LETTERS
        if value and strong and guessable:
            self.problems.append(f"{name} is too easy to guess. {hint}")
        return value

    def switch(self, name: str, *, default: bool) -> bool:
        """A yes/no variable; any other word is a problem."""
        value = self.text(name).lower()
        if not value:
            return default
        if value not in TRUE_WORDS | FALSE_WORDS:
            self.problems.append(f"{name}={value} is neither yes nor no.")
        return value in TRUE_WORDS

    def site(self, name: str, default: str, *, hint: str) -> str:
        """The address of a site without a path, such as https://example.org; else a problem."""
        value = self.text(name, default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or parts.path or not parts.hostname:
            self.problems.append(f"{name}={value} is no address of a site. {hint}")
            return default
        return value

    def number(self, name: str, default: int) -> int:
        """A whole number, zero or more; anything else is a problem."""
        value = self.text(name)
        if not value:
            return default
        if not (value.isascii() and value.isdigit()):
            self.problems.append(f"{name}={value} is not a whole number.")
            return default
        return int(value)

    def limit(self, name: str, default: str) -> str:
        """So many requests within a time, such as 600/minute; anything else is a problem."""
        value = self.text(name, default)
        try:
            quota(value)
        except ValueError:
            self.problems.append(
                f"{name}={value} is no limit. Write a number, a stroke and second, minute, hour or"
                " day: 600/minute."
            )
            return default
        return value

    def choice(self, name: str, default: str, choices: Collection[str]) -> str:
        """One of `choices`, in whatever case it was written; another word is a problem."""
        value = self.text(name, default).upper()
        if value not in choices:
            self.problems.append(f"{name}={value} is none of {', '.join(choices)}.")
            return default
        return value

    def words(
        self, name: str, default: list[str], *, required: bool = False, hint: str = ""
    ) -> list[str]:
        """A comma-separated list."""
        value = self.text(name, required=required, hint=hint)
        return [word.strip() for word in value.split(",") if word.strip()] or default

    def database(
        self, name: str, default: str, *, required: bool, hint: str
    ) -> dj_database_url.DBConfig:
        """A PostgreSQL or SQLite database by its address, with connections that are kept."""
        address = self.text(name, default, required=required, hint=hint)
        if urlsplit(address).scheme not in DATABASE_SCHEMES:
            self.problems.append(
                f"{name} begins with none of {', '.join(DATABASE_SCHEMES)}. {hint}"
            )
            address = default
        try:
            return dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)
        except ValueError:
            self.problems.append(f"{name} cannot be read as an address. {hint}")
            return dj_database_url.parse(default)

    def cache(self, name: str, *, hint: str) -> dict[str, str]:
        """A Redis cache by its address; without one, the memory of each process."""
        address = self.text(name)
        if address and urlsplit(address).scheme not in CACHE_SCHEMES:
            self.problems.append(f"{name} begins with none of {', '.join(CACHE_SCHEMES)}. {hint}")
        elif address:
            return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}

    def complain(self) -> None:
        """Raise `ImproperlyConfigured` if any variable read so far is missing or unreadable."""
        if self.problems:
            listing = "\n  - ".join(self.problems)
            raise ImproperlyConfigured(
                f"The environment is not ready:\n  - {listing}\n"
                "On a developer's machine run `make setup`, which writes .env with LOCAL=yes;"
                " docs/deployment.md describes every variable."
            )

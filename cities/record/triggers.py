"""The database triggers that raise the revision and refuse overlapping designations."""

from typing import Any


def remove_before_migrations(**kwargs: Any) -> None:
    pass


def install_after_migrations(**kwargs: Any) -> None:
    pass

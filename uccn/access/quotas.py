"""Limits as people write them: so many requests within a time, such as 600/minute."""

import functools
import re

import limits
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Nobody needs none at all, and nobody more than the portal can answer.
WRITTEN = re.compile(r"[1-9][0-9]{0,5}/(second|minute|hour|day)")

Quota = limits.RateLimitItem


@functools.lru_cache(maxsize=1_000)
def quota(written: str) -> Quota:
    """The limit that a text such as 600/minute means. Raises `ValueError` for any other text."""
    if not WRITTEN.fullmatch(written):
        raise ValueError(written)
    return limits.parse(written)


def validate_quota(written: str) -> None:
    """Raise `ValidationError` for a text that is no limit."""
    try:
        quota(written)
    except ValueError:
        raise ValidationError(
            _("“%(written)s” is no limit. Write it like 6000/minute."), params={"written": written}
        ) from None

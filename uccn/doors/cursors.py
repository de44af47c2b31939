"""Cursors: where a walk through a list goes on, signed, and good for that list alone.

A cursor holds the values of the last row seen, by which the list is ordered, and a digest of the
list, its order and its filters. It is signed, so that no value in it comes from anybody but us; it
is bound, since the same place in another list would silently leave out what stands before it. The
size of pages, the format and the choice of members are not part of it: they may change on the way.
"""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from uccn.doors.filtering import Problem, shown
from uccn.doors.problems import BadParameters

SALT = "cursor"


@dataclass(frozen=True)
class Cursor:
    """The place beside a row, and in which direction the walk goes on from it."""

    position: Sequence[Any]
    backwards: bool = False


def digest(path: str, order: Sequence[str], filters: Mapping[str, Sequence[str]]) -> str:
    """What a cursor is bound to: the list at a path, its order, and what it was filtered by."""
    asked = sorted((name, sorted(values)) for name, values in filters.items())
    text = json.dumps([path, list(order), asked])
    return blake2b(text.encode(), digest_size=8).hexdigest()


def written(cursor: Cursor, bound_to: str) -> str:
    """The cursor as it stands in an address."""
    values = [
        value.isoformat() if isinstance(value, datetime.date) else value
        for value in cursor.position
    ]
    return signing.dumps([bound_to, int(cursor.backwards), values], salt=SALT, compress=True)


def read(text: str, bound_to: str) -> Cursor:
    """The cursor that a text stands for. Raises `BadParameters`, which says how to go on."""
    try:
        list_of_it, backwards, position = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise _refused(
            text,
            _(
                "This is no cursor of this portal, or not the whole of one. Take it from “next” or "
                "“previous” as it stands there, or leave it out to begin again."
            ),
        ) from None
    if list_of_it != bound_to:
        raise _refused(
            text,
            _(
                "This cursor belongs to another list, or to this one in another order or with "
                "other filters. Follow “next” or “previous” without changing them, or leave the "
                "cursor out to begin again."
            ),
        )
    return Cursor(position, bool(backwards))


def _refused(text: str, detail: str) -> BadParameters:
    return BadParameters([Problem("cursor", shown(text), detail)])

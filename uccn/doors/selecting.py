"""`fields=`: of each row only the members that a client asks for.

`fields=number,name,designations.field` names members, those of inner objects after a dot. What
there is to choose from is told by the serializer that describes the rows, so it is what the schema
says.
"""

import functools
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from uccn.doors.expanding import EXPAND, Expandable
from uccn.doors.filtering import LISTED_WORDS, Problem, shown
from uccn.doors.words import nearest

FIELDS = "fields"
MOST_FIELDS = 60
Row = dict[str, Any]
# Members by name, each with those within it.
Members = dict[str, "Members"]


@functools.lru_cache(maxsize=200)
def members_of_class(serializer: type[Any], expanded: frozenset[str] | None) -> Members:
    """The members of a class of serializers, which are the same at every request."""
    return members_of(serializer(), expanded)


def members_of(serializer: Any, expanded: frozenset[str] | None = frozenset()) -> Members:
    """The members of what a serializer describes, with the named expansions (None: with all)."""
    found: Members = {}
    for name, field in serializer.fields.items():
        chosen = expanded is None or name in expanded
        if isinstance(field, Expandable):
            found[name] = _within(field.whole if chosen else field.reference)
        elif field.required or chosen or not field.style.get(EXPAND):
            found[name] = _within(field)
    return found


def _within(field: Any) -> Members:
    if isinstance(field, serializers.ListSerializer | serializers.ListField):
        return _within(field.child)
    return members_of(field) if isinstance(field, serializers.Serializer) else {}


def chosen(text: str) -> Members:
    """The members that a text names; one that is named whole is whole, whatever else is named."""
    tree: Members = {}
    whole: set[tuple[str, ...]] = set()
    for path in _paths(text):
        parts = tuple(path.split("."))
        if any(parts[:length] in whole for length in range(1, len(parts))):
            continue
        branch = tree
        for part in parts[:-1]:
            branch = branch.setdefault(part, {})
        branch[parts[-1]] = {}
        whole.add(parts)
    return tree


def selected(row: Row, wanted: Members) -> Row:
    """The wanted members of a row, in its own order."""
    return {
        name: _inner(value, wanted[name]) if wanted[name] else value
        for name, value in row.items()
        if name in wanted
    }


def _inner(value: Any, wanted: Members) -> Any:
    if isinstance(value, dict):
        return selected(value, wanted)
    return [_inner(one, wanted) for one in value] if isinstance(value, list) else value


def problems_of(text: str, known: Members, with_all_expansions: Members) -> list[Problem]:
    """What is wrong with a choice of members: each name that there is none of."""
    paths = _paths(text)
    if len(paths) > MOST_FIELDS:
        detail = _("Give at most %(most)d values at once.") % {"most": MOST_FIELDS}
        return [Problem(FIELDS, shown(text), detail)]
    found = []
    for path in paths:
        if _leads_somewhere(path, known):
            continue
        if _leads_somewhere(path, with_all_expansions):
            member = path.partition(".")[0]
            detail = _("This is there with %(parameter)s only.") % {
                "parameter": f"{EXPAND}={member}"
            }
            found.append(Problem(FIELDS, shown(path), detail))
        else:
            found.append(_unknown(path, known))
    return found


def _paths(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _leads_somewhere(path: str, known: Members) -> bool:
    branch = known
    for part in path.split("."):
        if part not in branch:
            return False
        branch = branch[part]
    return True


def _unknown(path: str, known: Members) -> Problem:
    """The problem of a name that leads nowhere, with the nearest that leads somewhere."""
    branch, before = known, ""
    for part in path.split("."):
        if part not in branch:
            break
        branch, before = branch[part], f"{before}{part}."
    rest = path.removeprefix(before).partition(".")
    meant = nearest(rest[0], branch) if branch else ""
    corrected = f"{before}{meant}{rest[1]}{rest[2]}" if meant else _elsewhere(path, known)
    if not _leads_somewhere(corrected, known):
        corrected = f"{before}{meant}" if meant else ""
    return Problem(
        FIELDS,
        shown(path),
        _("There is no such member here. Known are: %(known)s.")
        % {"known": ", ".join(_few(f"{before}{name}" for name in branch))}
        if branch
        else _("There is nothing within “%(member)s”.") % {"member": before.rstrip(".")},
        corrected,
    )


def _elsewhere(path: str, known: Members) -> str:
    """The one inner member that bears the name, if there is one."""
    inside = [f"{name}.{path}" for name, within in known.items() if path in within]
    return inside[0] if len(inside) == 1 else ""


def _few(words: Iterable[str]) -> list[str]:
    listed = list(words)
    more = [f"… ({len(listed)})"] if len(listed) > 2 * LISTED_WORDS else []
    return [*listed[: 2 * LISTED_WORDS], *more]

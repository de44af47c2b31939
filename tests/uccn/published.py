"""What the API publishes, as two files in the repository: its contract and its examples.

`PUBLISH=yes .venv/bin/python -m pytest tests/uccn/test_published_api.py` writes both anew: after an
addition to the API, or where the record gives other examples. The difference is then reviewed.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

PUBLISH = os.environ.get("PUBLISH") == "yes"
CONTRACT = settings.BASE_DIR / "tests" / "cities" / "api" / "v1.json"
EXAMPLES = settings.BASE_DIR / "docs" / "api-examples.json"
HOST = "http://testserver"
PUBLIC_HOST = "https://portal.example.org"


def write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def contract(schema: dict[str, Any]) -> dict[str, Any]:
    """Every route of a schema with its parameters and the members of its answer.

    `{"/cities/": {"parameters": {"field": "array of string"}, "members": {"count": "integer"}}}`;
    a member that is not always there bears a question mark, and words to choose from are listed.
    """
    schemas = schema["components"]["schemas"]
    found = {}
    for path, methods in schema["paths"].items():
        operation = methods["get"]
        content = operation["responses"]["200"]["content"]
        found[path] = {
            "parameters": {
                one["name"]: _kind(one["schema"], schemas)
                + (" (required)" if one.get("required") else "")
                for one in operation.get("parameters", [])
            },
            "formats": sorted(content),
            "members": dict(_members(content["application/json"]["schema"], schemas, "")),
        }
    return found


def _resolved(node: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """What a node stands for: the whole where it may be a part, the object where it may be null."""
    while True:
        if "$ref" in node:
            node = schemas[node["$ref"].rpartition("/")[2]]
        elif "allOf" in node:
            (node,) = node["allOf"]
        elif choices := node.get("anyOf") or node.get("oneOf"):
            node = choices[0]
        else:
            return node


def _kind(node: dict[str, Any], schemas: dict[str, Any]) -> str:
    """The type of a node in a few words."""
    may_be_null = any(
        _resolved(one, schemas).get("type") == "null"
        or _resolved(one, schemas).get("enum") == [None]
        for one in node.get("oneOf", [])
    )
    node = _resolved(node, schemas)
    kinds = node.get("type", "anything")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    text = " or ".join([*kinds, *(["null"] if may_be_null else [])])
    if node.get("format"):
        text += f" ({node['format']})"
    if "items" in node and not _resolved(node["items"], schemas).get("properties"):
        text += f" of {_kind(node['items'], schemas)}"
    if words := [str(word) for word in node.get("enum", []) if word not in (None, "")]:
        text += f": {' | '.join(sorted(words))}"
    return text


def _members(
    node: dict[str, Any], schemas: dict[str, Any], before: str
) -> Iterator[tuple[str, str]]:
    node = _resolved(node, schemas)
    if "items" in node:
        yield from _members(node["items"], schemas, f"{before.rstrip('.')}[].")
    for name, member in node.get("properties", {}).items():
        mark = "" if name in node.get("required", []) else "?"
        yield f"{before}{name}{mark}", _kind(member, schemas)
        yield from _members(member, schemas, f"{before}{name}.")


def broken(published: dict[str, Any], current: dict[str, Any]) -> list[str]:
    """What partners rely on that is no longer so. What was added breaks nobody."""
    problems = []
    for path, route in published.items():
        if path not in current:
            problems.append(f"{path} is gone")
            continue
        now = current[path]
        problems += [
            f"{path} no longer answers {media_type}"
            for media_type in route["formats"]
            if media_type not in now["formats"]
        ]
        for part in ("parameters", "members"):
            problems += [
                f"{path} {part}: {name} was {kind}, is {now[part].get(name, 'gone')}"
                for name, kind in route[part].items()
                if not _still(kind, now[part].get(name))
            ]
        problems += [
            f"{path} parameters: {name} must be given now"
            for name, kind in now["parameters"].items()
            if name not in route["parameters"] and kind.endswith("(required)")
        ]
    return problems


def _still(published: str, current: str | None) -> bool:
    """Whether a type is the same, with the same words to choose from or more."""
    if current is None:
        return False
    kind, _colon, words = published.partition(": ")
    kind_now, _colon, words_now = current.partition(": ")
    return kind == kind_now and set(words.split(" | ")) <= set(words_now.split(" | ")) | {""}

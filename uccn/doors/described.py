"""What every operation of the API has in the schema: its errors, headers, examples and end.

These follow from the route, not from what a resource says of itself; so they are put into the
schema once it is there. Examples are answers of the API to addresses that bear their day, written
down in docs/api-examples.json by the test that also tries them.
"""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings

from uccn.doors.kinds_of_problems import BLANK, KINDS
from uccn.doors.problems import CONTENT_TYPE
from uccn.doors.resource_schema import DAY

Node = dict[str, Any]

EXAMPLES = settings.BASE_DIR / "docs" / "api-examples.json"
# Any resource may be asked in a way that ends so.
ALWAYS = (400, 401, 403, 405, 406, 429, 500)
NAMES = {
    400: ("BadParameters", "Parameters, or the request as a whole, were not understood."),
    401: ("KeyRefused", "The key that was brought is unknown, expired or revoked."),
    403: ("OutOfScope", "The key that was brought is not for this."),
    404: ("NotFound", "There is nothing at this address, or no such page."),
    405: ("MethodNotAllowed", "The answer to any other method: the record is only read here."),
    406: ("NotAcceptable", "Not to be had in any format that `Accept` names."),
    410: ("Gone", "A cursor that cannot be continued; `detail` says how to begin again."),
    429: (
        "TooManyRequests",
        "More than the limit, of which a file takes as much as five requests: wait for "
        "`Retry-After` seconds.",
    ),
    500: ("ServerError", "A mistake of ours."),
    503: ("Unavailable", "Not just now: wait for `Retry-After` seconds."),
}
RETRY_AFTER = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 0}}
HEADERS: Mapping[int, Node] = {
    401: {"WWW-Authenticate": {"description": "How to bring a key.", "schema": {"type": "string"}}},
    405: {"Allow": {"description": "The right methods.", "schema": {"type": "string"}}},
    429: {"Retry-After": RETRY_AFTER},
    503: {"Retry-After": RETRY_AFTER},
}
LINK = {
    "description": "RFC 8288: `describedby`, `license`, and of a list `first`, `prev`, `next`.",
    "schema": {"type": "string"},
}
ETAG = {
    "description": "Weak, of the record’s revision: for `If-None-Match`.",
    "schema": {"type": "string"},
}
MOVED = "It has another address now."
PLACE = {
    "description": "The new address.",
    "schema": {"type": "string", "format": "uri-reference"},
}
TEXT = {"type": "string"}
PROBLEM: Node = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "The kind of problem: an address that describes it, or `about:blank`.",
            "examples": [BLANK, *(kind.type for kind in KINDS.values())],
        },
        "title": {"type": "string", "description": "The kind of problem, in words."},
        "status": {"type": "integer", "description": "The status of the answer."},
        "detail": {"type": "string", "description": "What went wrong this time."},
        "instance": {
            "type": "string",
            "format": "uri-reference",
            "description": "What was asked.",
        },
        "errors": {
            "type": "array",
            "description": "Each parameter that was not understood.",
            "items": {"$ref": "#/components/schemas/ProblemOfParameter"},
        },
        "suggestion": {
            "type": "string",
            "description": "Of a 404: the address that was probably meant.",
        },
        "available": {
            "type": "array",
            "description": "Of a 406: the formats in which this can be had.",
            "items": TEXT,
        },
        "missing_scope": {"type": "string", "description": "Of a 403: what the key lacks."},
        "scopes": {
            "type": "array",
            "description": "Of a 403: what the key is for.",
            "items": TEXT,
        },
        "request_id": {"type": "string", "description": "Of a 500: under what we find it."},
    },
}
PROBLEM_OF_PARAMETER: Node = {
    "type": "object",
    "required": ["parameter", "value", "detail"],
    "properties": {
        "parameter": TEXT,
        "value": {"type": "string", "description": "As it was given, shortened where it is long."},
        "detail": {"type": "string", "description": "What is wrong with it."},
        "suggestion": {"type": "string", "description": "What was probably meant."},
    },
}


def with_errors(result: Node, generator: Any, **_kwargs: Any) -> Node:
    """The schema, in which every operation has its errors and the headers of its answers."""
    components = result["components"]
    components["schemas"] |= {"Problem": PROBLEM, "ProblemOfParameter": PROBLEM_OF_PARAMETER}
    responses = components.setdefault("responses", {})
    views = {path: callback.cls for path, _regex, _method, callback in generator.endpoints}
    for path, operation in _operations(result):
        statuses = {*ALWAYS, *getattr(views[path], "further_problems", ())}
        names = {one["name"] for one in operation.get("parameters", [])}
        if "{" in path or "page" in names:
            statuses.add(404)
        for status in sorted(statuses):
            name, _description = NAMES[status]
            operation["responses"][str(status)] = {"$ref": f"#/components/responses/{name}"}
            responses[name] = _response(status)
        operation["responses"]["200"]["headers"] = {"Link": LINK, "ETag": ETAG}
        if getattr(views[path], "moves", False) and "{" in path:
            operation["responses"]["301"] = {"description": MOVED, "headers": {"Location": PLACE}}
        operation["responses"]["304"] = {
            "description": "Nothing has changed since the answer whose `ETag` was sent back in "
            "`If-None-Match`."
        }
    return result


def with_labels(result: Node, generator: Any, **_kwargs: Any) -> Node:
    """The schema, in which every parameter says what it is: a filter by the label of its form.

    In a question each may stand without a value.
    """
    views = {path: callback.cls for path, _regex, _method, callback in generator.endpoints}
    for path, operation in _operations(result):
        filters = getattr(getattr(views[path], "filterset_class", None), "base_filters", {})
        for parameter in operation.get("parameters", []):
            name = parameter["name"]
            if parameter["in"] == "query":
                # Forms send them; they count as not given.
                parameter["allowEmptyValue"] = True
            if parameter.get("description"):
                continue
            if parameter["in"] == "path":
                parameter["description"] = f"The `{name}` of the row."
            elif name == DAY.name:
                parameter["description"] = DAY.description
            elif name in filters:
                parameter["description"] = f"{filters[name].label}."
    return result


def with_ends(result: Node, generator: Any, **_kwargs: Any) -> Node:
    """The schema, in which what is deprecated is marked and says until when it stays."""
    views = {path: callback.cls for path, _regex, _method, callback in generator.endpoints}
    for path, operation in _operations(result):
        view = views[path]
        if deprecation := getattr(view, "deprecated", None):
            _mark(operation, deprecation)
        for parameter in operation.get("parameters", []):
            if deprecation := getattr(view, "deprecated_parameters", {}).get(parameter["name"]):
                _mark(parameter, deprecation)
        for name, deprecation in getattr(view, "deprecated_members", {}).items():
            for members in _described_members(view, result["components"]["schemas"]):
                if name in members:
                    _mark(members[name], deprecation)
    return result


def _described_members(view: Any, schemas: Node) -> Iterator[Node]:
    """The members of a view's rows, in lists and at their addresses, whole and in part."""
    for serializer in (view.serializer_class, getattr(view, "detail_serializer_class", None)):
        if serializer:
            name = serializer.__name__.removesuffix("Serializer")
            for kind in (name, f"{name}Part"):
                yield schemas.get(kind, {}).get("properties", {})


def _mark(node: Node, deprecation: Any) -> None:
    node["deprecated"] = True
    node["description"] = f"{node.get('description', '')}\n\n{deprecation.sentence}".strip()


def with_examples(result: Node, **_kwargs: Any) -> Node:
    """The schema, in which every operation and every error has an example."""
    written = examples()
    responses = result["components"]["responses"]
    for path, operation in _operations(result):
        example = written["answers"].get(path)
        if example:
            content = operation["responses"]["200"]["content"]["application/json"]
            content["examples"] = {"example": _shown(example)}
            _into_parameters(operation.get("parameters", []), path, example["request"])
    for status, (name, _description) in NAMES.items():
        errors = written["errors"].get(str(status), [])
        if name in responses and errors:
            content = responses[name]["content"][CONTENT_TYPE]
            content["examples"] = {
                f"example-{place}": _shown(example) for place, example in enumerate(errors, 1)
            }
    return result


@functools.cache
def examples() -> Node:
    """The examples as they are written down: `answers` by path, `errors` by status."""
    found: Node = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found


def _shown(example: Node) -> Node:
    return {"summary": example["request"], "value": example["answer"]}


def _into_parameters(parameters: list[Node], path: str, request: str) -> None:
    """Give the parameters of an operation their values of the example request."""
    _method, address = request.split(" ")[:2]
    place, _question, query = address.partition("?")
    values = dict(pair.split("=", 1) for pair in query.split("&") if pair)
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
    if found := re.fullmatch(pattern, place):
        values |= found.groupdict()
    for parameter in parameters:
        if parameter["name"] in values:
            parameter["example"] = _typed(values[parameter["name"]], parameter["schema"])


def _typed(value: str, schema: Node) -> Any:
    kind = schema.get("type")
    if kind == "array":
        return [_typed(value, schema["items"])]
    return int(value) if kind == "integer" else value


def _operations(result: Node) -> Iterator[tuple[str, Node]]:
    for path, methods in result["paths"].items():
        for operation in methods.values():
            yield path, operation


def _response(status: int) -> Node:
    _name, description = NAMES[status]
    found: Node = {
        "description": description,
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in HEADERS:
        found["headers"] = HEADERS[status]
    return found

"""What the schema cannot see by itself: the parameters and the formats of a resource."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

DAY = OpenApiParameter(
    "as_of",
    str,
    description="A day, `2015-12-31`, or the last one of a month or a year: the record answers as "
    "it was then.",
)
FORMAT = (
    "The format, instead of `Accept`. Files are whole lists unless `page`, `page_size` or `cursor` "
    "is given."
)
FIELDS = (
    "The members that are wanted, separated by commas; those of inner objects after a dot, as in "
    "`links.self`. At most 60."
)
EXPAND = "What is to be there as a whole, separated by commas:\n"
FACETS = (
    "Beside the rows, in `facets`, how many there are of each value, separated by commas. Each is "
    "counted on what matches everything but its own parameter"
)
FACET_VALUE = {
    "type": "object",
    "required": ["value", "name", "count"],
    "properties": {
        "value": {"type": "string", "description": "What the parameter takes."},
        "name": {"type": "string"},
        "count": {"type": "integer", "description": "Rows that it would give."},
    },
}
FACETS_OF_A_LIST = {
    "type": "object",
    "description": "Only where `facets` asks for them: values by facet.",
    "additionalProperties": {
        "type": "array",
        "items": {"$ref": "#/components/schemas/FacetValue"},
    },
}
JSON = "application/json"
# What stands in a file, as far as a schema can tell.
FILES: dict[str, dict[str, Any]] = {
    "application/x-ndjson": {"type": "string", "description": "A row of the list on each line."},
    "text/csv": {"type": "string", "description": "A table with a row of names."},
    "application/geo+json": {"type": "object", "description": "A FeatureCollection of points."},
}
BINARY = {"type": "string", "format": "binary"}


class ResourceSchema(AutoSchema):
    """The schema of a resource. A detail takes a day where its list does."""

    def get_override_parameters(self) -> list[Any]:
        view: Any = self.view
        formats = [one.format for one in view.get_renderers()]
        found = [
            OpenApiParameter("format", str, enum=formats, description=FORMAT),
            OpenApiParameter("fields", str, description=FIELDS),
        ]
        if view.expansions:
            lines = [f"- `{name}`: {one.description}" for name, one in view.expansions.items()]
            found.append(OpenApiParameter("expand", str, description="\n".join([EXPAND, *lines])))
        if view.is_list and view.facets:
            words = f"{FACETS}: {', '.join(f'`{name}`' for name in view.facets)}."
            found.append(OpenApiParameter("facets", str, description=words))
        if not view.is_list and "as_of" in view.filterset_class.declared_filters:
            found.append(DAY)
        return found

    def get_response_serializers(self) -> Any:
        view: Any = self.view
        if not view.is_list and view.detail_serializer_class:
            return view.detail_serializer_class
        return super().get_response_serializers()

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        """The operation, in which a file is not described as the JSON that it is not."""
        operation = super().get_operation(*args, **kwargs)
        content = (operation or {}).get("responses", {}).get("200", {}).get("content", {})
        for media_type in content:
            if media_type != JSON:
                content[media_type] = {"schema": FILES.get(media_type, BINARY)}
        return operation


def with_parts_and_facets(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """The schema, in which answers may be a part of themselves (`fields`) and have facets.

    A part has nothing that must be there, inside too; what is there is as in the whole.
    """
    schemas = result["components"]["schemas"]
    for methods in result["paths"].values():
        operation = methods.get("get", {})
        parameters = {one.get("name"): one for one in operation.get("parameters", [])}
        if "fields" not in parameters:
            continue
        content = operation["responses"]["200"]["content"][JSON]
        members = schemas[_name(content["schema"])]["properties"]
        listed = members.get("results")
        if listed is None:
            content["schema"] = _whole_or_part(content["schema"], schemas)
        elif "$ref" in listed["items"]:
            listed["items"] = _whole_or_part(listed["items"], schemas)
        if "facets" in parameters:
            schemas["FacetValue"] = FACET_VALUE
            members["facets"] = FACETS_OF_A_LIST
    return result


def _name(reference: dict[str, str]) -> str:
    return reference["$ref"].rpartition("/")[2]


def _whole_or_part(reference: dict[str, str], schemas: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [reference, _part(reference, schemas)]}


def _part(node: Any, schemas: dict[str, Any]) -> Any:
    """What the node describes with everything left to choice; objects become schemas `…Part`."""
    if isinstance(node, list):
        return [_part(each, schemas) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" not in node:
        return {name: _part(each, schemas) for name, each in node.items() if name != "required"}
    name = _name(node)
    if "properties" not in schemas[name]:
        return node
    if f"{name}Part" not in schemas:
        schemas[f"{name}Part"] = {}
        schemas[f"{name}Part"] = _part(schemas[name], schemas)
    return {**node, "$ref": f"#/components/schemas/{name}Part"}

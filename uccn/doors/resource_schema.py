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
        found = [OpenApiParameter("format", str, enum=formats, description=FORMAT)]
        if not self._is_list_view() and "as_of" in view.filterset_class.declared_filters:
            found.append(DAY)
        return found

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        """The operation, in which a file is not described as the JSON that it is not."""
        operation = super().get_operation(*args, **kwargs)
        content = (operation or {}).get("responses", {}).get("200", {}).get("content", {})
        for media_type in content:
            if media_type != JSON:
                content[media_type] = {"schema": FILES.get(media_type, BINARY)}
        return operation

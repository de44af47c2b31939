"""What the schema cannot see by itself: the parameters of a resource and of its details."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter


class ResourceSchema(AutoSchema):
    """The schema of a resource. A detail takes a day where its list does."""

    def get_override_parameters(self) -> list[Any]:
        view: Any = self.view
        if self._is_list_view() or "as_of" not in view.filterset_class.declared_filters:
            return []
        return [
            OpenApiParameter(
                "as_of",
                str,
                description="A day, `2015-12-31`, or the last one of a month or a year: the record "
                "answers as it was then.",
            )
        ]

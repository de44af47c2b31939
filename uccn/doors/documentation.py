"""The API about itself: its schema, its documentation, and the kinds of problems it answers."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.views import SpectacularSwaggerView
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from uccn.doors.keeping import kept
from uccn.doors.kinds_of_problems import KINDS, Kind
from uccn.doors.negotiation import JSONRenderer
from uccn.doors.strict_views import StrictView


@kept(most=1)
def schema() -> dict[str, Any]:
    """The OpenAPI schema of the API."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    found: dict[str, Any] = generator.get_schema(  # type: ignore[no-untyped-call]
        request=None, public=True
    )
    return found


class SchemaView(StrictView):
    """The schema as YAML, or as JSON by `Accept` or `format=json`."""

    schema = None
    renderer_classes = (
        OpenApiYamlRenderer,
        OpenApiYamlRenderer2,
        OpenApiJsonRenderer,
        OpenApiJsonRenderer2,
    )

    def get(self, request: Request) -> Response:
        extension = request.accepted_renderer.format
        name = f'inline; filename="creative-cities-network.{extension}"'
        return Response(schema(), headers={"Content-Disposition": name})


class DocumentationPage(StrictView):
    """The schema for people. Its script stands in a file, as the policy of the site wants it."""

    schema = None
    renderer_classes = (TemplateHTMLRenderer,)
    template_name = "drf_spectacular/swagger_ui.html"

    def get(self, _request: Request) -> Response:
        # Where its files are, whichever way they are served.
        resource: Callable[[str], str] = SpectacularSwaggerView._swagger_ui_resource  # noqa: SLF001
        return Response(
            {"style_sheet": resource("swagger-ui.css"), "bundle": resource("swagger-ui-bundle.js")}
        )


class Start(StrictView):
    """Whoever looks for the API finds its documentation."""

    schema = None

    def get(self, _request: Request) -> HttpResponseBase:
        return HttpResponseRedirect(reverse("api:docs"))


class ProblemKinds(StrictView):
    """The kinds of problems that have an address, in `type`."""

    schema = None
    renderer_classes = (JSONRenderer,)

    def get(self, _request: Request) -> Response:
        return Response([described(kind) for kind in KINDS.values()])


class ProblemKind(StrictView):
    """One kind of problem: what it means, and what to do about it."""

    schema = None
    renderer_classes = (JSONRenderer,)

    def get(self, _request: Request, kind: str) -> Response:
        if kind not in KINDS:
            raise Http404
        return Response(described(KINDS[kind]))


def described(kind: Kind) -> dict[str, Any]:
    """A kind of problem as its address tells it."""
    return {
        "type": kind.type,
        "title": str(kind.title),
        "status": kind.status,
        "description": str(kind.description),
    }

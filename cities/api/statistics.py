"""The figures of the statistics, with the numbers of their pages and files."""

from collections.abc import Sequence

from django.http import Http404
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cities import filters
from cities.api import links, serializers
from cities.api.files import LICENCE_LINK, TabularResource
from cities.exports.formats.comma_separated import table_of_figures
from cities.exports.lists import FIGURES
from cities.models import Designation
from cities.models.places import today
from cities.rows.figures import HEADINGS, TABLES
from cities.rows.network import Network
from uccn.doors.files import as_file, file_name
from uccn.doors.negotiation import FileRenderer, JSONRenderer
from uccn.doors.resources import Row
from uccn.doors.short_lists import ShortResource


class CSVRenderer(FileRenderer):
    """The file of a figure."""

    media_type = "text/csv"
    format = "csv"


class StatisticsResource(ShortResource, TabularResource):
    """The figures of the statistics; the address of each tells its numbers, as of a day."""

    queryset = Designation.objects.all()
    filterset_class = filters.AsOfDetail
    serializer_class = serializers.FigureSerializer
    detail_serializer_class = serializers.FigureDetailSerializer
    linking = links.FIGURE
    table = FIGURES
    detail_renderer_classes = (JSONRenderer, CSVRenderer)
    lookup_field = "figure"

    def every_row(self) -> Sequence[Row]:
        return [{"figure": figure, "title": str(heading)} for figure, heading in HEADINGS.items()]

    @extend_schema(
        parameters=[OpenApiParameter("figure", str, "path", enum=list(HEADINGS))],
    )
    def retrieve(self, request: Request, **address: str) -> HttpResponseBase:
        answer = super().retrieve(request, **address)
        if isinstance(answer, Response) and request.accepted_renderer.format == "csv":
            return self.as_csv(answer.data)
        return answer

    def as_csv(self, figure: Row) -> HttpResponseBase:
        """The same file as that of the figure's page."""
        day = self.as_of or today()
        lines = (list(row.values()) for row in figure["rows"])
        content = iter([table_of_figures(figure["columns"], lines, day)])
        name = file_name(figure["figure"], day, "csv")
        response = as_file(content, 1, "text/csv; charset=utf-8", name)
        response["Link"] = LICENCE_LINK
        return response

    def row(self, **address: str) -> Row:
        figure = address["figure"]
        if figure not in TABLES or self.as_of is None:
            raise Http404
        columns, table = TABLES[figure](Network(self.as_of, self.language))
        return {
            "figure": figure,
            "title": str(HEADINGS[figure]),
            "as_of": self.as_of.isoformat(),
            "columns": columns,
            "rows": [dict(zip(columns, line, strict=True)) for line in table],
        }

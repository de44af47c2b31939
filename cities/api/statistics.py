"""The figures of the statistics, with the numbers of their pages and files."""

from collections.abc import Sequence

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cities import filters
from cities.api import links, serializers
from cities.models import Designation
from cities.rows.figures import HEADINGS, TABLES
from cities.rows.network import Network
from uccn.doors.resources import Row
from uccn.doors.short_lists import ShortResource


class StatisticsResource(ShortResource):
    """The figures of the statistics; the address of each tells its numbers, as of a day."""

    queryset = Designation.objects.all()
    filterset_class = filters.AsOfDetail
    serializer_class = serializers.FigureSerializer
    linking = links.FIGURE
    lookup_field = "figure"

    def every_row(self) -> Sequence[Row]:
        return [{"figure": figure, "title": str(heading)} for figure, heading in HEADINGS.items()]

    @extend_schema(
        parameters=[OpenApiParameter("figure", str, "path", enum=list(HEADINGS))],
        responses=serializers.FigureDetailSerializer,
    )
    def retrieve(self, request: Request, **address: str) -> Response:
        return super().retrieve(request, **address)

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

"""The resources of the record: read-only, the same querysets, filters and rows as the pages."""

from collections.abc import Sequence
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cities import filters, rows
from cities.api import serializers
from cities.models import City, CityName, Country, Designation, FormerSlug, Source, Statement
from fields.models import CreativeField
from uccn.doors.resources import DetailedResource, Resource, Row


class FieldResource(DetailedResource):
    """The creative fields with their names in six languages and their members on a day."""

    queryset = CreativeField.objects.all()
    filterset_class = filters.AsOf
    detail_filterset_class = filters.AsOfDetail
    serializer_class = serializers.FieldSerializer
    lookup_field = "slug"

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        slugs = CreativeField.objects.filter(pk__in=keys).values_list("slug", flat=True)
        return [row for row in self._all() if row["slug"] in set(slugs)]

    def row(self, **address: str) -> Row:
        for row in self._all():
            if row["slug"] == address["slug"]:
                return row
        raise Http404

    def _all(self) -> list[Row]:
        return rows.field_rows(self.language, self.as_of)


class CountryResource(DetailedResource):
    """Countries with a member on a day, with their place in UNESCO and in geography."""

    queryset = Country.objects.all()
    filterset_class = filters.CountryFilter
    detail_filterset_class = filters.AsOfDetail
    serializer_class = serializers.CountrySerializer
    lookup_field = "code"

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return rows.country_rows(Country.objects.all(), self.language, self.as_of, keys)

    def row(self, **address: str) -> Row:
        countries = Country.objects.filter(code=address["code"].upper())
        for row in rows.country_rows(countries, self.language, self.as_of):
            return row
        raise Http404


class CityResource(DetailedResource):
    """Member cities on a day; a city is addressed by its permanent number or by its slug."""

    queryset = City.objects.all()
    filterset_class = filters.CityFilter
    detail_filterset_class = filters.AsOfDetail
    serializer_class = serializers.CitySerializer
    lookup_field = "city"

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        found = rows.city_rows(City.objects.all(), self.language, self.as_of, keys)
        search = cast(filters.CityFilter, self.filterset).search
        if search is None:
            return found
        spellings = {match.number: match.spelling for match in search.matches}
        return [
            {**row, "match": {"spelling": spellings[row["number"]], "is_guess": search.guessed}}
            for row in found
        ]

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "city", str, "path", description="The city's permanent number or its slug."
            )
        ],
        responses=serializers.CityProfileSerializer,
    )
    def retrieve(self, request: Request, **address: str) -> Response:
        former = FormerSlug.objects.filter(slug=address["city"]).select_related("city").first()
        if former is not None:
            place = reverse("api:cities-detail", args=[former.city.slug])
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{place}?{query}" if query else place)  # type: ignore[return-value]
        return super().retrieve(request, **address)

    def row(self, **address: str) -> Row:
        city = City.objects.ever_members(self.as_of).filter(addressed(address["city"])).first()
        if city is None:
            raise Http404
        return rows.profile_row(city, self.language, self.as_of)


def addressed(word: str) -> Q:
    """The condition that a city is the one at an address: its number or its slug."""
    return Q(number=int(word)) if word.isdecimal() and len(word) < 10 else Q(slug=word)


class NameResource(Resource):
    """Other names of member cities, for finding them; only curated kinds are fit for display."""

    queryset = CityName.objects.filter(city__in=City.objects.ever_members())
    filterset_class = filters.NameFilter
    serializer_class = serializers.NameSerializer

    def get_queryset(self) -> QuerySet[Any]:
        # Evaluated per request: who is a member depends on the day.
        return CityName.objects.filter(city__in=City.objects.ever_members())

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        columns = (
            "name",
            "kind",
            "language",
            "script",
            "source__key",
            "city__number",
            "city__slug",
        )
        return [_name_row(row) for row in rows.found_rows(CityName.objects.all(), columns, keys)]


def _name_row(row: Row) -> Row:
    return {
        "city": {"number": row["city__number"], "slug": row["city__slug"]},
        "name": row["name"],
        "kind": row["kind"],
        "language": row["language"],
        "script": row["script"],
        "source": row["source__key"],
    }


class DesignationResource(Resource):
    """Designations begun by a day, ended ones included."""

    queryset = Designation.objects.all()
    filterset_class = filters.DesignationFilter
    serializer_class = serializers.DesignationSerializer

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return rows.designation_rows(Designation.objects.all(), self.language, self.as_of, keys)


class SourceResource(DetailedResource):
    """Sources of the record, with the dates of which they may speak."""

    queryset = Source.objects.all()
    filterset_class = filters.SourceFilter
    serializer_class = serializers.SourceSerializer
    lookup_field = "key"

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return rows.source_rows(Source.objects.all(), keys)

    @extend_schema(responses=serializers.SourceDetailSerializer)
    def retrieve(self, request: Request, **address: str) -> Response:
        return super().retrieve(request, **address)

    def row(self, **address: str) -> Row:
        source = Source.objects.filter(key=address["key"]).first()
        if source is None:
            raise Http404
        return rows.source_detail(source)


class StatementResource(Resource):
    """What sources say, each with the record's answer: when it is true, and the verdict."""

    queryset = Statement.objects.all()
    filterset_class = filters.StatementFilter
    serializer_class = serializers.StatementSerializer

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return rows.statement_rows(Statement.objects.all(), keys)

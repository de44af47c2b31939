"""Fields, regions, countries, cities and designations: who belongs to the network since when."""

from collections.abc import Hashable, Sequence
from typing import Any, cast

from django.db.models import Q
from django.http import Http404, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from cities import filters, rows
from cities.api import expansions, links, serializers
from cities.api.files import TabularResource
from cities.exports import About, Listing
from cities.exports.lists import (
    CITIES,
    COUNTRIES,
    DESIGNATIONS,
    FIELDS,
    REGIONS,
    list_of_cities,
    list_of_countries,
    list_of_designations,
    list_of_fields,
)
from cities.facets import COLUMNS, facet_rows
from cities.models import City, Country, Designation, FormerSlug, Region
from fields.models import CreativeField
from uccn.doors.resources import NumberedResource, Row
from uccn.doors.short_lists import ShortResource


class FieldResource(TabularResource):
    """The creative fields with their names in six languages and their members on a day.

    As of a past day: those that a call had opened for by then.
    """

    queryset = CreativeField.objects.all()
    filterset_class = filters.FieldFilter
    serializer_class = serializers.FieldSerializer
    linking = links.FIELD
    table = FIELDS
    lookup_field = "slug"

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return rows.field_rows(self.language, self.as_of, keys)

    def listing(self, keys: Sequence[Any], about: About) -> Listing:
        return list_of_fields(self.rows(keys), about)

    def row(self, **address: str) -> Row:
        keys = self.filterset.qs.filter(slug=address["slug"]).values_list("pk", flat=True)
        for row in self.rows(list(keys)):
            return row
        raise Http404


class RegionResource(ShortResource, TabularResource):
    """UNESCO's five regional groups, with their members and these members' countries on a day."""

    queryset = Country.objects.all()
    filterset_class = filters.AsOfDetail
    serializer_class = serializers.RegionSerializer
    linking = links.REGION
    table = REGIONS
    lookup_field = "code"

    def every_row(self) -> Sequence[Row]:
        return rows.region_rows(self.as_of)

    @extend_schema(
        parameters=[OpenApiParameter("code", str, "path", enum=[str(code) for code in Region])]
    )
    def retrieve(self, request: Request, **address: str) -> HttpResponseBase:
        return super().retrieve(request, **address)


class CountryResource(TabularResource):
    """Countries with a member on a day, with their place in UNESCO and in geography.

    A country without a member has an address, too.
    """

    queryset = Country.objects.all()
    filterset_class = filters.CountryFilter
    serializer_class = serializers.CountrySerializer
    linking = links.COUNTRY
    table = COUNTRIES
    lookup_field = "code"

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return rows.country_rows(Country.objects.all(), self.language, self.as_of, keys)

    def listing(self, keys: Sequence[Any], about: About) -> Listing:
        return list_of_countries(self.rows(keys), about)

    def row(self, **address: str) -> Row:
        countries = Country.objects.filter(code=address["code"].upper())
        for row in rows.country_rows(countries, self.language, self.as_of):
            return row
        raise Http404


class CityResource(TabularResource):
    """Member cities on a day; a city is addressed by its permanent number or by its slug.

    The address of a city tells its whole record, from the day on which it became a member. Names,
    texts, organisations and profile bear no dates and are those of today, whatever the day.
    """

    queryset = City.objects.all()
    filterset_class = filters.CityFilter
    serializer_class = serializers.CitySerializer
    detail_serializer_class = serializers.CityProfileSerializer
    expansions = expansions.OF_CITIES
    facets = tuple(COLUMNS)
    linking = links.CITY
    table = CITIES
    lookup_field = "city"
    moves = True

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

    @property
    def rows_depend_on(self) -> Hashable:
        """Which spelling answers a text is told in the row."""
        search = cast(filters.CityFilter, self.filterset).search
        return search.query if search else ()

    def facet(self, name: str) -> Sequence[Row]:
        return facet_rows(cast(filters.CityFilter, self.filterset), name)

    def listing(self, keys: Sequence[Any], about: About) -> Listing:
        return list_of_cities(keys, about, cast(filters.CityFilter, self.filterset).search)

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "city", str, "path", description="The city's permanent number or its slug."
            )
        ],
    )
    def retrieve(self, request: Request, **address: str) -> HttpResponseBase:
        former = FormerSlug.objects.filter(slug=address["city"]).select_related("city").first()
        if former is not None:
            place = reverse("api:cities-detail", args=[former.city.slug])
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{place}?{query}" if query else place)
        return super().retrieve(request, **address)

    def row(self, **address: str) -> Row:
        city = City.objects.ever_members(self.as_of).filter(addressed(address["city"])).first()
        if city is None:
            raise Http404
        return rows.profile_row(city, self.language, self.as_of)


def addressed(word: str) -> Q:
    """The condition that a city is the one at an address: its number or its slug."""
    return Q(number=int(word)) if word.isdecimal() and len(word) < 10 else Q(slug=word)


class DesignationResource(NumberedResource, TabularResource):
    """Designations begun by a day, ended ones included; an end after the day is not yet known.

    The address of a designation tells the sources on which it rests, too.
    """

    queryset = Designation.objects.all()
    filterset_class = filters.DesignationFilter
    serializer_class = serializers.DesignationSerializer
    detail_serializer_class = serializers.DesignationDetailSerializer
    expansions = expansions.OF_DESIGNATIONS
    facets = tuple(COLUMNS)
    linking = links.DESIGNATION
    table = DESIGNATIONS

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return rows.designation_rows(Designation.objects.all(), self.language, self.as_of, keys)

    def facet(self, name: str) -> Sequence[Row]:
        return facet_rows(cast(filters.DesignationFilter, self.filterset), name)

    def listing(self, keys: Sequence[Any], about: About) -> Listing:
        return list_of_designations(keys, about)

    def row(self, **address: str) -> Row:
        found = self.filterset.qs.filter(pk=int(address["id"]))
        for row in rows.designation_rows(found, self.language, self.as_of):
            return {**row, "sources": rows.sources_of_designations([row["id"]]).get(row["id"], [])}
        raise Http404

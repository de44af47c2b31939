"""The list of cities as tutorials of Django REST framework write it, without waste in queries.

Its rows hold the same as those of the portal's list, under the same names.
"""

from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers, viewsets
from rest_framework.pagination import PageNumberPagination

from cities.models import City, Country, Designation
from cities.models.names import names_known_in
from cities.models.places import today


class NaiveCountry(serializers.ModelSerializer):
    class Meta:
        model = Country
        fields = ("code", "name")


class NaiveDesignation(serializers.ModelSerializer):
    field: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    ended_on = serializers.SerializerMethodField()

    class Meta:
        model = Designation
        fields = ("field", "announced_on", "ended_on")

    def get_ended_on(self, designation: Designation) -> str | None:
        return designation.ended_on or None


class NaiveCity(serializers.ModelSerializer):
    local_name = serializers.SerializerMethodField()
    country = NaiveCountry()
    region = serializers.CharField(source="country.region")
    designations = NaiveDesignation(many=True)

    class Meta:
        model = City
        fields = (
            "number", "slug", "name", "local_name", "native_name", "country", "region", "territory",
            "latitude", "longitude", "population", "designations",
        )  # fmt: skip

    def get_local_name(self, city: Any) -> Any:
        return city.known or city.name


def naive_cities() -> QuerySet[City]:
    """Member cities with all that their rows need, in a constant number of queries."""
    designations = Designation.objects.select_related("field").order_by("in_force_from", "pk")
    return (
        City.objects.members_on(today())
        .annotate(known=names_known_in("en"))
        .select_related("country")
        .prefetch_related(Prefetch("designations", designations))
    )


class Fifty(PageNumberPagination):
    page_size = 50


class NaiveCities(viewsets.ModelViewSet):
    """Member cities, 50 to a page."""

    serializer_class = NaiveCity
    pagination_class = Fifty
    filter_backends = ()

    def get_queryset(self) -> QuerySet[City]:
        return naive_cities()

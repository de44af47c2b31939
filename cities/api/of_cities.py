"""What belongs to cities: other names, organisations, and the people who speak for them."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404

from cities import filters, rows
from cities.api import expansions, links, serializers
from cities.api.files import TabularResource
from cities.exports.lists import NAMES, ORGANISATIONS
from cities.models import CityName, FocalPoint, Organisation
from uccn.doors.negotiation import JSONRenderer
from uccn.doors.resources import NumberedResource, Row


class OfCitiesResource(NumberedResource):
    """Rows of one kind that belong to cities; an address is good while the list has its row."""

    expansions = expansions.OF_WHAT_BELONGS_TO_CITIES
    rows_of: ClassVar[Callable[..., list[Row]]]

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return type(self).rows_of(self.get_queryset(), keys)

    def row(self, **address: str) -> Row:
        found: QuerySet[Any] = self.filterset.qs.filter(pk=int(address["id"]))
        for row in type(self).rows_of(found):
            return row
        raise Http404


class NameResource(OfCitiesResource, TabularResource):
    """Other names of cities that are or were members by a day, for finding them.

    Only curated kinds are fit for display. Names bear no dates: those of a past day are the names
    of today of the cities of that day.
    """

    queryset = CityName.objects.all()
    filterset_class = filters.NameFilter
    serializer_class = serializers.NameSerializer
    linking = links.NAME
    rows_of = rows.name_rows
    table = NAMES


class OrganisationResource(OfCitiesResource, TabularResource):
    """Organisations named by cities that are or were members by a day.

    Those known to have been founded in a later year are left out. Else they bear no dates.
    """

    queryset = Organisation.objects.all()
    filterset_class = filters.OrganisationFilter
    serializer_class = serializers.OrganisationOfCitySerializer
    linking = links.ORGANISATION
    rows_of = rows.organisation_rows
    table = ORGANISATIONS


class FocalPointResource(OfCitiesResource):
    """People who speak for cities: those who agreed to be shown, while they do so.

    As of a past day: those of today who already spoke for a city that was a member then. Who no
    longer does is shown on no day.
    """

    queryset = FocalPoint.objects.all()
    filterset_class = filters.FocalPointFilter
    serializer_class = serializers.FocalPointOfCitySerializer
    linking = links.FOCAL_POINT
    renderer_classes = (JSONRenderer,)
    why_no_files = expansions.NO_PEOPLE_IN_FILES
    rows_of = rows.focal_point_rows

    def get_queryset(self) -> QuerySet[FocalPoint]:
        return FocalPoint.objects.shown()

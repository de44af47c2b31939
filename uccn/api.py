"""The REST API: its addresses, schema and documentation."""

from django.urls import include, path
from rest_framework.routers import APIRootView, DefaultRouter

from applications.api import KIND as CALLS
from applications.api import CallResource
from cities.api.changes import KINDS, ChangesResource
from cities.api.network import (
    CityResource,
    CountryResource,
    DesignationResource,
    FieldResource,
    RegionResource,
)
from cities.api.of_cities import FocalPointResource, NameResource, OrganisationResource
from cities.api.sources import SourceResource, StatementResource
from cities.api.statistics import StatisticsResource
from uccn.doors.documentation import (
    DocumentationPage,
    ProblemKind,
    ProblemKinds,
    SchemaView,
    Start,
)
from uccn.doors.strict_views import StrictView


class RecordRoot(StrictView, APIRootView):
    """The record of the UNESCO Creative Cities Network: its resources."""


class RecordRouter(DefaultRouter):
    """A router without format suffixes, whose root names the resources."""

    APIRootView = RecordRoot
    include_format_suffixes = False


class RecordChangesResource(ChangesResource):
    __doc__ = ChangesResource.__doc__
    kinds = (*KINDS, CALLS)


router = RecordRouter()
router.register("fields", FieldResource, "fields")
router.register("regions", RegionResource, "regions")
router.register("countries", CountryResource, "countries")
router.register("cities", CityResource, "cities")
router.register("names", NameResource, "names")
router.register("designations", DesignationResource, "designations")
router.register("organisations", OrganisationResource, "organisations")
router.register("focal-points", FocalPointResource, "focal-points")
router.register("sources", SourceResource, "sources")
router.register("statements", StatementResource, "statements")
router.register("calls", CallResource, "calls")
router.register("statistics", StatisticsResource, "statistics")
router.register("changes", RecordChangesResource, "changes")

app_name = "api"
urlpatterns = [
    path("", Start.as_view(), name="start"),
    path("v1/", include(router.urls)),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocumentationPage.as_view(), name="docs"),
    path("problems/", ProblemKinds.as_view(), name="problems"),
    path("problems/<slug:kind>/", ProblemKind.as_view(), name="problem"),
]

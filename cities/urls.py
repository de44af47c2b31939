"""The pages of the record."""

from django.urls import path, re_path

from cities.pages.cities import city_list
from cities.pages.city import city_page
from cities.pages.claims.lists import claim_list_page
from cities.pages.claims.page import claim_page
from cities.pages.compare import compare_page
from cities.pages.countries import country_list, country_page
from cities.pages.data import DataPage
from cities.pages.downloads import download
from cities.pages.fields import FieldList, FieldPage
from cities.pages.map import map_page
from cities.pages.search import search_page
from cities.pages.sources import SourcePage, source_list
from cities.pages.statements import statement_list
from cities.pages.statistics.views import figure_file, figure_page, overview

app_name = "cities"
urlpatterns = [
    path("fields/", FieldList.as_view(), name="fields"),
    path("fields/<slug:slug>/", FieldPage.as_view(), name="field"),
    path("cities/", city_list, name="cities"),
    path("map/", map_page, name="map"),
    path("cities/<slug:slug>/", city_page, name="city"),
    path("countries/", country_list, name="countries"),
    path("countries/<slug:code>/", country_page, name="country"),
    path("statistics/", overview, name="statistics"),
    path("statistics/<slug:figure>/", figure_page, name="figure"),
    path("statistics/<slug:figure>.csv", figure_file, name="figure-file"),
    path("compare/", compare_page, name="compare"),
    path("search/", search_page, name="search"),
    path("claims/", claim_page, name="claims"),
    path("claims/list/", claim_list_page, name="claim-list"),
    path("sources/", source_list, name="sources"),
    path("sources/<slug:key>/", SourcePage.as_view(), name="source"),
    path("statements/", statement_list, name="statements"),
    path("downloads/", DataPage.as_view(), name="downloads"),
    re_path(
        r"^(?P<name>cities|fields|countries|designations|statements)\.(?P<extension>[^/]+)$",
        download,
        name="download",
    ),
]

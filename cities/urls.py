"""The pages of the record."""

from django.urls import path, re_path
from django.views.decorators.http import require_safe

from cities.pages.cities import city_list
from cities.pages.city import city_page
from cities.pages.claims.lists import claim_list_page
from cities.pages.claims.page import claim_page
from cities.pages.compare import compare_page
from cities.pages.countries import country_list, country_page
from cities.pages.data import DataPage
from cities.pages.downloads import download
from cities.pages.embeds import city_card, count_card
from cities.pages.feeds import Changes, NewMembers, NewMembersOfCountry, NewMembersOfField
from cities.pages.fields import FieldList, FieldPage
from cities.pages.map import map_page
from cities.pages.search import search_page
from cities.pages.sharing import city_picture, field_picture, network_picture
from cities.pages.sources import SourcePage, source_list
from cities.pages.statements import statement_list
from cities.pages.statistics.views import figure_file, figure_page, overview
from cities.pages.suggestions import suggestions

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
    path("search/suggestions/", suggestions, name="suggestions"),
    path("embed/cities/<slug:slug>/", city_card, name="embed-city"),
    path("embed/count/", count_card, name="embed-count"),
    path("feeds/members/", require_safe(NewMembers()), name="feed-of-members"),
    path("feeds/members/<slug:slug>/", require_safe(NewMembersOfField()), name="feed-of-field"),
    path(
        "feeds/countries/<slug:code>/", require_safe(NewMembersOfCountry()), name="feed-of-country"
    ),
    path("feeds/changes/", require_safe(Changes()), name="feed-of-changes"),
    path("picture.png", network_picture, name="picture"),
    path("pictures/cities/<slug:slug>/<slug:held>.png", city_picture, name="city-picture"),
    path("pictures/fields/<slug:slug>/<slug:held>.png", field_picture, name="field-picture"),
]

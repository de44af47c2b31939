"""Countries and cities, for staff."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import get_content_type_for_model
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cities.admin.designations import OVERLAP, DesignationRows
from cities.admin.filters import Membership, MissingOfCity
from cities.admin.names import FormerSlugRows, NameRows
from cities.admin.people import FocalPointRows
from cities.admin.profiles import AssetRows, OrganisationRows, TextRows
from cities.admin.searching import FoldedSearchAdmin, cities_named, countries_named
from cities.models import City, Country, CountryName, Designation, FocalPoint, NameKind
from cities.models.places import today
from uccn.doors.admin import ReasonForm, TabularRow


class CountryForm(ReasonForm):
    def clean_names(self) -> dict[str, str]:
        """The names by language; raises `ValidationError` for anything else that JSON can hold."""
        names = self.cleaned_data["names"]
        is_names = isinstance(names, dict) and all(
            isinstance(name, str) and name.strip() for name in names.values()
        )
        if not is_names:
            raise forms.ValidationError(_('Write languages and names: {"fr": "Palestine"}.'))
        return names  # type: ignore[no-any-return]


class CountryNameRows(TabularRow):
    model = CountryName
    fields = ("name", "language")


@admin.register(Country)
class CountryAdmin(FoldedSearchAdmin):
    form = CountryForm
    list_display = (
        "code",
        "english_name",
        "region",
        "continent",
        "subregion",
        "unesco_status",
        "city_count",
    )
    list_display_links = ("code", "english_name")
    list_filter = ("region", "continent", "unesco_status", "subregion")
    ordering = ("sort_key", "code")
    fieldsets = (
        (None, {"fields": ("code", "name", "names")}),
        (_("Place"), {"fields": ("region", "continent", "subregion")}),
        (_("UNESCO"), {"fields": ("unesco_status", "left_unesco_on")}),
    )
    inlines = (CountryNameRows,)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(city_count=Count("cities"))

    def get_readonly_fields(self, request: HttpRequest, obj: Country | None = None) -> Any:
        """The code is the country's natural key: fixtures and addresses name it."""
        return ("code",) if obj is not None else ()

    def matching(self, word: str) -> Q:
        return Q(pk__in=countries_named(word))

    @admin.display(description=_("name"), ordering="sort_key")
    def english_name(self, country: Country) -> str:
        return country.name

    @admin.display(description=_("cities"), ordering="city_count")
    def city_count(self, country: Country) -> int:
        return country.city_count  # type: ignore[attr-defined, no-any-return]


@admin.register(City)
class CityAdmin(FoldedSearchAdmin):
    """A city with everything that people edit together with it."""

    refusals = OVERLAP

    list_display = ("number", "official_name", "country", "region", "field_today", "territory")
    list_display_links = ("number", "official_name")
    list_select_related = ("country",)
    list_filter = (
        Membership,
        "designations__field",
        "country__region",
        MissingOfCity,
        "designations__evidence",
        "territory",
    )
    ordering = ("sort_key", "number")
    autocomplete_fields = ("country",)
    prepopulated_fields = {"slug": ("name",)}
    choice_needs = ("country",)
    fieldsets = (
        (None, {"fields": ("number", "name", "native_name", "slug", "country", "territory")}),
        (_("Place"), {"fields": (("latitude", "longitude"), "geonames_id")}),
        (_("Population"), {"fields": (("population", "population_scope", "population_year"),)}),
        (_("Elsewhere"), {"fields": ("website", "gazetteer_names")}),
    )
    inlines = (
        DesignationRows,
        FocalPointRows,
        OrganisationRows,
        AssetRows,
        TextRows,
        NameRows,
        FormerSlugRows,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        in_force = Designation.objects.on(today()).select_related("field")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("designations", in_force, to_attr="held_today"))
        )

    def get_readonly_fields(self, request: HttpRequest, obj: City | None = None) -> Any:
        """The number is given once."""
        return ("gazetteer_names",) if obj is None else ("number", "gazetteer_names")

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        return {"number": City.next_number(), **super().get_changeform_initial_data(request)}

    def matching(self, word: str) -> Q:
        return (
            Q(pk__in=cities_named(word))
            | Q(slug__contains=word)
            | Q(country__in=countries_named(word))
        )

    def choice_label(self, choice: City) -> str:
        return f"{choice.name}, {choice.country.name} ({choice.number})"

    def view_on_site(self, city: City) -> str | None:
        """Only cities that are or have been members have a public page."""
        if not City.objects.ever_members().filter(pk=city.pk).exists():
            return None
        kind = get_content_type_for_model(city)
        return reverse("admin:view_on_site", args=(kind.pk, city.pk))

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Name people by their number in the log, so that nobody is left in it who is erased."""
        told: Any = super().construct_change_message(request, form, formsets, add)
        people = str(FocalPoint._meta.verbose_name)
        for entry in told:
            for what in entry.values():
                if what.get("name") == people:
                    what["object"] = _now("a contact")
        return told

    @admin.display(description=_("name"), ordering="sort_key")
    def official_name(self, city: City) -> str:
        return city.name

    @admin.display(description=_("region"), ordering="country__region")
    def region(self, city: City) -> str:
        return city.country.get_region_display()

    @admin.display(description=_("field today"))
    def field_today(self, city: City) -> str:
        return ", ".join(designation.field.name for designation in city.held_today)  # type: ignore[attr-defined]

    @admin.display(description=_("names of the gazetteer"))
    def gazetteer_names(self, city: City) -> str:
        if city.pk is None:
            return ""
        count = city.names.filter(kind=NameKind.GAZETTEER).count()
        address = reverse("admin:cities_cityname_changelist")
        return format_html(
            '<a href="{}?city__id__exact={}&kind__exact={}">{}</a>',
            address,
            city.pk,
            NameKind.GAZETTEER,
            ngettext("%(count)s name for finding", "%(count)s names for finding", count)
            % {"count": count},
        )

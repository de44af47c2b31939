"""The filters of each list, declared once for page, API and export."""

import copy
import datetime
from typing import Any, Self, cast

import django_filters
from django import forms
from django.db.models import Exists, IntegerField, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from cities.days import FIRST_YEAR, DayField
from cities.lookups import country_names, field_names
from cities.models import (
    City,
    CityName,
    ContactRole,
    Continent,
    Country,
    Designation,
    FocalPoint,
    Metric,
    NameKind,
    Organisation,
    OrganisationKind,
    Region,
    Source,
    Statement,
    Subject,
    Territory,
)
from cities.models.designations import DesignationQuerySet
from cities.models.places import today
from cities.models.sources import StatementQuerySet
from cities.search import SearchResult, find_cities, relevance
from fields.models import CreativeField
from uccn.doors.filtering import MOST_DIGITS, Problem, StrictFilterSet, shown

# The largest number that the column holds: a comparison with a larger one finds nothing.
UNKNOWN_POPULATION = {"population": 2**31 - 1, "-population": -1}


def field_choices() -> list[tuple[str, str]]:
    """Slug and name of every creative field, in the network's order."""
    return list(field_names(get_language() or "en").items())


def country_choices() -> list[tuple[str, str]]:
    """Code and name of every country of the record, by name."""
    return list(country_names(get_language() or "en").items())


def year_choices() -> list[tuple[str, str]]:
    """The years in which a designation can have been announced, newest first."""
    return [(str(year), str(year)) for year in range(today().year, FIRST_YEAR - 1, -1)]


class UpperCaseChoiceField(forms.MultipleChoiceField):
    """Choices in capitals that also take small letters, such as country codes."""

    @staticmethod
    def normalise(value: str) -> str:
        return value.upper()

    def to_python(self, value: Any) -> list[str]:
        return [self.normalise(word) for word in super().to_python(value)]


@extend_schema_field(OpenApiTypes.STR)
class UpperCaseChoiceFilter(django_filters.MultipleChoiceFilter):
    field_class = UpperCaseChoiceField


@extend_schema_field(OpenApiTypes.STR)
class RowChoiceFilter(django_filters.MultipleChoiceFilter):
    """Several choices out of rows of the record, which the schema does not list."""


@extend_schema_field(OpenApiTypes.INT)
class YearsFilter(django_filters.MultipleChoiceFilter):
    """Several years."""


@extend_schema_field(OpenApiTypes.INT)
class YearFilter(django_filters.ChoiceFilter):
    """One year."""


@extend_schema_field(OpenApiTypes.STR)
class DayFilter(django_filters.DateFilter):
    """A day of the network's time."""

    field_class = DayField

    def filter(self, qs: QuerySet[Any], _value: Any) -> QuerySet[Any]:
        """All rows: what a day leaves out is for each list to say."""
        return qs


class CityField(ModelChoiceField):
    """A city by its permanent number or by its slug."""

    def to_python(self, value: Any) -> City | None:
        word = str(value).strip()
        if not (word.isascii() and word.isdigit()):
            return cast("City | None", super().to_python(value))
        cities = cast("QuerySet[City]", self.queryset)
        city = cities.filter(number=int(word)).first() if len(word) <= MOST_DIGITS else None
        if city is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return city


@extend_schema_field(OpenApiTypes.STR)
class OneCityFilter(django_filters.ModelChoiceFilter):
    """`city=161` or `city=norrkoping`: a city that is or was a member."""

    field_class = CityField


def one_city() -> OneCityFilter:
    """The filter by a city, in which whoever was ever a member can be chosen."""
    return OneCityFilter(
        field_name="city",
        # Asked for at each request: who has been a member depends on the day.
        queryset=cast("Any", lambda _request: City.objects.ever_members()),
        to_field_name="slug",
        label=_("City"),
        error_messages={"invalid_choice": _("There is none with this slug.")},
    )


class AsOf(StrictFilterSet):
    """Whatever takes a day: the record answers as it was then, and without one as it is today."""

    as_of = DayFilter(label=_("As of"))

    @property
    def as_of_date(self) -> datetime.date:
        """The day of which the answer speaks: as asked, or today."""
        found: datetime.date = self.value("as_of", today())
        return found

    @property
    def past_day(self) -> datetime.date | None:
        """The day that was asked for if it is over; None where today's record answers."""
        return self.as_of_date if self.as_of_date < today() else None


class AsOfDetail(AsOf):
    """A detail that takes nothing but a day."""

    other_parameters = ()


class FieldFilter(AsOf):
    """Creative fields that a call had opened for by a day."""

    class Meta:
        model = CreativeField
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[CreativeField]) -> QuerySet[CreativeField]:
        held = Designation.objects.on(self.as_of_date).filter(field=OuterRef("pk"))
        return queryset.filter(Q(first_year__lte=self.as_of_date.year) | Exists(held))


class DesignationFacets(AsOf):
    """The facets that every list of cities and designations takes."""

    field = RowChoiceFilter(choices=field_choices, label=_("Field"))
    country = UpperCaseChoiceFilter(choices=country_choices, label=_("Country"))
    region = django_filters.MultipleChoiceFilter(choices=Region.choices, label=_("Region"))
    continent = django_filters.MultipleChoiceFilter(
        choices=Continent.choices, label=_("Continent, by geography")
    )
    territory = django_filters.MultipleChoiceFilter(
        choices=Territory.choices, label=_("Kind of place")
    )
    year = YearsFilter(choices=year_choices, label=_("Designated in"))
    year_min = YearFilter(choices=year_choices, label=_("Designated in or after"))
    year_max = YearFilter(choices=year_choices, label=_("Designated in or before"))
    q = django_filters.CharFilter(label=_("City, in any spelling"), max_length=200)

    left_out = ""

    def value(self, name: str, default: Any = None) -> Any:
        return default if name == self.left_out else super().value(name, default)

    def without(self, parameter: str) -> Self:
        """The same question, whatever this parameter asks for."""
        others = copy.copy(self)
        others.left_out = parameter
        if parameter == "q":
            vars(others).pop("search", None)
        return others

    def matching_without(self, parameter: str) -> QuerySet[Any]:
        """The rows that match all but this parameter: those on which its choices are counted."""
        every = cast("QuerySet[Any]", self.queryset).all()
        return self.without(parameter).filter_queryset(every)

    @cached_property
    def search(self) -> SearchResult | None:
        """What the text finds, or None where no text was given."""
        text = self.value("q")
        return find_cities(text) if text else None

    def _designated(self) -> Q:
        """The condition that one designation meets all of field and years."""
        condition = Q()
        if fields := self.value("field"):
            condition &= Q(field__slug__in=fields)
        if years := self.value("year"):
            condition &= Q(in_force_from__year__in=[int(year) for year in years])
        if earliest := self.value("year_min"):
            condition &= Q(in_force_from__gte=datetime.date(int(earliest), 1, 1))
        if latest := self.value("year_max"):
            condition &= Q(in_force_from__lte=datetime.date(int(latest), 12, 31))
        return condition

    def _placed(self, prefix: str) -> Q:
        condition = Q()
        if countries := self.value("country"):
            condition &= Q(**{f"{prefix}country__code__in": countries})
        if regions := self.value("region"):
            condition &= Q(**{f"{prefix}country__region__in": regions})
        if continents := self.value("continent"):
            condition &= Q(**{f"{prefix}country__continent__in": continents})
        if territories := self.value("territory"):
            condition &= Q(**{f"{prefix}territory__in": territories})
        return condition

    def _named(self, city: str) -> Q:
        """The condition that a city answers the text; `city` is the path to its primary key."""
        if self.search is None:
            return Q()
        return Q(**{f"{city}__in": [match.city_id for match in self.search.matches]})

    def problems(self, *, drop_tracking: bool = True) -> list[Problem]:
        found = super().problems(drop_tracking=drop_tracking)
        if self.search is not None and self.search.is_blank:
            found.append(Problem("q", shown(self.value("q")), self.search.reason))
        return found


def ordering_filter(*names: str) -> django_filters.ChoiceFilter:
    """`ordering=name` or `ordering=-name` for each of the names."""
    choices = [(sign + name, sign + name) for name in names for sign in ("", "-")]
    return django_filters.ChoiceFilter(choices=choices, label=_("Order"))


class CityFilter(DesignationFacets):
    """Member cities on a day, by field, place, year and text."""

    ordering = ordering_filter("name", "number", "year", "country", "population")

    ORDERINGS = {
        "name": ("sort_key", "number"),
        "-name": ("-sort_key", "number"),
        "number": ("number",),
        "-number": ("-number",),
        "year": ("since", "sort_key", "number"),
        "-year": ("-since", "sort_key", "number"),
        "country": ("country__sort_key", "sort_key", "number"),
        "-country": ("-country__sort_key", "sort_key", "number"),
        "population": ("known_population", "sort_key", "number"),
        "-population": ("-known_population", "sort_key", "number"),
        "relevance": ("relevance", "number"),
    }

    class Meta:
        model = City
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[City]) -> QuerySet[City]:
        date = self.as_of_date
        designations = Designation.objects.on(date).filter(self._designated(), city=OuterRef("pk"))
        queryset = queryset.filter(Exists(designations)).filter(self._placed(""))
        return self._ordered(queryset.filter(self._named("pk")), date)

    def designations_without(self, parameter: str) -> DesignationQuerySet:
        """The same, whatever this parameter asks for."""
        return self.without(parameter).designations()

    def designations(self) -> DesignationQuerySet:
        """Those that make a city match, on whatever day they hold."""
        every: DesignationQuerySet = Designation.objects.all()
        matching = every.filter(self._designated(), self._placed("city__"))
        return matching.filter(self._named("city"))

    def _ordered(self, queryset: QuerySet[City], date: datetime.date) -> QuerySet[City]:
        ordering = self.value("ordering") or ("name" if self.search is None else "relevance")
        if self.search is not None and ordering == "relevance":
            queryset = queryset.annotate(relevance=relevance(self.search))
        elif ordering.endswith("year"):
            begun = Q(designations__in_force_from__lte=date)
            queryset = queryset.annotate(since=Min("designations__in_force_from", filter=begun))
        elif ordering.endswith("population"):
            # Cities of unknown population stand last either way.
            unknown = Value(UNKNOWN_POPULATION[ordering])
            # No population is below zero, so that of a column of them Django would find none less
            # than or equal to -1 without asking: what is compared is any whole number.
            known = Coalesce("population", unknown, output_field=IntegerField())
            queryset = queryset.annotate(known_population=known)
        return queryset.order_by(*self.ORDERINGS[ordering])


class DesignationFilter(DesignationFacets):
    """Designations begun by a day, ended ones included, by field, place, year and text."""

    city = one_city()
    ordering = ordering_filter("announced_on", "name", "number")

    ORDERINGS = {
        "announced_on": ("in_force_from", "city__number", "pk"),
        "-announced_on": ("-in_force_from", "city__number", "pk"),
        "name": ("city__sort_key", "city__number", "in_force_from", "pk"),
        "-name": ("-city__sort_key", "city__number", "in_force_from", "pk"),
        "number": ("city__number", "in_force_from", "pk"),
        "-number": ("-city__number", "in_force_from", "pk"),
        "relevance": ("relevance", "city__number", "in_force_from", "pk"),
    }

    class Meta:
        model = Designation
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Designation]) -> QuerySet[Designation]:
        queryset = queryset.begun_by(self.as_of_date).filter(self._designated())  # type: ignore[attr-defined]
        queryset = queryset.filter(self._placed("city__"), self._named("city"))
        if city := self.value("city"):
            queryset = queryset.filter(city=city)
        ordering = self.value("ordering") or (
            "announced_on" if self.search is None else "relevance"
        )
        if self.search is not None:
            queryset = queryset.annotate(relevance=relevance(self.search, "city"))
        return queryset.order_by(*self.ORDERINGS[ordering])


class CountryFilter(AsOf):
    """Countries with a member city on a day, by region."""

    region = django_filters.MultipleChoiceFilter(choices=Region.choices, label=_("Region"))

    class Meta:
        model = Country
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Country]) -> QuerySet[Country]:
        members = City.objects.members_on(self.as_of_date).values("country")
        queryset = queryset.filter(pk__in=members)
        if regions := self.value("region"):
            queryset = queryset.filter(region__in=regions)
        return queryset.order_by("sort_key", "code")


class ComparisonFilter(StrictFilterSet):
    """Two days, and the places and fields in which they are compared."""

    earlier = DayFilter(label=_("Earlier day"))
    later = DayFilter(label=_("Later day"))
    field = RowChoiceFilter(choices=field_choices, label=_("Field"))
    region = django_filters.MultipleChoiceFilter(choices=Region.choices, label=_("Region"))
    country = UpperCaseChoiceFilter(choices=country_choices, label=_("Country"))

    class Meta:
        model = Designation
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Designation]) -> QuerySet[Designation]:
        """The designations of the places, on whatever day and for whatever field."""
        if regions := self.value("region"):
            queryset = queryset.filter(city__country__region__in=regions)
        if countries := self.value("country"):
            queryset = queryset.filter(city__country__code__in=countries)
        return queryset.order_by("city__sort_key", "city__number", "in_force_from", "pk")


def by_slug(name: str, queryset: QuerySet[Any], label: Any) -> django_filters.ModelChoiceFilter:
    """`city=lyon` or `field=music`: one row by its slug."""
    return django_filters.ModelChoiceFilter(
        field_name=name,
        queryset=queryset,
        to_field_name="slug",
        label=label,
        error_messages={"invalid_choice": _("There is none with this slug.")},
    )


class HoldingFilter(AsOf):
    """What each country has on a day, by region, by name or by its number of cities."""

    other_parameters = ()
    ORDERINGS = (
        ("region", _("By region")),
        ("country", _("By country")),
        ("-members", _("Most cities first")),
    )

    ordering = django_filters.ChoiceFilter(choices=ORDERINGS, label=_("Order"))

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset


class OfMembers(AsOf):
    """What belongs to cities that are or were members by a day, of one of them or of all."""

    city = one_city()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        queryset = super().filter_queryset(queryset)
        return queryset.filter(city__in=City.objects.ever_members(self.as_of_date))


class NameFilter(OfMembers):
    """Other names of cities, by city, kind, language and script."""

    kind = django_filters.MultipleChoiceFilter(choices=NameKind.choices, label=_("Kind"))
    language = django_filters.CharFilter(max_length=16, label=_("Language"))
    script = django_filters.CharFilter(max_length=32, label=_("Script"))

    class Meta:
        model = CityName
        fields: list[str] = []


class OrganisationFilter(OfMembers):
    """Organisations that cities name, by city and kind; those founded after the day's year not."""

    kind = django_filters.MultipleChoiceFilter(choices=OrganisationKind.choices, label=_("Kind"))

    class Meta:
        model = Organisation
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> Any:
        found: Any = super().filter_queryset(queryset)
        return found.founded_by(self.as_of_date)


class FocalPointFilter(OfMembers):
    """People who speak for cities and are shown to everybody, by city and role."""

    role = django_filters.MultipleChoiceFilter(choices=ContactRole.choices, label=_("Role"))

    class Meta:
        model = FocalPoint
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[FocalPoint]) -> QuerySet[FocalPoint]:
        shown = FocalPoint.objects.shown(self.as_of_date)
        return super().filter_queryset(queryset).filter(pk__in=shown.order_by().values("pk"))


class SourceFilter(StrictFilterSet):
    """Sources, by language."""

    language = django_filters.CharFilter(max_length=16, label=_("Language"))

    class Meta:
        model = Source
        fields: list[str] = []


class StatementFilter(StrictFilterSet):
    """Statements, by subject, source and what they are about."""

    subject = django_filters.MultipleChoiceFilter(
        choices=Subject.choices, method="about", label=_("Subject")
    )

    source = django_filters.ModelChoiceFilter(
        queryset=Source.objects.all(),
        to_field_name="key",
        label=_("Source"),
        error_messages={"invalid_choice": _("There is no source with this key.")},
    )
    metric = django_filters.MultipleChoiceFilter(choices=Metric.choices, label=_("About"))
    city = one_city()
    field = by_slug("field", CreativeField.objects.all(), _("Field"))

    def about(
        self, statements: StatementQuerySet, _name: str, subjects: list[str]
    ) -> StatementQuerySet:
        return statements.about(subjects) if subjects else statements

    class Meta:
        model = Statement
        fields: list[str] = []


class SourceAsOf(AsOf, SourceFilter):
    """Sources, by language; as of a past day, those that may have been there by then."""

    def filter_queryset(self, queryset: QuerySet[Any]) -> Any:
        found: Any = super().filter_queryset(queryset)
        return found.known_by(self.past_day) if self.past_day else found


class StatementAsOf(AsOf, StatementFilter):
    """Statements; as of a past day, those that may have been made by then."""

    def filter_queryset(self, queryset: QuerySet[Any]) -> Any:
        found: Any = super().filter_queryset(queryset)
        return found.made_by(self.past_day) if self.past_day else found

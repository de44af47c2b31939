"""Cities in lists and at their addresses, and whatever can name a whole city."""

from rest_framework import serializers

from cities.api import links
from cities.api.serializers.of_cities import (
    AssetSerializer,
    FocalPointSerializer,
    OrganisationSerializer,
    ProfileDesignationSerializer,
    ProfileNameSerializer,
    TextSerializer,
)
from cities.api.serializers.places import (
    CountrySerializer,
    FieldSerializer,
    SourceSerializer,
)
from cities.api.serializers.references import (
    ID,
    PARTIAL_DATE,
    CityDesignationSerializer,
    CityReferenceSerializer,
    CountryReferenceSerializer,
    NamedCitySerializer,
    SourceLinkSerializer,
)
from cities.models import (
    EndReason,
    Evidence,
    Region,
    Territory,
)
from uccn.doors.expanding import expandable, only_expanded

KEY_OF_SOURCE = serializers.SlugField(allow_null=True)


class MatchSerializer(serializers.Serializer):
    spelling = serializers.CharField(help_text="The spelling of the record that matched.")
    is_guess = serializers.BooleanField(help_text="Whether it is only close to what was asked.")


class CitySerializer(serializers.Serializer):
    number = serializers.IntegerField(help_text="Permanent number: never changed, never reused.")
    slug = serializers.SlugField(help_text="May change; the old one redirects.")
    name = serializers.CharField()
    local_name = serializers.CharField(
        help_text="The name to show to readers of the answer’s language; often the same."
    )
    native_name = serializers.CharField(allow_blank=True)
    country = expandable(CountryReferenceSerializer(), CountrySerializer())
    region = serializers.ChoiceField(Region.choices)
    territory = serializers.ChoiceField(Territory.choices)
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    population = serializers.IntegerField(allow_null=True, help_text="Of GeoNames, for size only.")
    designations = CityDesignationSerializer(many=True)
    match = MatchSerializer(required=False, help_text="Only in a list that was asked for by `q`.")
    names = only_expanded(ProfileNameSerializer, many=True)
    texts = only_expanded(TextSerializer, many=True)
    organisations = only_expanded(OrganisationSerializer, many=True)
    focal_points = only_expanded(FocalPointSerializer, many=True)
    sources = only_expanded(SourceSerializer, many=True)
    links = links.CITY.serializer()


class CityProfileSerializer(CitySerializer):
    website = serializers.CharField(allow_blank=True, help_text="An address.")
    geonames_id = serializers.IntegerField(allow_null=True)
    population_scope = serializers.ChoiceField(Territory.choices, allow_blank=True)
    population_year = serializers.IntegerField(allow_null=True)
    designations = ProfileDesignationSerializer(many=True)
    names = ProfileNameSerializer(many=True)
    texts = TextSerializer(many=True)
    focal_points = FocalPointSerializer(many=True)
    organisations = OrganisationSerializer(many=True)
    profile = AssetSerializer(many=True)
    former_slugs = serializers.ListField(child=serializers.CharField())


class NameSerializer(ProfileNameSerializer):
    city = expandable(CityReferenceSerializer(), CitySerializer())
    source = expandable(KEY_OF_SOURCE, SourceSerializer())
    links = links.NAME.serializer()


class OrganisationOfCitySerializer(OrganisationSerializer):
    city = expandable(CityReferenceSerializer(), CitySerializer())
    source = expandable(KEY_OF_SOURCE, SourceSerializer())
    links = links.ORGANISATION.serializer()


class FocalPointOfCitySerializer(FocalPointSerializer):
    city = expandable(CityReferenceSerializer(), CitySerializer())
    source = expandable(KEY_OF_SOURCE, SourceSerializer())
    links = links.FOCAL_POINT.serializer()


class DesignationSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text=ID)
    city = expandable(NamedCitySerializer(), CitySerializer())
    country = expandable(CountryReferenceSerializer(), CountrySerializer())
    region = serializers.ChoiceField(Region.choices)
    field = expandable(serializers.SlugField(), FieldSerializer(), help_text="Slug of the field.")
    field_name = serializers.CharField()  # type: ignore[assignment]
    call_year = serializers.IntegerField(allow_null=True)
    announced_on = serializers.CharField(help_text=PARTIAL_DATE)
    in_force_from = serializers.DateField(help_text="First day on which it counts.")
    ended_on = serializers.CharField(allow_null=True)
    end_reason = serializers.ChoiceField(EndReason.choices, allow_null=True)
    evidence = serializers.ChoiceField(Evidence.choices)
    evidence_note = serializers.CharField(allow_blank=True)
    sources = only_expanded(SourceSerializer, many=True)
    links = links.DESIGNATION.serializer()


class DesignationDetailSerializer(DesignationSerializer):
    sources = expandable(SourceLinkSerializer(many=True), SourceSerializer(many=True))

"""Fields, regions, countries and sources."""

from rest_framework import serializers

from cities.api import links
from cities.api.serializers.references import (
    PARTIAL_DATE,
    CountryReferenceSerializer,
)
from cities.models import (
    Continent,
    MembershipOfUnesco,
    Region,
)
from fields.models import Glyph


class FieldSerializer(serializers.Serializer):
    slug = serializers.SlugField()
    name = serializers.CharField()
    names = serializers.DictField(child=serializers.CharField(), help_text="By language.")
    definition = serializers.CharField(allow_blank=True)
    position = serializers.IntegerField(help_text="The network's order.")
    first_year = serializers.IntegerField(help_text="Year of the first call that offered it.")
    first_designation_year = serializers.IntegerField(allow_null=True)
    members = serializers.IntegerField(help_text="Member cities on the day.")
    colour_light = serializers.CharField()
    colour_dark = serializers.CharField()
    glyph = serializers.ChoiceField(Glyph.choices)
    links = links.FIELD.serializer()


class RegionSerializer(serializers.Serializer):
    code = serializers.ChoiceField(Region.choices)
    name = serializers.CharField()
    members = serializers.IntegerField(help_text="Member cities on the day.")
    countries = serializers.IntegerField(help_text="Countries with a member city on the day.")
    links = links.REGION.serializer()


class CountrySerializer(CountryReferenceSerializer):
    region = serializers.ChoiceField(Region.choices)
    continent = serializers.ChoiceField(Continent.choices)
    subregion = serializers.CharField(help_text="Sub-region of the M49 standard.")
    unesco_status = serializers.ChoiceField(MembershipOfUnesco.choices)
    members = serializers.IntegerField(help_text="Member cities on the day.")
    links = links.COUNTRY.serializer()


class SourceSerializer(serializers.Serializer):
    key = serializers.SlugField()
    title = serializers.CharField()
    publisher = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True, help_text="An address.")
    dated_on = serializers.CharField(allow_blank=True, help_text=PARTIAL_DATE)
    earliest = serializers.DateField(allow_null=True)
    latest = serializers.DateField(allow_null=True)
    dates_inferred = serializers.BooleanField(help_text="If so, they prove nothing.")
    statements = serializers.IntegerField(help_text="Number of statements taken from it.")
    designations = serializers.IntegerField(help_text="Number of designations that rest on it.")
    links = links.SOURCE.serializer()

"""How the parts of the network are named within other rows."""

from rest_framework import serializers

ID = "Permanent: never changed, never given to another."
PARTIAL_DATE = "ISO 8601, as precise as the source: 2004, 2021-11 or 2015-12-11."


class CountryReferenceSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="Two-letter code of ISO 3166-1.")
    name = serializers.CharField()


class CityReferenceSerializer(serializers.Serializer):
    number = serializers.IntegerField(help_text="Permanent number.")
    slug = serializers.SlugField()


class NamedCitySerializer(CityReferenceSerializer):
    name = serializers.CharField()
    local_name = serializers.CharField(
        help_text="The name to show to readers of the answer’s language; often the same."
    )


class CityDesignationSerializer(serializers.Serializer):
    field = serializers.SlugField(help_text="Slug of the creative field.")
    announced_on = serializers.CharField(help_text=PARTIAL_DATE)
    ended_on = serializers.CharField(
        allow_null=True, help_text="First day on which it no longer held."
    )


class SourceLinkSerializer(serializers.Serializer):
    key = serializers.SlugField()
    title = serializers.CharField()
    url = serializers.CharField(allow_blank=True, help_text="An address.")

"""What belongs to cities: as their addresses tell it, and in lists of its own."""

from rest_framework import serializers

from cities.api.serializers.references import (
    ID,
    CityDesignationSerializer,
    SourceLinkSerializer,
)
from cities.models import (
    AssetKind,
    ContactRole,
    EndReason,
    Evidence,
    NameKind,
    OrganisationKind,
)
from cities.rows.of_cities import MAY_BE_MISSING


class ProfileDesignationSerializer(CityDesignationSerializer):
    id = serializers.IntegerField(help_text=ID)
    field_name = serializers.CharField()  # type: ignore[assignment]
    call_year = serializers.IntegerField(allow_null=True)
    in_force_from = serializers.DateField(help_text="First day on which it counts.")
    end_reason = serializers.ChoiceField(EndReason.choices, allow_null=True)
    evidence = serializers.ChoiceField(Evidence.choices)
    evidence_note = serializers.CharField(allow_blank=True)
    sources = SourceLinkSerializer(many=True)


class ProfileNameSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text=ID)
    name = serializers.CharField()
    kind = serializers.ChoiceField(NameKind.choices)
    language = serializers.CharField(allow_blank=True)
    script = serializers.CharField(allow_blank=True)
    source = serializers.SlugField(allow_null=True)  # type: ignore[assignment]


class FocalPointSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text=ID)
    name = serializers.CharField()
    role = serializers.ChoiceField(ContactRole.choices)
    title = serializers.CharField(allow_blank=True)
    organisation = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    telephone = serializers.CharField(allow_blank=True, help_text="E.164.")
    telephone_printed = serializers.CharField(allow_blank=True)
    since = serializers.DateField(allow_null=True)
    verified_on = serializers.DateField(allow_null=True)
    source = serializers.SlugField(allow_null=True)  # type: ignore[assignment]
    missing = serializers.ListField(
        child=serializers.ChoiceField(MAY_BE_MISSING),
        help_text="Contact details that are not known.",
    )


class OrganisationSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text=ID)
    name = serializers.CharField()
    kind = serializers.ChoiceField(OrganisationKind.choices)
    description = serializers.CharField(allow_blank=True)
    founded_year = serializers.IntegerField(allow_null=True)
    runs_membership = serializers.BooleanField()
    website = serializers.CharField(allow_blank=True, help_text="An address.")
    source = serializers.SlugField(allow_null=True)  # type: ignore[assignment]


class AssetSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(AssetKind.choices)
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    every_years = serializers.IntegerField(allow_null=True)
    source = serializers.SlugField(allow_null=True)  # type: ignore[assignment]


class TextSerializer(serializers.Serializer):
    language = serializers.CharField()
    text = serializers.CharField()

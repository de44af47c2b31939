"""The shapes of the answers, for the OpenAPI schema. Rows come ready made from `cities.rows`."""

from rest_framework import serializers

from cities.api import links
from cities.models import (
    AssetKind,
    ContactRole,
    Continent,
    EndReason,
    Evidence,
    MembershipOfUnesco,
    Metric,
    NameKind,
    OrganisationKind,
    Region,
    Scope,
    Subject,
    Territory,
)
from cities.rows.figures import HEADINGS
from cities.statements.verdicts import Verdict
from fields.models import Glyph
from uccn.doors.expanding import expandable, only_expanded

ID = "Permanent: never changed, never given to another."
PARTIAL_DATE = "ISO 8601, as precise as the source: 2004, 2021-11 or 2015-12-11."
KEY_OF_SOURCE = serializers.SlugField(allow_null=True)


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


class SourceLinkSerializer(serializers.Serializer):
    key = serializers.SlugField()
    title = serializers.CharField()
    url = serializers.CharField(allow_blank=True, help_text="An address.")


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
    missing = serializers.ListField(child=serializers.CharField())


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
    population_scope = serializers.CharField(allow_blank=True)
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


class TrueIntervalSerializer(serializers.Serializer):
    first = serializers.DateField()
    last = serializers.DateField(allow_null=True, help_text="Empty: it still holds.")


class QuerySerializer(serializers.Serializer):
    resource = serializers.ChoiceField(["cities", "countries", "city"])
    parameters = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="What to ask of the list, or of the city, to see it.",
    )


class ReadingSerializer(serializers.Serializer):
    """One meaning of a statement: “in Europe” may mean the continent or UNESCO's region."""

    label = serializers.CharField(  # type: ignore[assignment]
        help_text="Which cities the reading counts."
    )
    query = QuerySerializer(
        allow_null=True, help_text="The query behind it, on a day when it was true or was said."
    )
    verdict = serializers.ChoiceField(Verdict.choices)
    reason = serializers.CharField(allow_null=True, help_text="Why it cannot be checked, if so.")
    our_figure = serializers.IntegerField(allow_null=True)
    true_today = serializers.BooleanField()
    true = TrueIntervalSerializer(many=True, help_text="The days on which it is true.")
    figure_today = serializers.IntegerField(allow_null=True)
    explanation = serializers.CharField()


class AnswerSerializer(serializers.Serializer):
    """What the record answers to a statement."""

    verdict = serializers.ChoiceField(Verdict.choices)
    verdict_label = serializers.CharField()
    reason = serializers.CharField(allow_null=True, help_text="Why it cannot be checked, if so.")
    our_figure = serializers.IntegerField(
        allow_null=True, help_text="Our figure on the date that the source bears, if it bears one."
    )
    our_date = serializers.CharField(allow_blank=True, help_text=PARTIAL_DATE)
    true_today = serializers.BooleanField()
    readings = ReadingSerializer(many=True)
    explanation = serializers.CharField()


class SaidSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text=ID)
    source_title = serializers.CharField()
    source = serializers.SlugField()  # type: ignore[assignment]
    key = serializers.SlugField()
    printed = serializers.CharField()
    language = serializers.CharField(allow_blank=True)
    subject = serializers.ChoiceField(Subject.choices)
    metric = serializers.ChoiceField(Metric.choices)
    value = serializers.IntegerField(allow_null=True)
    value_date = serializers.CharField(allow_blank=True, help_text=PARTIAL_DATE)
    city = serializers.SlugField(allow_null=True)
    without_city = serializers.BooleanField()
    field = serializers.SlugField(allow_null=True)
    scope = serializers.ChoiceField(Scope.choices)
    region = serializers.CharField(allow_blank=True)
    continent = serializers.CharField(allow_blank=True)
    countries = serializers.ListField(child=serializers.CharField())
    scope_name = serializers.CharField(allow_blank=True)
    said_on = serializers.CharField(allow_blank=True, help_text=PARTIAL_DATE)
    note = serializers.CharField(allow_blank=True)
    answer = AnswerSerializer()


class StatementSerializer(SaidSerializer):
    source = expandable(serializers.SlugField(), SourceSerializer())
    city = expandable(serializers.SlugField(allow_null=True), CitySerializer())
    field = expandable(serializers.SlugField(allow_null=True), FieldSerializer())
    links = links.STATEMENT.serializer()


class SourceDetailSerializer(SourceSerializer):
    note = serializers.CharField(allow_blank=True)
    says = SaidSerializer(many=True)


class FigureSerializer(serializers.Serializer):
    figure = serializers.ChoiceField(list(HEADINGS))
    title = serializers.CharField()
    links = links.FIGURE.serializer()


class FigureDetailSerializer(FigureSerializer):
    """A figure as a table; null is a number that had not begun, which is not zero."""

    as_of = serializers.DateField(help_text="The day up to which it is counted.")
    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(
        child=serializers.DictField(), help_text="A value for each of the columns."
    )

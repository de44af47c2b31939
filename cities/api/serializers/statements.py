"""What sources say, and what the record answers."""

from rest_framework import serializers

from cities.api import links
from cities.api.serializers.cities import (
    CitySerializer,
)
from cities.api.serializers.places import (
    FieldSerializer,
    SourceSerializer,
)
from cities.api.serializers.references import (
    ID,
    PARTIAL_DATE,
)
from cities.models import (
    Continent,
    Metric,
    Region,
    Scope,
    Subject,
)
from cities.statements.claims import Reason
from cities.statements.verdicts import Verdict
from uccn.doors.expanding import expandable

# What the values of the answers to statements mean.
REASONS = [
    (Reason.NOT_REACHED.value, "the figure never was that"),
    (Reason.NOT_IN_SCOPE.value, "the city never was a member there"),
    (Reason.OTHER_DATE.value, "the record has another date than the claimed one"),
    (Reason.ANOTHER_EARLIER.value, "another city came before"),
    (Reason.TIE.value, "another city came at the same time"),
    (Reason.NEVER_ALONE.value, "whenever the city was a member there, others were too"),
    (Reason.PLACE_ENDED.value, "the city was the first or only one, and left"),
    (Reason.ORDER_UNKNOWN.value, "the record’s dates are too coarse to say who came first"),
    (Reason.SCOPE_UNKNOWN.value, "the statement does not say of which countries it speaks"),
    (Reason.NOT_YET.value, "the source’s date has not come yet"),
    (Reason.CHANGES_WITHIN.value, "the answer changes within the source’s date"),
    (Reason.RECORD_TOO_COARSE.value, "near the source’s date the record’s dates are coarse"),
]
LISTS = [
    ("cities", "the list of cities"),
    ("countries", "the list of countries"),
    ("city", "the address of the city that the statement is about"),
]


class TrueIntervalSerializer(serializers.Serializer):
    first = serializers.DateField()
    last = serializers.DateField(allow_null=True, help_text="Empty: it still holds.")


class QuerySerializer(serializers.Serializer):
    resource = serializers.ChoiceField(LISTS)
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
    reason = serializers.ChoiceField(REASONS, allow_null=True)
    our_figure = serializers.IntegerField(allow_null=True)
    true_today = serializers.BooleanField()
    true = TrueIntervalSerializer(many=True, help_text="The days on which it is true.")
    figure_today = serializers.IntegerField(allow_null=True)
    explanation = serializers.CharField()


class AnswerSerializer(serializers.Serializer):
    """What the record answers to a statement."""

    verdict = serializers.ChoiceField(Verdict.choices)
    verdict_label = serializers.CharField()
    reason = serializers.ChoiceField(REASONS, allow_null=True)
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
    region = serializers.ChoiceField(Region.choices, allow_blank=True)
    continent = serializers.ChoiceField(Continent.choices, allow_blank=True)
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

"""Calls for partners' programs. Applications are private and have no place here."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from rest_framework import serializers

from applications.exports import CALLS
from applications.filters import CallAsOf
from applications.models import Call, Channel
from applications.rows import call_rows
from cities.api.changes import Kind
from cities.api.expansions import whole_fields, whole_sources
from cities.api.files import TabularResource
from cities.api.serializers import FieldSerializer, SourceSerializer
from uccn.doors.expanding import Expansion, expandable
from uccn.doors.linking import Linking, page
from uccn.doors.resources import Row

CALL = Linking(
    "Call",
    lambda row: f"calls/{row['year']}/",
    lambda row: page("applications:call", row["year"]),
)


class DeadlineChangeSerializer(serializers.Serializer):
    old_deadline = serializers.DateTimeField()
    new_deadline = serializers.DateTimeField()
    changed_on = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)


class CallSerializer(serializers.Serializer):
    """A call and its rules. What is not known is null."""

    year = serializers.IntegerField()
    fields = expandable(
        serializers.ListField(child=serializers.SlugField()), FieldSerializer(many=True)
    )
    opens_at = serializers.DateTimeField(allow_null=True)
    deadline = serializers.DateTimeField(allow_null=True)
    deadline_printed = serializers.CharField(allow_blank=True)
    deadline_reading = serializers.CharField(allow_blank=True)
    deadline_changes = DeadlineChangeSerializer(many=True)
    announced_on = serializers.CharField(allow_null=True)
    members_announced = serializers.IntegerField(allow_null=True)
    max_submitted_per_country = serializers.IntegerField(allow_null=True)
    max_designated_per_country = serializers.IntegerField(allow_null=True)
    min_distinct_fields = serializers.IntegerField(allow_null=True)
    languages = serializers.ListField(child=serializers.CharField())
    channel = serializers.ChoiceField(Channel.choices)
    max_file_megabytes = serializers.IntegerField(allow_null=True)
    moratorium_after_calls = serializers.IntegerField(allow_null=True)
    moratorium_years = serializers.IntegerField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    sources = expandable(
        serializers.ListField(child=serializers.SlugField()), SourceSerializer(many=True)
    )
    links = CALL.serializer()


def _fields(calls: Sequence[Row], resource: Any) -> Sequence[list[Row]]:
    known = whole_fields(resource)
    return [[known[slug] for slug in call["fields"] if slug in known] for call in calls]


def _sources(calls: Sequence[Row], resource: Any) -> Sequence[list[Row]]:
    known = whole_sources(resource, {key for call in calls for key in call["sources"]})
    return [[known[key] for key in call["sources"] if key in known] for call in calls]


class CallResource(TabularResource):
    """The calls since 2004 with their rules.

    As of a past day: those that had opened by then. What came later is not known in them: an
    announcement, a change of the deadline. Rules bear no dates and are those of today. Without a
    day a call that has not opened yet is there, too.
    """

    queryset = Call.objects.all()
    filterset_class = CallAsOf
    serializer_class = CallSerializer
    expansions = {
        "fields": Expansion(_fields, "the fields that it offered, as in the list of fields"),
        "sources": Expansion(_sources, "the sources on which it rests"),
    }
    linking = CALL
    table = CALLS
    lookup_field = "year"
    lookup_value_regex = "[0-9]{4}"

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return call_rows(Call.objects.all(), keys, self.past_day)

    def flat(self, row: Row, _site: str) -> Row:
        return row

    def row(self, **address: str) -> Row:
        for row in call_rows(
            self.filterset.qs.filter(year=int(address["year"])), as_of=self.past_day
        ):
            return row
        raise Http404


KIND = Kind(
    "call", "calls", "year", CALL, Call.objects.all, lambda found, _language: call_rows(found)
)

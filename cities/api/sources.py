"""Sources and what they say, each statement with the record's answer."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404

from cities import filters, rows
from cities.api import expansions, links, serializers
from cities.api.files import TabularResource
from cities.exports import About, Listing
from cities.exports.lists import SOURCES, STATEMENTS, list_of_statements
from cities.models import Source, Statement
from uccn.doors.resources import NumberedResource, Row


class SourceResource(TabularResource):
    """Sources of the record, with the dates of which they may speak.

    As of a past day: those that may have been there by then, by the date that they bear or, where
    they bear none, by the first day of which they may speak. A source without any date is in every
    answer. The address of a source tells what it says, too.
    """

    queryset = Source.objects.all()
    filterset_class = filters.SourceAsOf
    serializer_class = serializers.SourceSerializer
    detail_serializer_class = serializers.SourceDetailSerializer
    linking = links.SOURCE
    table = SOURCES
    lookup_field = "key"

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return rows.source_rows(Source.objects.all(), keys, self.as_of)

    def row(self, **address: str) -> Row:
        source = self.filterset.qs.filter(key=address["key"]).first()
        if source is None:
            raise Http404
        return rows.source_detail(source, self.as_of)


class StatementResource(NumberedResource, TabularResource):
    """What sources say, each with the record's answer: when it is true, and the verdict.

    As of a past day: what such a source may have said by then, of cities that were members by then,
    answered as the record knew the network on that day. “Today” in an answer is the day.
    """

    queryset = Statement.objects.all()
    filterset_class = filters.StatementAsOf
    serializer_class = serializers.StatementSerializer
    expansions = expansions.OF_STATEMENTS
    linking = links.STATEMENT
    table = STATEMENTS

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        return rows.statement_rows(Statement.objects.all(), keys, self.as_of)

    def listing(self, keys: Sequence[Any], about: About) -> Listing:
        return list_of_statements(keys, about)

    def row(self, **address: str) -> Row:
        statements: Any = self.filterset.qs.filter(pk=int(address["id"]))
        for row in rows.statement_rows(statements, as_of=self.as_of):
            return row
        raise Http404

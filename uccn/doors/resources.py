"""What every resource of the API shares: strict parameters, pages of plain rows, one language."""

import datetime
import functools
from abc import abstractmethod
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import orjson
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from uccn.doors import expanding, selecting
from uccn.doors.comma_lists import unknown_words, words_of
from uccn.doors.deprecation import Deprecating
from uccn.doors.expanding import EXPAND, Expansion
from uccn.doors.files import as_file, file_name, lines
from uccn.doors.filtering import PAGING_PARAMETERS, Problem, StrictFilterSet, shown
from uccn.doors.keeping import Shelf
from uccn.doors.link_headers import LinkHeaders
from uccn.doors.linking import Linking, Roots
from uccn.doors.negotiation import (
    FORMAT,
    FormatNegotiation,
    JSONRenderer,
    LinesRenderer,
    as_json,
    format_problem,
)
from uccn.doors.problems import BadParameters
from uccn.doors.resource_schema import ResourceSchema
from uccn.doors.selecting import FIELDS
from uccn.doors.strict_views import AllowedMethods

Row = dict[str, Any]

# A row of a list is some nine hundred letters of JSON.
ROWS: Shelf[orjson.Fragment] = Shelf(most=4_000)
# Counts of the rows by what they have in common, beside a page of them.
FACETS = "facets"
# The parameter that a detail takes where its list does.
DAY = "as_of"


class StrictFilterBackend(DjangoFilterBackend):
    """Filters by the resource's FilterSet; anything that was not understood is a 400."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        """The matching rows. Raises `BadParameters` naming all that was not understood."""
        view.filterset = view.understood(view.filterset_class, queryset)
        # Most of what is asked of it is kept for a moment, and needs no query at all.
        return SimpleLazyObject(lambda: view.filterset.qs)


@functools.cache
def detail_of(filterset_class: type[StrictFilterSet]) -> type[StrictFilterSet]:
    """The filter set of one row of a list: the same rule on what there is, and a day at most."""
    others = {name: None for name in filterset_class.declared_filters if name != DAY}
    return type(
        f"{filterset_class.__name__}OfOne", (filterset_class,), {**others, "other_parameters": ()}
    )


class Resource(AllowedMethods, Deprecating, LinkHeaders, viewsets.GenericViewSet[Any]):
    """A read-only list of plain rows, each at an address of its own.

    A resource names its `queryset`, its `filterset_class` and the `linking` of its rows, and says
    in `rows` how the primary keys of a page become rows, and in `row` what is at an address.
    """

    schema = ResourceSchema()
    filter_backends = (StrictFilterBackend,)
    filterset_class: type[StrictFilterSet]
    filterset: StrictFilterSet
    # What a key has to be for in order to read this; whoever has none may read everything.
    scope: ClassVar[str] = "record"
    linking: ClassVar[Linking]
    renderer_classes: tuple[type[Any], ...] = (JSONRenderer, LinesRenderer)
    detail_renderer_classes: tuple[type[Any], ...] = (JSONRenderer,)
    content_negotiation_class = FormatNegotiation
    # What its rows can be expanded by.
    expansions: ClassVar[Mapping[str, Expansion]] = {}
    # By what its rows can be counted.
    facets: ClassVar[Sequence[str]] = ()
    # The shape of what is at an address, where it is not that of a row of the list.
    detail_serializer_class: ClassVar[type[BaseSerializer[Any]] | None] = None
    # An address is made of letters, digits and hyphens; PostgreSQL would choke on a NUL.
    lookup_value_regex = r"[-\w]+"
    paging_parameters: ClassVar[tuple[str, ...]] = PAGING_PARAMETERS

    def list(self, request: Request) -> HttpResponseBase:
        queryset = self.filter_queryset(self.get_queryset())
        extension = request.accepted_renderer.format
        if extension != JSONRenderer.format:
            return self.file(extension, self.keys_of_file(queryset))
        keys = self.paginate_queryset(queryset) or []
        whole = not (self.expanded or self.wanted)
        answer = self.get_paginated_response(
            self.whole_rows(keys) if whole else self.shown(self.rows(keys))
        )
        wanted = words_of(request.query_params.get(FACETS, ""))
        if wanted:
            answer.data[FACETS] = {name: self.facet(name) for name in wanted}
        return answer

    def facet(self, name: str) -> Sequence[Row]:
        """The values of one of the `facets`: `value`, `name` and `count` of each."""
        raise NotImplementedError(name)

    def retrieve(self, request: Request, **address: str) -> HttpResponseBase:
        filters = detail_of(self.filterset_class)
        self.filterset = self.understood(filters, self.get_queryset())
        return Response(self.shown([self.row(**address)])[0])

    def understood(
        self,
        filterset_class: type[StrictFilterSet],
        queryset: QuerySet[Any],
    ) -> StrictFilterSet:
        """The FilterSet of the request. Raises `BadParameters` for all that was not understood."""
        filterset = filterset_class(self.request.query_params, queryset, request=self.request)
        filterset.other_parameters = self.other_parameters  # type: ignore[misc]
        problems = [*filterset.problems(drop_tracking=False), *self.more_problems()]
        if problems:
            raise BadParameters(problems)
        return filterset

    @property
    def is_list(self) -> bool:
        return getattr(self, "action", None) == "list"

    @property
    def other_parameters(self) -> tuple[str, ...]:
        """What is taken besides filters."""
        paging = self.paging_parameters if self.is_list else ()
        more = {EXPAND: self.expansions, FACETS: self.is_list and self.facets}
        return (*paging, FORMAT, FIELDS, *(name for name, known in more.items() if known))

    def more_problems(self) -> Sequence[Problem]:
        """What was not understood besides the filters."""
        asked = self.request.query_params
        problems = format_problem(self.request, self.get_renderers())
        extension = self.request.accepted_renderer.format
        no_facets: Sequence[Problem] = []
        if extension != JSONRenderer.format:
            no_facets = self._out_of_place((FACETS,), _("A file has no facets: they are for JSON."))
        if extension not in (JSONRenderer.format, LinesRenderer.format):
            detail = _("A table has columns of its own: this is for JSON and NDJSON only.")
            return [*problems, *self._out_of_place((FIELDS, EXPAND), detail), *no_facets]
        is_file = extension != JSONRenderer.format
        if self.expansions:
            text = asked.get(EXPAND, "")
            problems += expanding.problems_of(text, self.expansions, is_file=is_file)
        if self.wanted:
            kind = self.shape
            known = selecting.members_of_class(kind, frozenset(self.expanded))
            everything = selecting.members_of_class(kind, None)
            problems += selecting.problems_of(asked[FIELDS], known, everything)
        if self.facets:
            problems += unknown_words(FACETS, asked.get(FACETS, ""), self.facets)
        return [*problems, *no_facets]

    def _out_of_place(self, names: Iterable[str], detail: str) -> Sequence[Problem]:
        """A problem for each of the parameters that is there, though it cannot be."""
        values = {name: self.request.query_params.get(name, "") for name in names}
        return [
            Problem(name, shown(value), detail)
            for name, value in values.items()
            if name in self.other_parameters and value.strip()
        ]

    @property
    def shape(self) -> Any:
        """The class of serializers that describes the rows of the answer."""
        kind = None if self.is_list else self.detail_serializer_class
        return kind or self.get_serializer_class()

    @cached_property
    def expanded(self) -> Sequence[str]:
        """The members that are to be expanded."""
        asked = words_of(self.request.query_params.get(EXPAND, ""))
        return [name for name in asked if name in self.expansions]

    @cached_property
    def wanted(self) -> selecting.Members:
        """The members that are wanted; none named: all of them."""
        return selecting.chosen(self.request.query_params.get(FIELDS, ""))

    def keys_of_file(self, queryset: QuerySet[Any]) -> Sequence[Any]:
        """The primary keys of the whole list, or of the page of it that was asked for."""
        if any(name in self.request.query_params for name in PAGING_PARAMETERS):
            return self.paginate_queryset(queryset) or []
        return list(queryset.values_list("pk", flat=True))

    def file(self, extension: str, keys: Sequence[Any]) -> HttpResponseBase:
        """The rows of the keys as a file to keep."""
        content, media_type = self.written(extension, keys)
        day = self.as_of or timezone.now().date()
        return as_file(content, len(keys), media_type, file_name(self.basename, day, extension))

    def written(self, _extension: str, keys: Sequence[Any]) -> tuple[Iterator[bytes], str]:
        """The rows of the keys in a format (here: lines of JSON), and its media type."""
        content = lines(keys, lambda chunk: self.shown(self.rows(chunk)), self.language)
        return content, LinesRenderer.media_type

    def whole_rows(self, keys: Sequence[Any]) -> Sequence[orjson.Fragment]:
        """The rows of the keys with their links, as JSON: written once for all lists in a moment.

        A row depends on nothing but what is named here and in `rows_depend_on`.
        """
        context = (type(self), self.language, self.as_of, self.roots, self.rows_depend_on)

        def made(missing: list[Any]) -> dict[Any, orjson.Fragment]:
            rows = self.shown(self.rows(missing))
            if len(rows) < len(missing):
                # One of them is gone meanwhile, and nobody says which.
                return {
                    key: orjson.Fragment(as_json(row))
                    for key in missing
                    for row in self.shown(self.rows([key]))
                }
            return {
                key: orjson.Fragment(as_json(row)) for key, row in zip(missing, rows, strict=True)
            }

        found = ROWS.each(keys, made, context)
        return [found[key] for key in keys if key in found]

    @property
    def rows_depend_on(self) -> Hashable:
        """What in the question the rows themselves depend on, besides the day."""
        return ()

    @abstractmethod
    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        """The rows of the primary keys, in their order."""

    @abstractmethod
    def row(self, **address: str) -> Row:
        """The row at the address. Raises `Http404` where there is none."""

    def shown(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows as an answer shows them: with links and what was expanded, or less."""
        linked = [self.linking.linked(row, self.roots) for row in rows]
        if self.expanded:
            linked = expanding.expanded(linked, self.expanded, self)
        if self.wanted:
            return [selecting.selected(row, self.wanted) for row in linked]
        return linked

    def get_renderers(self) -> Any:
        kinds = self.renderer_classes if self.is_list else self.detail_renderer_classes
        return [kind() for kind in kinds]

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Those of every answer: it varies on what is accepted where nothing else decides."""
        headers = {"Allow": ", ".join(self.allowed_methods)}
        if FORMAT not in self.request.query_params:
            headers["Vary"] = "Accept"
        return headers

    @cached_property
    def roots(self) -> Roots:
        return Roots.of(self.request)

    @property
    def as_of(self) -> datetime.date | None:
        """The day that was asked for, if the resource knows time."""
        return getattr(self.filterset, "as_of_date", None)

    @property
    def past_day(self) -> datetime.date | None:
        """The day that was asked for if it is over."""
        return getattr(self.filterset, "past_day", None)

    @property
    def language(self) -> str:
        """The language of names in the answer."""
        return get_language() or "en"


class NumberedResource(Resource):
    """A resource whose rows are addressed by their permanent `id`."""

    lookup_field = "id"
    # More digits than the column holds would not be a number to a database.
    lookup_value_regex = "[0-9]{1,18}"

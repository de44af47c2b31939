"""What every resource of the API shares: strict parameters, pages of plain rows, one language."""

import datetime
import functools
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from uccn.doors.filtering import StrictFilterSet
from uccn.doors.linking import Linking, Roots
from uccn.doors.problems import BadParameters
from uccn.doors.resource_schema import ResourceSchema

Row = dict[str, Any]

# The parameter that a detail takes where its list does.
DAY = "as_of"


class StrictFilterBackend(DjangoFilterBackend):
    """Filters by the resource's FilterSet; anything that was not understood is a 400."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        """The matching rows. Raises `BadParameters` naming all that was not understood."""
        view.filterset = strict(view.filterset_class, request, queryset)
        return view.filterset.qs


def strict(
    filterset_class: type[StrictFilterSet], request: Request, queryset: QuerySet[Any]
) -> StrictFilterSet:
    """The FilterSet of a request. Raises `BadParameters` when it did not understand something."""
    filterset = filterset_class(request.query_params, queryset, request=request)
    if problems := filterset.problems(drop_tracking=False):
        raise BadParameters(problems)
    return filterset


@functools.cache
def detail_of(filterset_class: type[StrictFilterSet]) -> type[StrictFilterSet]:
    """The filter set of one row of a list: the same rule on what there is, and a day at most."""
    others = {name: None for name in filterset_class.declared_filters if name != DAY}
    return type(
        f"{filterset_class.__name__}OfOne", (filterset_class,), {**others, "other_parameters": ()}
    )


class Resource(viewsets.GenericViewSet[Any]):
    """A read-only list of plain rows, each at an address of its own.

    A resource names its `queryset`, its `filterset_class` and the `linking` of its rows, and says
    in `rows` how the primary keys of a page become rows, and in `row` what is at an address.
    """

    schema = ResourceSchema()
    filter_backends = (StrictFilterBackend,)
    filterset_class: type[StrictFilterSet]
    filterset: StrictFilterSet
    linking: ClassVar[Linking]
    # An address is made of letters, digits and hyphens; PostgreSQL would choke on a NUL.
    lookup_value_regex = r"[-\w]+"

    def list(self, _request: Request) -> Response:
        keys = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.shown(self.rows(keys or [])))

    def retrieve(self, request: Request, **address: str) -> Response:
        self.filterset = strict(detail_of(self.filterset_class), request, self.get_queryset())
        return Response(self.shown([self.row(**address)])[0])

    @abstractmethod
    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        """The rows of the primary keys, in their order."""

    @abstractmethod
    def row(self, **address: str) -> Row:
        """The row at the address. Raises `Http404` where there is none."""

    def shown(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows as an answer shows them."""
        return [self.linking.linked(row, self.roots) for row in rows]

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

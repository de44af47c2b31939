"""What every resource of the API shares: strict parameters, pages of plain rows, one language."""

import datetime
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from uccn.doors.filtering import NoParameters, StrictFilterSet
from uccn.doors.problems import BadParameters

Row = dict[str, Any]


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


class Resource(viewsets.GenericViewSet[Any]):
    """A read-only list of plain rows.

    A resource names its `queryset`, its `filterset_class`, and says in `rows` how the primary keys
    of a page become rows.
    """

    filter_backends = (StrictFilterBackend,)
    filterset_class: type[StrictFilterSet]
    filterset: StrictFilterSet

    def list(self, _request: Request) -> Response:
        keys = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.rows(keys or []))

    @abstractmethod
    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        """The rows of the primary keys, in their order."""

    @property
    def as_of(self) -> datetime.date | None:
        """The day that was asked for, if the resource knows time."""
        return getattr(self.filterset, "as_of_date", None)

    @property
    def language(self) -> str:
        """The language of names in the answer."""
        return get_language() or "en"


class DetailedResource(Resource):
    """A resource whose rows have addresses of their own."""

    detail_filterset_class: type[StrictFilterSet] | None = None
    # An address is made of letters, digits and hyphens; PostgreSQL would choke on a NUL.
    lookup_value_regex = r"[-\w]+"

    def retrieve(self, request: Request, **address: str) -> Response:
        parameters = self.detail_filterset_class or NoParameters
        self.filterset = strict(parameters, request, self.get_queryset())
        return Response(self.row(**address))

    @abstractmethod
    def row(self, **address: str) -> Row:
        """The row at the address. Raises `Http404` where there is none."""

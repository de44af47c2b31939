"""What the API answers besides rows: methods that are allowed, and addresses without filters."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from uccn.doors.deprecation import Deprecating
from uccn.doors.filtering import NoParameters
from uccn.doors.link_headers import LinkHeaders
from uccn.doors.negotiation import FORMAT, format_problem
from uccn.doors.problems import BadParameters


class AllowedMethods(APIView):
    """Answers OPTIONS with the methods that are allowed, and with no body in no format."""

    def options(  # type: ignore[override]
        self, _request: Request, *_args: Any, **_kwargs: Any
    ) -> HttpResponse:
        return HttpResponse(status=204)


class StrictView(AllowedMethods, Deprecating, LinkHeaders):
    """A view of the API that takes no parameters but the few that it names."""

    other_parameters: ClassVar[tuple[str, ...]] = (FORMAT,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Raises `BadParameters` for all that was not understood, whatever the method."""
        super().initial(request, *args, **kwargs)
        asked = NoParameters(request.query_params, QuerySet())
        asked.other_parameters = self.other_parameters  # type: ignore[misc, assignment]
        problems = [
            *asked.problems(drop_tracking=False),
            *format_problem(request, self.get_renderers()),
        ]
        if problems:
            raise BadParameters(problems)

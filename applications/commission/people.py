"""Who comes to the desk: members of a Commission to their own country's, and the Secretariat."""

from typing import Any

from django.http import Http404, HttpRequest

from applications.acting.people import file_for
from applications.models import Application, NationalCommission
from applications.permissions import Part

READERS = frozenset({Part.COMMISSION, Part.STAFF, Part.OFFICE})


def commission_or_404(request: HttpRequest, code: str) -> NationalCommission:
    """The Commission of the country, for whoever acts for it; nobody else is told of its desk."""
    person: Any = request.user
    found = person.national_commissions.filter(country__code=code.upper())
    commission: NationalCommission | None = found.select_related("country").first()
    if commission is None or not person.is_active:
        raise Http404
    return commission


def file_or_404(request: HttpRequest, number: int) -> Application:
    """A file that the person may know of. Raises `PermissionDenied` for members of its team.

    They have pages of their own for it, which do not show how a Commission decides.
    """
    return file_for(request, number, READERS)

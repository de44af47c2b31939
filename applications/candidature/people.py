"""Who comes to a file's own pages: the members of its team."""

from django.http import HttpRequest

from applications.acting.people import file_for
from applications.models import Application
from applications.permissions import Part

TEAM = frozenset({Part.OWNER, Part.EDITOR, Part.READER})


def file_or_404(request: HttpRequest, number: int) -> Application:
    """A file of one of the person's teams.

    Raises `PermissionDenied` for its country's Commission and the Secretariat, who read it on pages
    of their own, and `Http404` for everybody else.
    """
    return file_for(request, number, TEAM)

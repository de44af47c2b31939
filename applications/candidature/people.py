"""Who comes to a file's own pages: the members of its team."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from applications.models import Application
from applications.permissions import Part, parts_of

TEAM = frozenset({Part.OWNER, Part.EDITOR, Part.READER})


def file_or_404(request: HttpRequest, number: int) -> Application:
    """A file of one of the person's teams.

    Raises `PermissionDenied` for its country's Commission and the Secretariat, who read it on pages
    of their own, and `Http404` for everybody else.
    """
    files = Application.objects.visible_to(request.user)
    file: Application = get_object_or_404(
        files.select_related("call", "city__country", "field", "form"), pk=number
    )
    if not parts_of(request.user, file) & TEAM:
        raise PermissionDenied
    return file

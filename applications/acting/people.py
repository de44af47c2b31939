"""Who comes to a page about a file: whoever has one of the parts that the page is for."""

from collections.abc import Set as AbstractSet

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from applications.models import Application
from applications.permissions import Part, parts_of


def file_for(request: HttpRequest, number: int, parts: AbstractSet[Part]) -> Application:
    """A file that the person may know of, in one of the parts.

    Raises `Http404` for whoever may not know of it, and `PermissionDenied` for those who have other
    parts in it, and other pages for them.
    """
    files = Application.objects.visible_to(request.user)
    file: Application = get_object_or_404(
        files.select_related("call", "city__country", "field", "form"), pk=number
    )
    if not parts_of(request.user, file) & parts:
        raise PermissionDenied
    return file

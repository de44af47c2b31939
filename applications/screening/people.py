"""Who comes to the desk of the Secretariat: whoever screens. Nobody else is told of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from applications.models import Application
from applications.permissions import screens

View = Callable[..., HttpResponseBase]


def for_the_secretariat(view: View) -> View:
    """A page that is not found by anybody who does not screen files."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not screens(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def file_or_404(number: int) -> Application:
    files = Application.objects.select_related("call", "city__country", "field", "form")
    file: Application = get_object_or_404(files, pk=number)
    return file

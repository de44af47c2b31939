"""Uploads in parts, for the script of the page of documents: every answer is JSON.

What is wrong is told as a code for programs and a message for people, under the status of the
refusal. How far an upload has come stands in `received`, and in the header `Upload-Offset`.
"""

import functools
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.candidature.people import file_or_404
from applications.documents.uploading import WrongOffset, append, begin, discard
from applications.instants import received_at
from applications.models import Application, Upload
from applications.workflow.refusals import Refusal

Door = Callable[..., HttpResponse]


def problem(status: int, code: str, message: Any, **more: Any) -> JsonResponse:
    return JsonResponse({"code": code, "message": str(message), **more}, status=status)


def in_json(view: Door) -> Door:
    """Let a door tell in JSON whatever it refuses, also for a session or a token that is over."""

    @functools.wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            message = _("You are signed out. Sign in in another tab; then the upload goes on here.")
            return problem(401, "signed-out", message)
        try:
            return view(request, *args, **kwargs)
        except WrongOffset as fault:
            return problem(fault.status, fault.code, fault, received=fault.received)
        except Refusal as refusal:
            return problem(refusal.status, refusal.code, refusal)
        except PermissionDenied:
            return problem(403, "not-allowed", _("You may not bring documents to this file."))
        except (Http404, ObjectDoesNotExist):
            return problem(404, "not-found", _("This upload is no longer known. Begin it again."))

    def form_refused(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        message = _("The page was open since before you signed in. Load it again.")
        return problem(403, "page-outdated", message)

    door.form_refused = form_refused  # type: ignore[attr-defined]
    return door


class Announcement(forms.Form):
    """What is going to be sent. The name is cleaned, not refused, by whoever takes it."""

    size = forms.IntegerField(min_value=0)
    client_key = forms.UUIDField()


@in_json
@require_POST
def begin_upload(request: HttpRequest, number: int) -> HttpResponse:
    """Announce a document: `kind`, `name`, `size` in bytes, and `client_key`, a UUID.

    Announced again by the same key, it is the same upload, and tells how far it has come.
    """
    file = file_or_404(request, number)
    said = Announcement(request.POST)
    if not said.is_valid():
        return problem(400, "malformed", _("Announce “size” as a number and “client_key” as UUID."))
    upload = begin(
        file,
        request.POST.get("kind", ""),
        name=request.POST.get("name", ""),
        size=said.cleaned_data["size"],
        by=request.user,
        client_key=said.cleaned_data["client_key"],
        at=received_at(request),
    )
    return told(file, upload, status=201)


@in_json
@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
def upload(request: HttpRequest, number: int, upload: Any) -> HttpResponse:
    """How far an upload has come (GET), a part of it (PATCH), or its end (DELETE).

    A part names in `Upload-Offset` where it begins; an empty one is taken too, and completes an
    upload of which everything has come.
    """
    file = file_or_404(request, number)
    found = get_object_or_404(Upload, application=file, by=request.user, number=upload)
    if request.method == "DELETE":
        discard(found, by=request.user)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        offset = request.headers.get("Upload-Offset", "")
        if not (offset.isascii() and offset.isdigit() and len(offset) < 16):
            return problem(400, "malformed", _("Say in “Upload-Offset” where the part begins."))
        part = cast(Any, request)  # a request is read as a file is
        found = append(found, int(offset), part, by=request.user, at=received_at(request))
    return told(file, found)


def told(file: Application, upload: Upload, status: int = 200) -> JsonResponse:
    document = upload.document
    answer = JsonResponse(
        {
            "address": reverse("applications:candidature:upload", args=[file.pk, upload.number]),
            "name": document.original_name if document else upload.name,
            "size": upload.size,
            "received": upload.received,
            "is_complete": document is not None,
        },
        status=status,
    )
    answer["Upload-Offset"] = str(upload.received)
    return answer

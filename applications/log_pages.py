"""The heads of the log of acts, for everybody: a page that explains them, and the same as JSON."""

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.models import PublishedHead

ON_A_PAGE = 50


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What the log is, and its heads, newest first. Raises `Http404` for a page that is not one."""
    try:
        page = heads(request)
    except InvalidPage as error:
        raise Http404 from error
    return render(request, "applications/log.html", {"heads": page})


@require_safe
def log_heads(request: HttpRequest) -> JsonResponse:
    """The same for programs: days and instants are UTC, digests SHA-256 in hexadecimal digits."""
    try:
        page = heads(request)
    except InvalidPage:
        told = {"code": "no-such-page", "message": _("There is no such page: begin with page=1.")}
        return JsonResponse(told, status=404)
    return JsonResponse(
        {
            "count": page.paginator.count,
            "next": address(request, page, 1) if page.has_next() else None,
            "previous": address(request, page, -1) if page.has_previous() else None,
            "results": [described(head) for head in page],
        }
    )


def heads(request: HttpRequest) -> Page[PublishedHead]:
    published = PublishedHead.objects.order_by("-date")
    return Paginator(published, ON_A_PAGE).page(request.GET.get("page", "1"))


def address(request: HttpRequest, page: Page[PublishedHead], further: int) -> str:
    path = reverse("applications:log-heads")
    return request.build_absolute_uri(f"{path}?page={page.number + further}")


def described(head: PublishedHead) -> dict[str, Any]:
    return {
        "date": head.date.isoformat(),
        "sequence": head.sequence,
        "digest": head.digest,
        "published_at": head.published_at.isoformat(),
    }

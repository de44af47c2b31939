"""What a browser's address bar offers while somebody types, in the format of OpenSearch."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cities.models import City
from cities.pages.search import SearchQuestion, suggested_lines

CONTENT_TYPE = "application/x-suggestions+json"


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The text, and beside it names, remarks and addresses; none for what was not understood."""
    question = SearchQuestion(request.GET, queryset=City.objects.none())
    found = question.found
    lines = suggested_lines(found, get_language() or "en") if found else []
    offered = [
        request.GET.get("q", "") if found else "",
        [line.name for line in lines],
        [line.remark for line in lines],
        [request.build_absolute_uri(line.address) for line in lines],
    ]
    return JsonResponse(
        offered,
        safe=False,
        content_type=CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )

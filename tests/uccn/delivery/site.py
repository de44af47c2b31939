"""A small site whose views say what they were asked, for tests of how answers are delivered."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.vary import vary_on_headers

from applications.models import Call
from cities.models import City

# The addresses for which a view was run.
runs: list[str] = []


def cities(request):
    """The names of all cities, after the language of the page and the open calls."""
    runs.append(request.get_full_path())
    names = City.objects.values_list("name", flat=True)
    calls = [str(call.year) for call in Call.objects.all() if call.is_open]
    return HttpResponse(f"{get_language()} {', '.join([*calls, *names])}")


@vary_on_headers("Accept", "Accept-Language")
def negotiated(request):
    runs.append(request.get_full_path())
    return HttpResponse(request.headers.get("Accept-Language", ""))


def counted(request):
    """As a list of the API that counts who asks."""
    runs.append(request.get_full_path())
    response = HttpResponse("ten cities")
    response["RateLimit"] = f"limit=60, remaining={60 - len(runs)}"
    response["RateLimit-Policy"] = "60;w=60"
    response["Retry-After"] = "1"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def personal(request):
    return HttpResponse(str(request.user))


def counting(request):
    response = HttpResponse("You were here.")
    response.set_cookie("seen", "1")
    return response


@never_cache
def fleeting(_request):
    return HttpResponse("now")


@xframe_options_exempt
def embedded(_request):
    return HttpResponse("in your page")


def exported(request):
    runs.append(request.get_full_path())
    return StreamingHttpResponse(iter(["one", "two"]))


def long(request):
    """More than is kept uncompressed, and well compressible."""
    runs.append(request.get_full_path())
    return HttpResponse("The record of the network. " * 400)


def picture(request):
    runs.append(request.get_full_path())
    return HttpResponse(bytes(range(256)) * 4, content_type="image/png")


def packed(request):
    runs.append(request.get_full_path())
    response = HttpResponse(b"packed by the view" * 30)
    response["Content-Encoding"] = "zstd"
    return response


def moved(_request):
    return HttpResponseRedirect("/cities/")


def lost(_request):
    raise Http404


def broken(_request):
    raise ValueError


urlpatterns = [
    path("admin/", admin.site.urls),
    path("counted/", counted),
    path("negotiated/", negotiated),
    *i18n_patterns(
        path("", cities, name="home"),
        path("broken/", broken),
        path("cities/", cities),
        path("counting/", counting),
        path("embedded/", embedded),
        path("embed/", cities),
        path("embed/cities/", cities),
        path("embed/lost/", lost),
        path("exported/", exported),
        path("fleeting/", fleeting),
        path("long/", long),
        path("lost/", lost),
        path("moved/", moved),
        path("packed/", packed),
        path("personal/", personal),
        path("picture/", picture),
        path("account/", cities),
        path("applications/", cities),
        prefix_default_language=False,
    ),
]

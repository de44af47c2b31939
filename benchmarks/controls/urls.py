"""The portal's site map, after the addresses of the controls."""

from django.urls import include, path

from benchmarks.controls.constant import same_bytes
from benchmarks.controls.export import one_by_one
from benchmarks.controls.naive import NaiveCities
from uccn.urls import handler400, handler403, handler404, handler500
from uccn.urls import urlpatterns as portal

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("account/control/bytes/<str:name>", same_bytes),
    path("account/control/naive/", NaiveCities.as_view({"get": "list"})),
    path("account/control/export/<str:serializers>/", one_by_one),
    path("control/", include([path("bytes/<str:name>", same_bytes)])),
    *portal,
]

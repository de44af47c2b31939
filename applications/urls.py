"""The pages of the calls."""

from django.urls import include, path

from applications.pages import CallList, CallPage

app_name = "applications"
urlpatterns = [
    path("calls/", CallList.as_view(), name="calls"),
    path("calls/<int:year>/", CallPage.as_view(), name="call"),
    path("applications/commission/", include("applications.commission.urls")),
    path("applications/", include("applications.candidature.urls")),
]

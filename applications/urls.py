"""The pages of the calls."""

from django.urls import include, path

from applications.log_pages import log, log_heads
from applications.pages import CallList, CallPage

app_name = "applications"
urlpatterns = [
    path("calls/", CallList.as_view(), name="calls"),
    path("calls/<int:year>/", CallPage.as_view(), name="call"),
    path("applications/log/", log, name="log"),
    path("applications/log/heads.json", log_heads, name="log-heads"),
    path("applications/audit/", include("applications.audit.urls")),
    path("applications/commission/", include("applications.commission.urls")),
    path("applications/evaluation/calls/", include("applications.evaluation.staff_urls")),
    path("applications/screening/", include("applications.screening.urls")),
    path("applications/evaluation/", include("applications.evaluation.urls")),
    path("applications/decision/", include("applications.decision.urls")),
    path("applications/", include("applications.candidature.urls")),
]

"""The site map. Pages stand under their language, English without one; the rest under none."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from applications.exports import CALL_TABLES
from cities.pages.archive import record_archive
from cities.pages.fields import field_colours
from uccn import pages
from uccn.style_sheet import style_sheet

handler400 = "uccn.pages.bad_request"
handler403 = "uccn.pages.forbidden"
handler404 = "uccn.pages.not_found"
handler500 = "uccn.pages.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("uccn.api")),
    path("fields.css", field_colours, name="field-colours"),
    path("style-<slug:digest>.css", style_sheet, name="style-sheet"),
    # Browsers ask for it wherever a page names no icon of its own.
    path("favicon.ico", RedirectView.as_view(url=lazy(static, str)("icon.svg")), name="favicon"),
    path("robots.txt", pages.robots, name="robots"),
    *i18n_patterns(
        path("", pages.Home.as_view(), name="home"),
        path("about/", pages.About.as_view(), name="about"),
        path("credits/", pages.Credits.as_view(), name="credits"),
        path("privacy/", pages.Privacy.as_view(), name="privacy"),
        path("accessibility/", pages.Accessibility.as_view(), name="accessibility"),
        path("contact/", pages.Contact.as_view(), name="contact"),
        path("record.zip", record_archive, {"others": CALL_TABLES}, name="record"),
        path("", include("cities.urls")),
        path("", include("applications.urls")),
        prefix_default_language=False,
    ),
]

"""The site map. Pages stand under their language, English without one; the rest under none."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from applications.exports import CALL_TABLES
from cities.pages.archive import record_archive
from cities.pages.catalogue import catalogue
from cities.pages.embeds import embed_page
from cities.pages.fields import field_colours
from cities.pages.oembed import oembed
from uccn import browsers, pages
from uccn.sitemaps import SECTIONS
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
    # Where password managers ask.
    path(
        ".well-known/change-password",
        RedirectView.as_view(pattern_name="account_change_password"),
    ),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SECTIONS}, name="sitemap"),
    path(
        "sitemap-<slug:section>.xml",
        sitemaps.sitemap,
        {"sitemaps": SECTIONS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("catalogue.jsonld", catalogue, name="catalogue"),
    path("oembed", oembed, name="oembed"),
    *i18n_patterns(
        path("", pages.Home.as_view(), name="home"),
        path("about/", pages.About.as_view(), name="about"),
        path("credits/", pages.Credits.as_view(), name="credits"),
        path("privacy/", pages.Privacy.as_view(), name="privacy"),
        path("accessibility/", pages.Accessibility.as_view(), name="accessibility"),
        path("contact/", pages.Contact.as_view(), name="contact"),
        path("record.zip", record_archive, {"others": CALL_TABLES}, name="record"),
        path("embed/", embed_page, name="embed"),
        path("manifest.webmanifest", browsers.manifest, name="manifest"),
        path("opensearch.xml", browsers.search_description, name="opensearch"),
        path("account/", include("uccn.accounts.urls")),
        path("", include("cities.urls")),
        path("", include("applications.urls")),
        prefix_default_language=False,
    ),
]

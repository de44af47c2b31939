"""The app that wires the house: the user model and the pages that belong to no other app."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class UccnConfig(AppConfig):
    default = True
    name = "uccn"
    verbose_name = _("people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import uccn.access.schema  # noqa: F401, the schema finds it once it is imported
        from uccn.roles import sync_after_migrations

        post_migrate.connect(sync_after_migrations)


class RecordAdminConfig(admin_apps.AdminConfig):
    """The admin on a site of our own."""

    default = False
    default_site = "uccn.admin_site.RecordAdminSite"

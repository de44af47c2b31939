"""The candidature: calls, their rules, and the files of candidate cities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = _("applications")
    default_auto_field = "django.db.models.BigAutoField"

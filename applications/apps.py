"""The candidature: calls, their rules, and the files of candidate cities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = _("applications")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from applications import checks, triggers  # noqa: F401 - registers the checks
        from applications.panel import (
            replaying,  # noqa: F401 - registers what the log does again
            score_log,  # noqa: F401, the log asks it what scores it knows
        )
        from cities.record.triggers import also_wanted

        also_wanted(triggers.PREFIX, triggers.wanted)

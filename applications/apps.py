"""The candidature: calls, their rules, and the files of candidate cities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = _("applications")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from applications import checks, triggers  # noqa: F401 - registers the checks

        # What the log does again, and compares.
        from applications.outcome import decision_log  # noqa: F401
        from applications.outcome import replaying as of_outcomes  # noqa: F401
        from applications.panel import ranking_log, score_log  # noqa: F401
        from applications.panel import replaying as of_panels  # noqa: F401
        from applications.workflow import replaying as of_calls  # noqa: F401
        from cities.record.triggers import also_wanted

        also_wanted(triggers.PREFIX, triggers.wanted)

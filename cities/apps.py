"""The record: cities, their designations, what sources say of them."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CitiesConfig(AppConfig):
    name = "cities"
    verbose_name = _("the record")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cities import checks  # noqa: F401 - registers them, once models are loaded
        from cities.record import triggers

        pre_migrate.connect(triggers.remove_before_migrations, sender=self)
        # Both signals are sent for every app, but only once all apps are migrated.
        post_migrate.connect(triggers.install_after_migrations, sender=self)

"""The creative fields: what a city is designated for."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldsConfig(AppConfig):
    name = "fields"
    verbose_name = _("creative fields")
    default_auto_field = "django.db.models.BigAutoField"

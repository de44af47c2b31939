"""The app that wires the house: the user model and the pages that belong to no other app."""

from django.apps import AppConfig


class UccnConfig(AppConfig):
    name = "uccn"
    verbose_name = "people"
    default_auto_field = "django.db.models.BigAutoField"

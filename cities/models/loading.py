"""What the fixtures have loaded, so that an edit made since differs from a change of the file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRow(models.Model):
    """The values that the fixtures last gave to one row of the record.

    `kind` names the model (`cities.city`), `key` its natural key as text, `values` the columns as
    they were loaded. A column that differs from it was edited since by a person.
    """

    in_public_record = False

    kind = models.CharField(_("kind"), max_length=64)
    key = models.CharField(_("key"), max_length=300)
    values = models.JSONField(_("values"))

    class Meta:
        verbose_name = _("loaded row")
        verbose_name_plural = _("loaded rows")
        ordering = ("kind", "key")
        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="loaded_row_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

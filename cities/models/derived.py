"""Columns that are computed from another column whenever a row is written."""

from collections.abc import Callable
from typing import Any

from django.db import models


class DerivedMixin(models.Field):
    """A column that `derive` computes from the column named `source` at every save.

    `save()`, `bulk_create()` and the admin fill it; `QuerySet.update()`, `bulk_update()` and
    `loaddata` do not, so a caller of those writes the derived column itself.
    """

    def __init__(
        self, *args: Any, source: str, derive: Callable[[Any], Any], **kwargs: Any
    ) -> None:
        self.source, self.derive = source, derive
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, {**kwargs, "source": self.source, "derive": self.derive}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.derive(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value


class DerivedCharField(DerivedMixin, models.CharField):
    """A text computed from another column."""


class DerivedDateField(DerivedMixin, models.DateField):
    """A date computed from another column."""

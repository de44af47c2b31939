"""What a key may be for. Whoever asks without a key may read all of it, within a smaller limit."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """A part of the API. Those for writing will begin with `write:` and be asked of everybody."""

    RECORD = "record", _("record: lists and details as JSON")
    CHANGES = "changes", _("changes: the feed of changes, for whoever keeps a copy")
    FILES = "files", _("files: whole lists as CSV, XLSX, GeoJSON or lines of JSON")


def every_scope() -> list[str]:
    """All there are, in their order: what a key is for unless somebody decides otherwise."""
    return list(Scope.values)


def validate_scopes(scopes: object) -> None:
    """Raise `ValidationError` unless these are scopes, each once, at least one."""
    if not isinstance(scopes, list) or not set(scopes) <= set(Scope.values):
        raise ValidationError(
            _("There are these scopes: %(scopes)s."), params={"scopes": ", ".join(Scope.values)}
        )
    if not scopes or len(scopes) != len(set(scopes)):
        raise ValidationError(_("A key is for one scope or more, each named once."))

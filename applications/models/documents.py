"""The documents and links of a file. Files are stored privately and leave only through a check."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.files import Application


def private_storage() -> Storage:
    """The storage that no address serves."""
    return storages["private"]


def stored_name(document: "Document", _filename: str) -> str:
    """Where a document lies: nothing of the name that its sender chose."""
    return f"documents/{document.number}"


class Document(models.Model):
    """A file that the team, or the National Commission, brought.

    Its kind is named by its code, as answers name their questions. A photograph names the form by
    which its rights are ceded.
    """

    in_public_record = False

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application,
        on_delete=models.CASCADE,
        related_name="documents",
        verbose_name=_("application"),
    )
    kind = models.SlugField(_("code of the kind"))
    file = models.FileField(
        _("file"), storage=private_storage, upload_to=stored_name, max_length=200
    )
    original_name = models.CharField(_("name"), max_length=255)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    recognised_type = models.CharField(_("recognised type"), max_length=100)
    width = models.PositiveIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    rights_form = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="photographs",
        verbose_name=_("rights form"),
    )
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("uploaded_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="document_is_not_empty",
                violation_error_message=_("The file is empty."),
            ),
        )

    def __str__(self) -> str:
        return self.original_name


class Link(models.Model):
    """An address that the file names as part of its evidence."""

    in_public_record = False

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="links", verbose_name=_("application")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    url = models.URLField(_("address"), max_length=500)
    title = models.CharField(_("what it shows"), max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("added by"),
    )

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "url"),
                name="link_once",
                violation_error_message=_("The file already has this link."),
            ),
        )

    def __str__(self) -> str:
        return self.url

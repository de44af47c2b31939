"""Documents on their way: an upload that a broken line interrupts goes on where it stopped."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.documents import Document, private_storage
from applications.models.files import Application


class Upload(models.Model):
    """A document that comes in parts. `received` is how many bytes have been acknowledged."""

    in_public_record = False

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="uploads", verbose_name=_("application")
    )
    kind = models.SlugField(_("code of the kind"))
    name = models.CharField(_("name"), max_length=255)
    size = models.PositiveBigIntegerField(_("bytes"))
    received = models.PositiveBigIntegerField(_("bytes received"), default=0)
    client_key = models.UUIDField(unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by")
    )
    begun_at = models.DateTimeField(_("begun"))
    changed_at = models.DateTimeField(_("last part"))
    document = models.ForeignKey(
        Document,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="uploads",
        verbose_name=_("document"),
    )

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ("begun_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(size__gt=0) & Q(received__lte=F("size")),
                name="upload_within_its_size",
                violation_error_message=_("More came than was announced."),
            ),
        )

    def __str__(self) -> str:
        return self.name


def part_name(part: "UploadPart", _filename: str) -> str:
    """Where a part lies: a name of its own, so that no two requests write to one file."""
    return f"uploads/{part.upload.number}/{uuid.uuid4().hex}"


class UploadPart(models.Model):
    """The bytes of an upload from an offset on. A part exists once it is wholly stored."""

    in_public_record = False

    upload = models.ForeignKey(
        Upload, on_delete=models.CASCADE, related_name="parts", verbose_name=_("upload")
    )
    offset = models.PositiveBigIntegerField(_("offset"))
    size = models.PositiveBigIntegerField(_("bytes"))
    file = models.FileField(_("file"), storage=private_storage, upload_to=part_name, max_length=200)

    class Meta:
        verbose_name = _("part of an upload")
        verbose_name_plural = _("parts of uploads")
        ordering = ("upload", "offset")
        constraints = (
            models.UniqueConstraint(
                fields=("upload", "offset"),
                name="upload_part_once",
                violation_error_message=_("This part has already come."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.upload}, {self.offset}"

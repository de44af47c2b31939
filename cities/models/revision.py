"""The revision of the public record: one number that every committed change raises."""

from django.db import models


class Revision(models.Model):
    """The only row of the table: an epoch, and a number with the instant of its last rise.

    Database triggers write both; the instant is ISO 8601 text in UTC, empty before the first rise.

    Unmanaged, so that `flush` leaves the row alone. The number only ever rises, by one or more at
    each committed change; the epoch is new after a restore, when numbers might repeat.
    """

    in_public_record = False

    epoch = models.TextField()
    number = models.BigIntegerField()
    changed_at = models.TextField(default="")

    class Meta:
        managed = False
        db_table = "revision"

    def __str__(self) -> str:
        return f"{self.epoch}-{self.number}"

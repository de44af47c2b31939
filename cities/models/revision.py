"""The revision of the public record, and at which revision each of its objects changed last."""

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


class ChangedObject(models.Model):
    """An object of the API, by kind and permanent key, and the revision that changed it last.

    One row for each object for ever, written by database triggers. An object that is no longer
    there keeps its row: so its copies learn that it was deleted. The key `EVERY` stands for every
    object of the kind. What changes by the clock alone is not noted here.

    Unmanaged, so that `flush` tells copies of what it deleted instead of forgetting it.
    """

    in_public_record = False
    EVERY = ""

    pk = models.CompositePrimaryKey("kind", "key")
    kind = models.TextField()
    key = models.TextField()
    number = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "changed_object"

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

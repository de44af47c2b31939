"""Showing the head of the log to everybody, once a day, so that copies of it are kept elsewhere."""

import datetime

from django.db import transaction
from django.utils import timezone

from applications.models import LogHead, PublishedHead
from applications.models.log import BEGINNING


def publish_head(at: datetime.datetime | None = None) -> PublishedHead:
    """Publish the head of the log for the day (UTC) of the instant; it is done once a day.

    From then on nobody can rewrite an entry up to it unseen, not even with the database's password.
    """
    instant = at or timezone.now()
    with transaction.atomic():
        head = LogHead.objects.select_for_update().filter(pk=1).first()
        published, _new = PublishedHead.objects.get_or_create(
            date=instant.astimezone(datetime.UTC).date(),
            defaults={
                "sequence": head.sequence if head else 0,
                "digest": head.digest if head else BEGINNING,
                "published_at": instant,
            },
        )
    return published

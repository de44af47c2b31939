"""Instants as people read them: in their own zone, in Paris, where UNESCO sits, and in UTC."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.translation import gettext as _

PARIS = ZoneInfo("Europe/Paris")


def in_zones(instant: datetime.datetime, zone: str = "UTC") -> str:
    """The instant in a reader's zone, in Paris and in UTC; a zone is named once.

    Never a word such as the one that printed deadlines were misread by: hours, minutes, seconds.
    """
    zones = {zone: ZoneInfo(zone), "Europe/Paris": PARIS, "UTC": ZoneInfo("UTC")}
    return "; ".join(
        _("%(day)s, %(time)s (%(zone)s)")
        % {
            "day": formats.date_format(local, "DATE_FORMAT", use_l10n=True),
            "time": local.strftime("%H:%M:%S"),
            "zone": name,
        }
        for name, local in ((name, instant.astimezone(where)) for name, where in zones.items())
    )


def told(instant: datetime.datetime | None, person: Any) -> dict[str, Any] | None:
    """An instant for programs and in words: in the reader's zone, in Paris and in UTC."""
    if instant is None:
        return None
    words = in_zones(instant, getattr(person, "time_zone", "UTC"))
    return {"iso": instant.isoformat(), "words": words, "lines": words.split("; ")}


def received_at(request: HttpRequest) -> datetime.datetime:
    """When the request reached the portal, as its first layer noted, or else now."""
    noted: datetime.datetime | None = getattr(request, "received_at", None)
    return noted or timezone.now()

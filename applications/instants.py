"""Instants as people read them: in their own zone, in Paris, where UNESCO sits, and in UTC."""

import datetime
from zoneinfo import ZoneInfo

from django.utils import formats
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

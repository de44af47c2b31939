"""The calls: one round of candidatures each, with its rules."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from applications.models import Call, Channel
from applications.rows import Row, call_rows
from cities.models import Source
from cities.pages.misunderstood import StrictPage
from cities.pages.words import all_of
from cities.rows import field_rows, source_rows
from cities.templatetags.record import language_name

# UNESCO's seat; most calls print their deadlines in this zone.
PARIS = ZoneInfo("Europe/Paris")


class CallList(StrictPage):
    template_name = "applications/call_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        calls = [_with_instants(row) for row in call_rows(Call.objects.all())]
        open_years = Call.objects.open_at(now).order_by("year").values_list("year", flat=True)
        return super().get_context_data(**kwargs, calls=calls, open_years=list(open_years))


class CallPage(StrictPage):
    template_name = "applications/call_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = kwargs["year"]
        rows = call_rows(Call.objects.filter(year=year))
        if not rows:
            raise Http404
        call = _with_instants(rows[0])
        fields = field_rows(get_language() or "en")
        return super().get_context_data(
            **kwargs,
            call=call,
            is_open=Call.objects.open_at(timezone.now()).filter(year=year).exists(),
            fields=[field for field in fields if field["slug"] in call["fields"]],
            channel=Channel(call["channel"]).label if call["channel"] != Channel.UNKNOWN else "",
            languages=all_of(language_name(code) for code in call["languages"]),
            sources=source_rows(Source.objects.filter(key__in=call["sources"])),
        )


def _with_instants(row: Row) -> Row:
    """The row with its instants as UTC and Paris times, beside their ISO text."""
    changes = [
        {**change, "old": _instant(change["old_deadline"]), "new": _instant(change["new_deadline"])}
        for change in row["deadline_changes"]
    ]
    return {
        **row,
        "opens": _instant(row["opens_at"]),
        "closes": _instant(row["deadline"]),
        "deadline_changes": changes,
    }


def _instant(text: str | None) -> dict[str, Any] | None:
    instant = parse_datetime(text) if text else None
    if instant is None:
        return None
    return {"iso": text, "utc": instant, "paris": instant.astimezone(PARIS)}

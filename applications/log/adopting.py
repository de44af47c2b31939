"""Taking into the log what was there before it told of it."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils import timezone

from applications.log.digests import text_digest
from applications.log.recording import append, plain


def adopt_what_holds(model: Any) -> int:
    """Write who is in each team and acts for each Commission now, and each country's extensions.

    Acts upon them were not in the log before: from here on, it leads to what there is. `model`
    gives a model by its name, such as a migration has it; returned is how many entries there were.
    """
    holding = [*teams(model), *commissions(model), *extensions(model)]
    now = timezone.now()
    for kind, columns, contents in holding:
        entry = model("LogEntry")(
            **({"kind": kind, "at": now, "recorded_at": now} | columns), contents=plain(contents)
        )
        append(entry, model("LogHead"))
    return len(holding)


Holding = tuple[str, dict[str, Any], dict[str, Any]]


def teams(model: Any) -> Iterator[Holding]:
    members = model("TeamMember").objects.order_by("application", "pk")
    rows = members.values_list("application", "application__call", "user", "part")
    for (file, call), team in groupby(rows, key=lambda row: row[:2]):
        columns = {"application_id": file, "call_id": call}
        yield "team:adopt", columns, {"team": [list(row[2:]) for row in team]}


def commissions(model: Any) -> Iterator[Holding]:
    members = model("NationalCommission").objects.filter(members__isnull=False)
    rows = members.order_by("country__code", "members").values_list("country__code", "members")
    for code, group in groupby(rows, key=lambda row: row[0]):
        yield "commission:adopt", {}, {"country": code, "members": [row[1] for row in group]}


def extensions(model: Any) -> Iterator[Holding]:
    """Those that a country has and of which no entry tells yet."""
    entries = model("LogEntry").objects.filter(kind="call:extend")
    told = {
        (call, contents["country"], contents["until"])
        for call, contents in entries.values_list("call", "contents")
    }
    for row in model("CountryExtension").objects.select_related("country").order_by("pk"):
        contents = plain(
            {
                "country": row.country.code,
                "earlier": row.old_deadline,
                "until": row.new_deadline,
                "reason": text_digest(row.reason),
            }
        )
        if (row.call_id, contents["country"], contents["until"]) not in told:
            columns = {"call_id": row.call_id, "by_id": row.by_id, "at": row.at}
            yield "call:extend", columns, contents

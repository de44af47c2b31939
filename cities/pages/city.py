"""The page of one city: the record, its time, what sources say, and the members around it."""

import datetime
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.filters import AsOfDetail
from cities.models import (
    AssetKind,
    City,
    ContactRole,
    Designation,
    EndReason,
    Evidence,
    NameKind,
    OrganisationKind,
    Region,
    Statement,
    Territory,
)
from cities.models.dates import last_day
from cities.models.folding import fold
from cities.models.places import today
from cities.pages.charts.timeline import timeline
from cities.pages.described import described
from cities.pages.lines import shown
from cities.pages.misunderstood import misunderstandings
from cities.pages.neighbours import members_holding, members_in, nearest
from cities.pages.oembed import addresses_of_oembed
from cities.pages.scale import scale_of_city
from cities.pages.sharing import picture_of_city
from cities.pages.sources import labelled
from cities.pages.words import country_in_sentence, designation_sentence, quoted
from cities.rows import (
    Row,
    city_rows_by_key,
    field_rows,
    profile_row,
    statement_rows,
    statements_of_cities,
)
from uccn.doors.keeping import kept
from uccn.doors.together import together

MOST_NEIGHBOURS = 6
MOST_PER_SCRIPT = 2
GROUPS = {
    AssetKind.EVENT: gettext_lazy("Events"),
    AssetKind.GOAL: gettext_lazy("Goals"),
    AssetKind.PROJECT: gettext_lazy("Projects"),
    AssetKind.PUBLICATION: gettext_lazy("Publications"),
    AssetKind.FIGURE: gettext_lazy("Figures that it gives"),
    AssetKind.OFFER: gettext_lazy("Offers to other cities"),
    AssetKind.WISH: gettext_lazy("Wishes for co-operation"),
}
FIRST_KINDS = [kind for kind in NameKind.values if kind != NameKind.GAZETTEER]


@require_safe
def city_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A city that is or was a member, as of a day; a slug that it gave up redirects for good."""
    city = City.objects.ever_members().filter(slug=slug).first()
    if city is None:
        return _moved(slug)
    filterset = AsOfDetail(request.GET, queryset=City.objects.all())
    problems = misunderstandings(filterset)
    context = {
        "problems": problems,
        # What follows is made where it is not kept, by the function that the template calls then.
        "kept_by": None if problems else (city.pk, filterset.asked),
        "record": cache(lambda: everything_on(city, request, filterset)),
    }
    return render(request, "cities/city_detail.html", context)


def everything_on(city: City, request: HttpRequest, filterset: AsOfDetail) -> dict[str, Any]:
    """All that the page of a city shows, as of the day that was asked for."""
    date, language = filterset.as_of_date, get_language() or "en"
    fields = {row["slug"]: row for row in field_rows(language, date)}
    around = surroundings(city.pk, city.country_id, date)
    held = around.last_held_by(date)
    alike = members_holding(held.field, date) if held and held.holds_on(date) else []
    near = nearest(city, alike, MOST_NEIGHBOURS)
    # With its own row among them, which the profile then finds.
    rows = city_rows_by_key([city.pk, *around.compatriots, *near], language, date)
    row = profile_row(city, language, date)
    said = statements_of_cities().get(city.pk, [])
    sentence, other_names = designation_sentence(row["designations"]), spellings(row["names"])
    address = request.build_absolute_uri(request.path)
    return {
        "date": date,
        "city": row,
        "field": fields[held.field] if held else None,
        "sentence": sentence,
        "picture": picture_of_city(row, fields) if date == today() else None,
        "oembed": addresses_of_oembed(request, address),
        "described": described(
            row, [*other_names["entered"], *other_names["found"]], sentence, address
        ),
        "quoted": quoted(row, sentence),
        "question_of_its_day": f"?as_of={date.isoformat()}",
        "correction": correction(row, address),
        "title_country": country_in_sentence(row["country"]),
        "region_name": Region(row["region"]).label,
        "territory": Territory(row["territory"]).label if row["territory"] != "city" else "",
        "names": headed(row),
        "position": position(row["latitude"], row["longitude"]),
        "spellings": other_names,
        "contacts": [_contact(person) for person in row["focal_points"]],
        "organisations": [_labelled(body, OrganisationKind) for body in row["organisations"]],
        "profile": _by_kind(row["profile"]),
        "designations": [_designation(one, fields) for one in row["designations"]],
        "scale": scale_of_city(filterset, around.held, fields),
        "timeline": timeline(row["designations"], fields, date, mirrored=get_language_bidi()),
        "changed_field": _change_of_field(row["designations"]),
        "statements": labelled(statement_rows(Statement.objects.all(), said)),
        "compatriots": [shown(rows[key], fields) for key in around.compatriots if key in rows],
        "alike_count": sum(other.key != city.pk for other in alike),
        "alike": [
            {**shown(rows[key], fields), "kilometres": kilometres}
            for key, kilometres in near.items()
            if key in rows
        ],
    }


class Held(NamedTuple):
    """A field that a city held or holds: from one day until another, if it ended."""

    field: str
    begun: datetime.date
    lapsed: datetime.date | None

    def holds_on(self, date: datetime.date) -> bool:
        return self.begun <= date and (self.lapsed is None or self.lapsed > date)


class Surroundings(NamedTuple):
    """What is around a city: its fields in time, oldest first, and its country's other members."""

    held: list[Held]
    compatriots: list[int]

    def last_held_by(self, date: datetime.date) -> Held | None:
        """The last field that it had begun to hold by a day."""
        return next((one for one in reversed(self.held) if one.begun <= date), None)


@kept(most=400)
def surroundings(city: int, country: int, date: datetime.date) -> Surroundings:
    """What is around a city on a day; both by primary key, by one query."""
    periods = Designation.objects.filter(city=city).order_by("in_force_from", "pk")
    found = together(
        held=periods.values_list("field__slug", "in_force_from", "lapsed_from"),
        compatriots=members_in(country, date),
    )
    return Surroundings(
        [Held(*line) for line in found["held"]],
        [key for (key,) in found["compatriots"] if key != city],
    )


def _moved(slug: str) -> HttpResponse:
    city = City.objects.ever_members().filter(former_slugs__slug=slug).first()
    if city is None:
        raise Http404
    return HttpResponsePermanentRedirect(reverse("cities:city", args=[city.slug]))


def headed(row: Row) -> dict[str, Row | None]:
    """The name over the page, in the reader's script where one is known, and the city's own.

    The own name is left out where the reader has it before them already.
    """
    local = row["local_name"]
    shown_names = {fold(local), fold(row["name"])}
    own = next((name for name in row["names"] if name["kind"] == NameKind.NATIVE), None)
    if row["native_name"] and (own is None or own["name"] != row["native_name"]):
        # The list of names may know the language of the name that the record prefers.
        same = (name for name in row["names"] if name["name"] == row["native_name"])
        own = next(same, {"name": row["native_name"], "language": "", "script": ""})
    return {
        "head": {"name": local},
        "latin": {"name": row["name"]} if fold(row["name"]) != fold(local) else None,
        "own": own if own and fold(own["name"]) not in shown_names else None,
    }


def correction(row: Row, address: str) -> str:
    """The address of a letter on a city's record to the keepers of this portal."""
    subject = _("Correction to city no. %(number)s, %(city)s") % {
        "number": row["number"],
        "city": row["name"],
    }
    return f"mailto:{settings.CONTACT_EMAIL}?subject={quote(subject)}&body={quote(address)}"


def position(latitude: float, longitude: float) -> str:
    """A place in degrees: 58.59° N, 16.18° E. The letters are those of every atlas."""
    north, east = ("N" if latitude >= 0 else "S"), ("E" if longitude >= 0 else "W")
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"


def spellings(names: list[Row]) -> dict[str, list[Row]]:
    """Other names to show: those that people entered, and from the gazetteer a few per script.

    The gazetteer holds dozens of Latin spellings per city for finding it; a page shows those in
    other scripts.
    """
    entered = [name for name in names if name["kind"] in FIRST_KINDS]
    seen = {fold(name["name"]) for name in entered}
    per_script: dict[str, list[Row]] = {}
    for name in names:
        few = per_script.setdefault(name["script"], [])
        is_new = fold(name["name"]) not in seen and name["script"] not in {"", "Latin"}
        if name["kind"] == NameKind.GAZETTEER and is_new and len(few) < MOST_PER_SCRIPT:
            few.append(name)
            seen.add(fold(name["name"]))
    labelled = [_labelled(name, NameKind) for name in entered]
    return {"entered": labelled, "found": [name for few in per_script.values() for name in few]}


def _labelled(row: Row, kinds: Any) -> Row:
    return {**row, "kind_label": kinds(row["kind"]).label}


def _contact(person: Row) -> Row:
    return {**person, "role_label": ContactRole(person["role"]).label}


def _by_kind(profile: list[Row]) -> list[tuple[str, list[Row]]]:
    """The parts of the profile under the name of their kind, in the order of the kinds."""
    grouped = [
        (str(title), [row for row in profile if row["kind"] == kind])
        for kind, title in GROUPS.items()
    ]
    return [(label, rows) for label, rows in grouped if rows]


def _designation(row: Row, fields: dict[str, Row]) -> Row:
    return {
        **row,
        "field_row": fields[row["field"]],
        "evidence_label": Evidence(row["evidence"]).label,
        "end_label": EndReason(row["end_reason"]).label if row["end_reason"] else "",
    }


def _change_of_field(designations: list[Row]) -> datetime.date | None:
    """The day on which the city last changed its field, if it ever did."""
    days = [
        last_day(row["ended_on"])
        for row in designations
        if row["end_reason"] == EndReason.FIELD_CHANGE
    ]
    return days[-1] if days else None

"""What is new, for feed readers: Atom in each language, bounded, with names that last."""

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cities.lookups import field_names
from cities.models import City, Country, Designation, EndReason
from cities.models.places import today
from cities.pages.words import designation_sentence
from cities.record.changes import Change, Kind, changes, corrected_at, midnight, stints
from cities.rows import Row, city_rows, designation_rows, field_rows
from cities.templatetags.record import day

MOST = 100
# The year in which the network was set up: names of entries are dated by it, whenever they appear.
SINCE = 2004


class DatedAtom(Atom1Feed):
    """Atom that says of an empty feed that nothing has happened since the network began.

    Django would say “now”, and so another thing each time.
    """

    def latest_post_date(self) -> datetime.datetime:
        return super().latest_post_date() if self.items else midnight(datetime.date(SINCE, 1, 1))


class RecordFeed(Feed):
    """What the feeds have in common."""

    feed_type = DatedAtom
    feed_copyright = "CC BY 4.0"
    kind: str

    def get_object(self, request: HttpRequest, **kwargs: str) -> Row:
        """What the feed is of, and the host by whose name its entries are known."""
        return {"host": request.get_host().partition(":")[0], **kwargs}

    def feed_guid(self, asked: Row) -> str:
        return self.name(asked, self.kind, *filter(None, [asked.get("slug", asked.get("code"))]))

    def author_name(self) -> str:
        return _("UNESCO Creative Cities Network")

    def name(self, asked: Row, *parts: str) -> str:
        """A tag URI (RFC 4151): it lasts, whatever becomes of addresses and of city names."""
        return f"tag:{asked['host']},{SINCE}:{get_language()}/{'/'.join(parts)}"

    def item_title(self, entry: Row) -> str:
        return str(entry["title"])

    def item_description(self, entry: Row) -> str:
        # Readers take it for HTML.
        return escape(entry["summary"])

    def item_link(self, entry: Row) -> str:
        return reverse("cities:city", args=[entry["slug"]])

    def item_guid(self, entry: Row) -> str:
        return str(entry["name"])

    def item_pubdate(self, entry: Row) -> datetime.datetime:
        return entry["published"]  # type: ignore[no-any-return]

    def item_updateddate(self, entry: Row) -> datetime.datetime:
        return entry["updated"]  # type: ignore[no-any-return]

    def item_categories(self, entry: Row) -> list[str]:
        return [entry["field"]] if entry["field"] else []


class NewMembers(RecordFeed):
    """The cities that joined last, those of the latest round first."""

    kind = "members"

    def title(self, asked: Row) -> str:
        return _("New creative cities")

    def subtitle(self, asked: Row) -> str:
        return _("Cities that joined the UNESCO Creative Cities Network, the latest round first")

    def link(self, asked: Row) -> str:
        return reverse("cities:cities")

    def designations(self, asked: Row) -> Any:
        """A change of field is no joining."""
        return Designation.objects.filter(predecessor__isnull=True)

    def items(self, asked: Row) -> list[Row]:
        language = get_language() or "en"
        begun = self.designations(asked).begun_by(today())
        begun = begun.order_by("-in_force_from", "city__sort_key", "city__number", "pk")
        found = list(begun.values_list("pk", "city_id")[:MOST])
        rows = designation_rows(
            Designation.objects.all(), language, keys=[key for key, _city in found]
        )
        named = stints()
        cities, designations = corrected_at(City), corrected_at(Designation)
        return [
            self._entry(
                asked,
                row,
                named[key],
                [at for at in (cities.get(city), designations.get(key)) if at],
            )
            for (key, city), row in zip(found, rows, strict=True)
        ]

    def _entry(self, asked: Row, row: Row, named: str, corrected: list[datetime.datetime]) -> Row:
        published = midnight(datetime.date.fromisoformat(row["in_force_from"]))
        said = {
            "city": row["city"]["local_name"],
            "country": row["country"]["name"],
            "field": row["field_name"],
        }
        return {
            "title": _("%(city)s (%(country)s): City of %(field)s") % said,
            "summary": f"{said['city']}, {said['country']}. {designation_sentence([row])}.",
            "slug": row["city"]["slug"],
            "field": row["field"],
            "name": self.name(asked, named),
            "published": published,
            "updated": max([published, *corrected]),
        }


class NewMembersOfField(NewMembers):
    """The cities that came to a field last, by joining or by changing to it."""

    kind = "fields"

    def get_object(self, request: HttpRequest, **kwargs: str) -> Row:
        asked = super().get_object(request, **kwargs)
        found = (row for row in field_rows(get_language() or "en") if row["slug"] == asked["slug"])
        field = next(found, None)
        if field is None:
            raise Http404
        return {**asked, "field": field}

    def title(self, asked: Row) -> str:
        return _("New Cities of %(field)s") % {"field": asked["field"]["name"]}

    def subtitle(self, asked: Row) -> str:
        return str(asked["field"]["definition"])

    def link(self, asked: Row) -> str:
        return reverse("cities:field", args=[asked["slug"]])

    def designations(self, asked: Row) -> Any:
        return Designation.objects.filter(field__slug=asked["slug"])


class NewMembersOfCountry(NewMembers):
    """The cities of a country that joined last."""

    kind = "countries"

    def get_object(self, request: HttpRequest, **kwargs: str) -> Row:
        asked = super().get_object(request, **kwargs)
        country = get_object_or_404(Country, code=asked["code"].upper())
        return {**asked, "country": country.local_name}

    def title(self, asked: Row) -> str:
        return _("New creative cities: %(country)s") % asked

    def subtitle(self, asked: Row) -> str:
        return _("Cities that joined the UNESCO Creative Cities Network, the latest round first")

    def link(self, asked: Row) -> str:
        return reverse("cities:country", args=[asked["code"].lower()])

    def designations(self, asked: Row) -> Any:
        return super().designations(asked).filter(city__country__code=asked["code"].upper())


class Changes(RecordFeed):
    """What changed in the record: who joined or left, new names, corrected dates."""

    kind = "changes"

    def title(self, asked: Row) -> str:
        return _("Changes of the record")

    def subtitle(self, asked: Row) -> str:
        return _("Designations that began or ended, cities renamed, and corrections")

    def link(self, asked: Row) -> str:
        return reverse("home")

    def items(self, asked: Row) -> list[Row]:
        language = get_language() or "en"
        found = changes(MOST)
        members = City.objects.filter(number__in={change.city for change in found})
        cities = {row["number"]: row for row in city_rows(members, language)}
        fields = field_names(language)
        return [self._entry(asked, change, cities[change.city], fields) for change in found]

    def _entry(self, asked: Row, change: Change, city: Row, fields: dict[str, str]) -> Row:
        return {
            "title": told(change, city["local_name"], fields),
            "summary": "{}, {}. {}".format(
                city["local_name"], city["country"]["name"], day(change.at.date())
            ),
            "slug": city["slug"],
            "field": change.field,
            "name": self.name(asked, change.key),
            "published": change.at,
            "updated": change.at,
        }


def told(change: Change, city: str, fields: dict[str, str]) -> str:
    """A change in one sentence, such as “Lyon changes its field from Media Arts to Literature”."""
    said = {
        "city": city,
        "field": fields.get(change.field, ""),
        "date": day(change.date),
        "old": change.old,
        "new": change.new,
    }
    if change.kind == Kind.JOINED:
        return _("%(city)s joins as a City of %(field)s") % said
    if change.kind == Kind.CHANGED_FIELD:
        said["old"] = fields[change.old]
        return _("%(city)s changes its field from %(old)s to %(field)s") % said
    if change.kind == Kind.ENDED:
        said["reason"] = str(EndReason(change.end_reason).label)
        return _("%(city)s is no longer a City of %(field)s: %(reason)s") % said
    if change.kind == Kind.RENAMED:
        return _("%(new)s is the new name of %(old)s in the record") % said
    if change.kind == Kind.CORRECTED:
        said |= {"old": day(change.old), "new": day(change.new)}
        return _("%(city)s, City of %(field)s: announced %(new)s, not %(old)s") % said
    return _("Struck from the record: %(city)s, City of %(field)s (%(date)s)") % said

"""Every name that claims and lists may hold, in memory: as many queries for one as for many."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from cities.checking import vocabulary
from cities.models import City, Country
from cities.models.names import names_known_in
from cities.models.places import country_name
from cities.search.countries import codes_by_name
from cities.search.names import Gazetteer, every_name
from cities.search.things import every_field
from cities.statements.timeline import Span, Timeline
from fields.models import CreativeField


@dataclass(frozen=True)
class Member:
    """A city that is or was a member, as the reader sees it, with its designations in time."""

    number: int
    slug: str
    name: str
    country: str
    spans: tuple[Span, ...]

    @property
    def current(self) -> Span | None:
        """The designation that is in force, if there is one."""
        return next((span for span in self.spans if span.ends is None), None)

    @property
    def last(self) -> Span:
        """The designation that is in force, or was last."""
        return self.spans[-1]


@dataclass(frozen=True)
class Index:
    """The record's names, folded, with what they mean, on one day and in one language.

    `official` and `others` lead to permanent numbers of cities, `countries` to two-letter codes,
    `fields` to slugs. `members` holds the cities that had joined by the day.
    """

    official: Mapping[str, AbstractSet[int]]
    others: Mapping[str, AbstractSet[int]]
    countries: Mapping[str, AbstractSet[str]]
    fields: dict[str, str]
    members: dict[int, Member]
    country_names: dict[str, str]
    field_names: dict[str, str]
    gazetteer: Gazetteer
    timeline: Timeline

    @classmethod
    def load(cls, language: str) -> Self:
        """The record as it is today; eight queries."""
        timeline = Timeline.load()
        gazetteer = every_name()
        official: defaultdict[str, set[int]] = defaultdict(set)
        others: defaultdict[str, set[int]] = defaultdict(set)
        for key, _spelling, folded, is_official in gazetteer.names:
            if folded:
                (official if is_official else others)[folded].add(gazetteer.places[key].number)
        loose = {word: {code} for word, code in vocabulary.country_words().items()}
        countries = loose | codes_by_name()
        by_position = {field.position: field for field in CreativeField.objects.all()}
        fields = every_field()
        slugs = {name.folded: by_position[fields.places[name.city_id].number].slug
                 for name in fields.names}  # fmt: skip
        known_slugs = set(slugs.values())
        forms = {
            form: slug for form, slug in vocabulary.field_words().items() if slug in known_slugs
        }
        return cls(
            official,
            others,
            countries,
            forms | slugs,
            _members(timeline, language),
            {
                code: country_name(code, english, own, language)
                for code, english, own in Country.objects.values_list("code", "name", "names")
            },
            {field.slug: field.name_in(language) for field in by_position.values()},
            gazetteer,
            timeline,
        )

    def on(self, timeline: Timeline) -> Self:
        """The same names, with the members that the timeline knows."""
        by_city = _spans_by_city(timeline)
        members = {
            number: replace(member, spans=by_city[number])
            for number, member in self.members.items()
            if number in by_city
        }
        return replace(self, members=members, timeline=timeline)

    def called(self, folded: str, country: str = "") -> list[Member]:
        """The members that bear the folded name, in the country of that code if one is given.

        An official name goes before another spelling. In the order of their numbers.
        """
        for names in (self.official, self.others):
            found = [
                self.members[number]
                for number in sorted(names.get(folded, ()))
                if number in self.members
            ]
            inside = [member for member in found if country in ("", member.country)]
            if inside:
                return inside
        return []

    def names_a_city(self, folded: str) -> bool:
        """Whether a member bears the folded name."""
        return folded in self.official or folded in self.others

    def country_of(self, folded: str) -> str:
        """The code of the country that the folded name means; nothing where none or several do."""
        codes = self.countries.get(folded, ())
        return next(iter(codes)) if len(codes) == 1 else ""

    def namesakes(self, member: Member, folded: str) -> list[str]:
        """The codes of countries with a well-known place of that name that is no member."""
        own = {other.country for other in self.called(folded)}
        return [code for code in vocabulary.NAMESAKES.get(folded, ()) if code not in own]

    @cached_property
    def numbers_by_key(self) -> dict[int, int]:
        """Primary keys of cities to their permanent numbers."""
        return {key: place.number for key, place in self.gazetteer.places.items()}

    @cached_property
    def gazetteers(self) -> dict[str, Gazetteer]:
        """The names of each country's members, by its code; of all, by the empty code."""
        by_country: dict[str, list] = defaultdict(list)
        for name in self.gazetteer.names:
            by_country[self.gazetteer.places[name.city_id].country].append(name)
        parts = {code: self.gazetteer._replace(names=names) for code, names in by_country.items()}
        return {**parts, "": self.gazetteer}

    def members_in(self, country: str, field: str = "") -> list[Member]:
        """Today's members of a country, of one field where one is given."""
        return [
            member
            for member in self.members.values()
            if member.country == country and member.current and field in ("", member.current.field)
        ]


def _members(timeline: Timeline, language: str) -> dict[int, Member]:
    by_city = _spans_by_city(timeline)
    rows = (
        City.objects.ever_members()
        .annotate(known=names_known_in(language))
        .order_by("number")
        .values_list("number", "slug", "name", "known", "country__code")
    )
    return {
        number: Member(number, slug, known or name, country, by_city[number])
        for number, slug, name, known, country in rows
        if number in by_city
    }


def _spans_by_city(timeline: Timeline) -> dict[int, tuple[Span, ...]]:
    by_city: defaultdict[int, list[Span]] = defaultdict(list)
    for span in timeline.spans:
        by_city[span.city].append(span)
    return {number: tuple(spans) for number, spans in by_city.items()}

"""Random edits of the record through every door, for whoever must not miss one of them.

The same seed makes the same edits. Each is a transaction of its own; what the record refuses is
rolled back and counts as an edit, too.
"""

import datetime
import random
from collections import Counter
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import F, ProtectedError
from django.test import Client
from django.urls import reverse

from applications.models import Call, DeadlineChange
from cities.models import (
    Asset,
    City,
    CityName,
    CityText,
    Country,
    Designation,
    FocalPoint,
    FormerSlug,
    Organisation,
    Source,
    Statement,
)
from cities.record.files import collect
from cities.record.kinds import KINDS
from cities.record.loading import load
from cities.record.reading import BadFixtures
from fields.models import CreativeField
from tests import small_record
from tests.admin_forms import typed
from uccn.models import User

REFUSALS = (ValidationError, DatabaseError, ProtectedError, BadFixtures, ObjectDoesNotExist)
WORDS = ["Alba", "Brno", "Cork", "Deva", "Faro", "Genk", "Hanoi", "Jajce", "Lagos", "Nara", "Oulu"]


class Edits:
    """An editor with a mind of its own. `number` keeps several of them out of each other's way."""

    def __init__(self, seed, folder, number=0):
        self.random = random.Random(f"{seed} {number}")  # noqa: S311, the same edits each time
        self.folder, self.number = Path(folder) / f"editor {number}", number
        self.counts = Counter()
        self.staff = Client()
        self.doors = [
            *([self.create, self.save, self.designate] * 3),
            *([self.bulk_create, self.bulk_update, self.update, self.delete, self.relate] * 2),
            self.raw_sql,
            self.admin_save,
            self.admin_delete,
            self.cascade,
            self.roll_back,
            self.people,
            self.load,
        ]

    def sign_in(self):
        """Make the account for the administration."""
        user = User.objects.create_superuser(email=f"editor{self.number}@example.org")
        self.staff.force_login(user)

    def edit(self):
        """One edit, whatever it is."""
        door = self.random.choice(self.doors)
        try:
            with transaction.atomic():
                door()
        except REFUSALS:
            self.counts[f"refused {door.__name__}"] += 1
        else:
            self.counts[door.__name__] += 1

    # What edits are made of ---------------------------------------------------------------------

    def one(self, rows):
        """A row, or nobody."""
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.get(pk=self.random.choice(keys)) if keys else None

    def some(self, rows, most=4):
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.filter(pk__in=self.random.sample(keys, min(len(keys), most)))

    def word(self):
        return f"{self.random.choice(WORDS)} {self.number}-{self.random.randrange(10_000)}"

    def slug(self):
        return self.word().replace(" ", "-").lower()

    def day(self):
        return datetime.date(2004, 1, 1) + datetime.timedelta(self.random.randrange(9_000))

    # The doors ----------------------------------------------------------------------------------

    def create(self):
        make = self.random.choice(
            [self._city, self._source, self._statement, self._name, self._country, self._call]
        )
        make()

    def _city(self):
        return City.objects.create(
            number=City.next_number() + self.number * 100_000,
            slug=self.slug(),
            name=self.word(),
            country=self.one(Country.objects.all()),
            latitude=self.random.uniform(-80, 80),
            longitude=self.random.uniform(-170, 170),
        )

    def _source(self):
        Source.objects.create(key=self.slug(), title=self.word())

    def _statement(self):
        about_a_city = self.random.random() < 0.5
        Statement.objects.create(
            source=self.one(Source.objects.all()),
            key=self.slug(),
            printed=self.word(),
            metric="first" if about_a_city else "members",
            value=None if about_a_city else self.random.randrange(400),
            city=self.one(City.objects.all()) if about_a_city else None,
            field=self.one(CreativeField.objects.all()),
            said_on=self.random.choice(["", "2015", "2019-06"]),
        )

    def _name(self):
        city = self.one(City.objects.all())
        city.names.create(name=self.word(), kind="translation", language="en")
        city.texts.update_or_create(language="en", defaults={"text": self.word()})
        city.organisations.create(name=self.word(), kind="company", founded_year=2010)

    def _country(self):
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        Country.objects.create(
            code="".join(self.random.choices(letters, k=2)),
            name=self.word(),
            region=self.random.choice(["africa", "arab-states"]),
            continent="africa",
            subregion="Somewhere",
            unesco_status="member",
        )

    def _call(self):
        call = Call.objects.create(year=self.random.randrange(2030, 9999))
        call.fields.set(self.some(CreativeField.objects.all()))
        call.deadline_changes.create(
            old_deadline="2025-03-03T23:59:00Z", new_deadline="2025-03-10T23:59:00Z"
        )

    def save(self):
        """As from a shell."""
        model, column, value = self.random.choice(
            [
                (City, "name", self.word()),
                (City, "slug", self.slug()),
                (City, "country", self.one(Country.objects.all())),
                (City, "website", f"https://{self.slug()}.example.org/"),
                (Country, "name", self.word()),
                (Country, "region", self.random.choice(["africa", "asia-pacific"])),
                (CreativeField, "name_en", self.word()),
                (Source, "title", self.word()),
                (Source, "key", self.slug()),
                (Source, "dated_on", self.random.choice(["", "2012", "2020-01-31"])),
                (Statement, "source", self.one(Source.objects.all())),
                (Statement, "printed", self.word()),
                (Organisation, "name", self.word()),
                (Organisation, "source", self.one(Source.objects.all())),
                (CityName, "city", self.one(City.objects.all())),
                (CityName, "source", self.one(Source.objects.all())),
                (Call, "note", self.word()),
                (DeadlineChange, "reason", self.word()),
            ]
        )
        row = self.one(model.objects.all())
        if row is not None:
            setattr(row, column, value)
            row.save()

    def designate(self):
        """Begin a designation, or end, correct, move or delete one."""
        designation = self.one(Designation.objects.all())
        what = self.random.randrange(6)
        if designation is None or what < 2:
            self._designate(self.one(City.objects.all()))
        elif what == 2:
            designation.ended_on = self.day().isoformat()
            designation.end_reason = "withdrawal"
            designation.full_clean()
            designation.save()
        elif what == 3:
            designation.evidence_note = self.word()
            designation.field = self.one(CreativeField.objects.all())
            designation.save()
        elif what == 4:
            designation.city = self.one(City.objects.all())
            designation.save()
        else:
            designation.delete()

    def _designate(self, city):
        begins = self.day().isoformat()[: self.random.choice([4, 7, 10])]
        Designation.objects.create(
            city=city,
            field=self.one(CreativeField.objects.all()),
            announced_on=begins,
            evidence="single",
        ).sources.set(self.some(Source.objects.all(), 2))

    def bulk_create(self):
        city = self.one(City.objects.all())
        rows = [CityName(city=city, name=self.word()) for _ in range(5)]
        how = self.random.randrange(3)
        if how == 0:
            CityName.objects.bulk_create(rows)
        elif how == 1:
            known = CityName.objects.filter(city=city).first()
            again = [CityName(city=city, name=known.name, kind=known.kind)] if known else []
            CityName.objects.bulk_create([*again, *rows], ignore_conflicts=True)
        else:
            country = city.country
            country.pk, country.subregion = None, self.word()
            Country.objects.bulk_create(
                [country],
                update_conflicts=True,
                unique_fields=["code"],
                update_fields=["subregion"],
            )

    def bulk_update(self):
        cities = list(self.some(City.objects.all()))
        for city in cities:
            city.population = self.random.randrange(1, 10**6)
        City.objects.bulk_update(cities, ["population"])

    def update(self):
        what = self.random.randrange(6)
        if what == 0:
            self.some(City.objects.all()).update(native_name=self.word())
        elif what == 1:
            self.some(Source.objects.all()).update(note=self.word(), title=self.word())
        elif what == 2:
            city = self.one(City.objects.all())
            self.some(CityName.objects.all()).update(city=city, kind="former")
        elif what == 3:
            CreativeField.objects.update(position=F("position") + 100)
        elif what == 4:
            self.some(City.objects.all()).update(country=self.one(Country.objects.all()))
        else:
            self.some(Statement.objects.all()).update(field=self.one(CreativeField.objects.all()))

    def delete(self):
        model = self.random.choice(
            [
                CityName,
                CityText,
                Organisation,
                Asset,
                FormerSlug,
                FocalPoint,
                Statement,
                Source,
                Call,
            ]
        )
        if self.random.random() < 0.5:
            self.some(model.objects.all(), 2).delete()
        elif (row := self.one(model.objects.all())) is not None:
            row.delete()

    def relate(self):
        """Relations of many to many: set, added, removed, cleared."""
        row, name, others = self.random.choice(
            [
                (self.one(Designation.objects.all()), "sources", Source),
                (self.one(Statement.objects.all()), "countries", Country),
                (self.one(Call.objects.all()), "fields", CreativeField),
                (self.one(Call.objects.all()), "sources", Source),
            ]
        )
        if row is None:
            return
        relation, chosen = getattr(row, name), self.some(others.objects.all(), 2)
        how = self.random.randrange(4)
        if how == 0:
            relation.set(chosen)
        elif how == 1:
            relation.add(*chosen)
        elif how == 2:
            relation.remove(*relation.all()[:1])
        else:
            relation.clear()

    def raw_sql(self):
        designation, city = self.one(Designation.objects.all()), self.one(City.objects.all())
        statements = [
            ("UPDATE cities_city SET population = 7 WHERE id = %s", [city.pk]),
            ("UPDATE cities_city SET name = name || '!' WHERE id = %s", [city.pk]),
            (
                "INSERT INTO cities_citytext (city_id, language, text) VALUES (%s, %s, 'By hand')",
                [city.pk, self.slug()[:16]],
            ),
            ("DELETE FROM cities_cityname WHERE city_id = %s", [city.pk]),
            ("DELETE FROM cities_formerslug", []),
            ("UPDATE fields_creativefield SET first_year = 2004", []),
        ]
        if designation is not None:
            statements += [
                (
                    "DELETE FROM cities_designation_sources WHERE designation_id = %s",
                    [designation.pk],
                ),
                (
                    "UPDATE cities_designation SET in_force_from = '2005-05-05',"
                    " announced_on = '2005-05-05' WHERE id = %s",
                    [designation.pk],
                ),
            ]
        with connection.cursor() as cursor:
            cursor.execute(*self.random.choice(statements))

    def admin_save(self):
        model, column, value = self.random.choice(
            [
                (City, "native_name", self.word()),
                (Source, "title", self.word()),
                (Country, "name", self.word()),
                (CreativeField, "name_en", self.word()),
                (Call, "note", self.word()),
            ]
        )
        row = self.one(model.objects.all())
        if row is not None:
            address = reverse(
                f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk]
            )
            page = self.staff.get(address)
            if page.status_code == 302:
                raise ObjectDoesNotExist("gone since it was chosen")
            answer = self.staff.post(address, typed(page) | {column: value})
            self.counts[f"admin_save answered {answer.status_code}"] += 1

    def admin_delete(self):
        model = self.random.choice([Source, Call, City])
        row = self.one(model.objects.all())
        if row is not None:
            address = reverse(
                f"admin:{model._meta.app_label}_{model._meta.model_name}_delete", args=[row.pk]
            )
            answer = self.staff.post(address, {"post": "yes"})
            self.counts[f"admin_delete answered {answer.status_code}"] += 1

    def cascade(self):
        """A candidate goes, with all that belongs to it."""
        city = self._city()
        city.names.create(name=self.word())
        candidate = self.one(City.objects.candidates())
        candidate.delete()

    def roll_back(self):
        """Edits that are taken back, all of them or those since a savepoint."""
        self.update()
        try:
            with transaction.atomic():
                self.designate()
                self.save()
                raise ValidationError("taken back")
        except REFUSALS:
            self.relate()
        if self.random.random() < 0.5:
            raise ValidationError("all taken back")

    def people(self):
        """People who are shown, hidden, over, or no longer there."""
        person = self.one(FocalPoint.objects.all())
        what = self.random.randrange(4)
        if person is None or what == 0:
            city = self.one(City.objects.all())
            source = self.one(Source.objects.all())
            organisation = city.organisations.first()
            city.focal_points.create(
                name=self.word(),
                role="focal-point",
                is_public=True,
                organisation=organisation,
                source=source,
            )
        elif what == 1:
            person.is_public = not person.is_public
            person.save()
        elif what == 2:
            person.until = self.day()
            person.save()
        else:
            person.erase()

    def load(self):
        """The files, with something changed in them."""
        changes = {"bergen.yaml": [("A page of Bergen", self.word())]}
        self.folder.mkdir(exist_ok=True)
        folder = small_record.write(self.folder, changes)
        load(collect(folder), KINDS, overwrite=self.random.random() < 0.5)

"""The database notes which objects of the API each change is seen in, whichever door it came by."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test.utils import isolate_apps

from applications.models import Call
from cities.checks import unplaced_models
from cities.models import (
    ChangedObject,
    City,
    CityName,
    Country,
    CountryName,
    Designation,
    FocalPoint,
    FormerSlug,
    Organisation,
    Source,
    Statement,
)
from cities.record.outbox import Noted, noted_after
from cities.record.public_tables import objects_by_kind, public_models, shown_in
from cities.record.revision import current, new_epoch
from fields.models import CreativeField, FieldName
from tests.factories import (
    ApplicationFactory,
    AssetFactory,
    CallFactory,
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    FocalPointFactory,
    OrganisationFactory,
    SourceFactory,
    StatementFactory,
)
from uccn.doors.public_objects import PublicObject, ShownIn

# Each change commits: on PostgreSQL the number rises once in a transaction, however much it writes.
pytestmark = pytest.mark.django_db(transaction=True)

CORK, BRNO = ("city", "7"), ("city", "8")
IRELAND, CZECHIA = ("country", "IE"), ("country", "CZ")
MUSIC, FILM = ("field", "music"), ("field", "film")
PAGE, BOOK = ("source", "page"), ("source", "book")
CALL = ("call", "2025")
STATEMENT = ("statement", "51")
EVERY_STATEMENT = ("statement", ChangedObject.EVERY)
COUNTED = {MUSIC, IRELAND, EVERY_STATEMENT}


@pytest.fixture(autouse=True)
def record():
    """Two members with something of everything, of which Cork has most, and a candidate."""
    page, book = SourceFactory(key="page"), SourceFactory(key="book")
    ireland, czechia = CountryFactory(code="IE"), CountryFactory(code="CZ")
    music, film = CreativeFieldFactory(slug="music"), CreativeFieldFactory(slug="film")
    cork = CityFactory(number=7, slug="cork", country=ireland)
    brno = CityFactory(number=8, slug="brno", country=czechia)
    DesignationFactory(city=cork, field=music).sources.add(page)
    DesignationFactory(city=brno, field=film)
    CityNameFactory(city=cork, name="Corcaigh")
    body = OrganisationFactory(city=cork, name="City Council")
    FocalPointFactory(city=cork, name="Ann", organisation=body, public=True)
    AssetFactory(city=cork)
    StatementFactory(id=51, source=page).countries.add(ireland)
    call = CallFactory(year=2025)
    call.fields.add(music)
    call.sources.add(page)
    CityFactory(number=9, slug="atlantis", country=ireland).names.create(name="Atlas")
    assert book.key == "book"


def noted(change):
    """The objects that a change, or what a function does, was seen in."""
    before = current().number
    change()
    return set(ChangedObject.objects.filter(number__gt=before).values_list("kind", "key"))


def cork():
    return City.objects.filter(slug="cork")


def designation():
    return Designation.objects.filter(city__slug="cork")


CHANGES = {
    "a city's website": (lambda: cork().update(website="https://x.org/"), {CORK}),
    "its name": (lambda: cork().update(name="Corke"), {CORK, EVERY_STATEMENT}),
    "its country": (
        lambda: cork().update(country=Country.objects.get(code="CZ")),
        {CORK, IRELAND, CZECHIA, EVERY_STATEMENT},
    ),
    "its number": (lambda: cork().update(number=70), {CORK, ("city", "70"), EVERY_STATEMENT}),
    "a country's name": (
        lambda: Country.objects.filter(code="IE").update(name="Eire"),
        {IRELAND, CORK, EVERY_STATEMENT},
    ),
    "a field's name": (
        lambda: CreativeField.objects.filter(slug="music").update(name_en="Sound"),
        {MUSIC, CORK, CALL, EVERY_STATEMENT},
    ),
    "a source's note": (lambda: Source.objects.filter(key="page").update(note="Old."), {PAGE}),
    "a source's title": (
        lambda: Source.objects.filter(key="page").update(title="Other"),
        {PAGE, CORK, STATEMENT},
    ),
    "a source's address": (
        lambda: Source.objects.filter(key="page").update(url="https://x.org/"),
        {PAGE, CORK},
    ),
    "a source's date": (
        lambda: Source.objects.filter(key="page").update(dated_on="2020"),
        {PAGE, STATEMENT},
    ),
    "a source's key": (
        lambda: Source.objects.filter(key="page").update(key="leaf"),
        {PAGE, ("source", "leaf"), CORK, STATEMENT, CALL},
    ),
    "a source's place in order": (
        lambda: Source.objects.filter(key="page").update(sort_key="zz"),
        {PAGE, CORK, CALL},
    ),
    "a new source": (lambda: SourceFactory(key="new"), {("source", "new")}),
    "a note on a designation": (lambda: designation().update(evidence_note="?"), {CORK}),
    "a designation's field": (
        lambda: designation().update(field=CreativeField.objects.get(slug="film")),
        {CORK, MUSIC, FILM, IRELAND, EVERY_STATEMENT},
    ),
    "a designation's date": (
        lambda: designation().update(announced_on="2016", in_force_from="2016-12-31"),
        {CORK, PAGE, *COUNTED},
    ),
    "a designation that is deleted": (
        lambda: designation().get().delete(),
        {CORK, PAGE, *COUNTED},
    ),
    "a source that a designation gains": (
        lambda: designation().get().sources.add(Source.objects.get(key="book")),
        {CORK, BOOK},
    ),
    "sources that it loses": (lambda: designation().get().sources.set([]), {CORK, PAGE}),
    "a name": (lambda: CityNameFactory(city=cork().get()), {CORK}),
    "names in bulk": (
        lambda: CityName.objects.bulk_create(
            [CityName(city=city, name="Both") for city in City.objects.all()]
        ),
        {CORK, BRNO},
    ),
    "a name that moves": (
        lambda: CityName.objects.filter(name="Corcaigh").update(
            city=City.objects.get(slug="brno")
        ),
        {CORK, BRNO},
    ),
    "names that are deleted": (lambda: CityName.objects.all().delete(), {CORK}),
    "a text": (lambda: cork().get().texts.create(language="en", text="A port."), {CORK}),
    "a part of a profile": (lambda: cork().get().assets.all().delete(), {CORK}),
    "an organisation": (lambda: Organisation.objects.update(description="It."), {CORK}),
    "a focal point": (lambda: FocalPoint.objects.update(email="ann@example.org"), {CORK}),
    "a person erased": (lambda: FocalPoint.objects.get().erase(), {CORK}),
    "a slug given up": (
        lambda: FormerSlug.objects.create(city=cork().get(), slug="was"),
        {CORK},
    ),
    "a statement": (lambda: Statement.objects.update(printed="181"), {STATEMENT}),
    "a statement's source": (
        lambda: Statement.objects.update(source=Source.objects.get(key="book")),
        {STATEMENT, PAGE, BOOK},
    ),
    "a statement's countries": (
        lambda: Statement.objects.get().countries.set([Country.objects.get(code="CZ")]),
        {STATEMENT},
    ),
    "a statement that is deleted": (lambda: Statement.objects.get().delete(), {STATEMENT, PAGE}),
    "a call": (lambda: Call.objects.update(note="Late."), {CALL}),
    "a call's year": (lambda: Call.objects.update(year=2027), {CALL, ("call", "2027")}),
    "a call's fields": (lambda: Call.objects.get().fields.set([]), {CALL}),
    "a call's deadline": (
        lambda: Call.objects.get().deadline_changes.create(
            old_deadline="2025-03-03T23:59:00Z", new_deadline="2025-03-10T23:59:00Z"
        ),
        {CALL},
    ),
    "a call that is deleted": (lambda: Call.objects.get().delete(), {CALL}),
    "a candidate": (
        lambda: City.objects.filter(slug="atlantis").update(website="https://x.org/"),
        set(),
    ),
    "a candidate's name": (
        lambda: CityName.objects.filter(name="Atlas").update(name="Atlantis"),
        set(),
    ),
    "a candidate that becomes a member": (
        lambda: DesignationFactory(
            city=City.objects.get(slug="atlantis"), field=CreativeField.objects.get(slug="music")
        ),
        {("city", "9"), *COUNTED},
    ),
    "a word that only search knows": (
        lambda: FieldName.objects.create(
            field=CreativeField.objects.get(slug="music"), name="Musik", language="sv"
        ),
        set(),
    ),
    "a country's name in print": (
        lambda: CountryName.objects.create(country=Country.objects.get(code="IE"), name="Irland"),
        set(),
    ),
    "an application": (
        lambda: ApplicationFactory(
            call=Call.objects.get(), city=City.objects.get(slug="atlantis"),
            field=CreativeField.objects.get(slug="music"),
        ),
        set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_noted_with_the_objects_it_is_seen_in(name):
    change, expected = CHANGES[name]

    assert noted(change) == expected


@pytest.mark.parametrize(
    ("values", "more"),
    [
        ({"announced_on": "2015"}, set()),
        ({"in_force_from": "2015-12-12"}, {PAGE}),
        ({"ended_on": "2020", "end_reason": "withdrawal"}, set()),
        ({"lapsed_from": "2020-12-31"}, set()),
    ],
)
def test_each_date_of_a_designation_is_seen_wherever_it_is_counted(values, more):
    assert noted(lambda: designation().update(**values)) == {CORK, *COUNTED, *more}


def test_a_designation_that_moves_is_seen_with_both_cities():
    atlantis = City.objects.get(slug="atlantis")
    City.objects.filter(pk=atlantis.pk).update(country=Country.objects.get(code="CZ"))

    told = noted(lambda: designation().update(city=atlantis))

    assert told == {CORK, ("city", "9"), CZECHIA, *COUNTED}


def test_a_citys_slug_is_seen_in_statements():
    assert noted(lambda: cork().update(slug="corke")) == {CORK, EVERY_STATEMENT}


def test_a_call_is_seen_with_its_sources():
    book = Source.objects.get(key="book")

    assert noted(lambda: Call.objects.get().sources.add(book)) == {CALL}


@pytest.mark.parametrize(
    "make", [CityNameFactory, OrganisationFactory, AssetFactory, FocalPointFactory]
)
def test_a_source_is_seen_by_its_key_in_whatever_of_a_city_rests_on_it(make):
    book = Source.objects.filter(key="book")
    make(city=City.objects.get(slug="brno"), source=book.get())

    assert noted(lambda: book.update(title="Other")) == {BOOK}
    assert noted(lambda: book.update(key="leaf")) == {BOOK, ("source", "leaf"), BRNO}


def test_an_organisations_name_is_seen_in_another_city_if_its_people_speak_for_that():
    council = Organisation.objects.get(name="City Council")
    FocalPointFactory(city=City.objects.get(slug="brno"), organisation=council, public=True)
    body = Organisation.objects.filter(pk=council.pk)

    assert noted(lambda: body.update(name="Council")) == {CORK, BRNO}
    assert noted(lambda: body.update(description="It meets.")) == {CORK}


def test_a_change_that_is_rolled_back_was_never_noted():
    def take_back():
        with transaction.atomic():
            cork().update(name="Corke")
            transaction.set_rollback(True)

    assert noted(take_back) == set()


def test_what_follows_a_savepoint_that_was_rolled_back_is_noted():
    def change():
        with transaction.atomic():
            with transaction.atomic():
                Call.objects.update(note="Never.")
                transaction.set_rollback(True)
            cork().update(website="https://x.org/")

    assert noted(change) == {CORK}


def test_an_object_is_noted_once_with_its_last_change():
    for website in ("https://x.org/", "https://y.org/", ""):
        cork().update(website=website)

    assert ChangedObject.objects.get(kind="city", key="7").number == current().number


def test_changes_are_read_in_their_order_from_any_place():
    before = current().number
    Call.objects.update(note="First.")
    cork().update(website="https://x.org/")
    Source.objects.filter(key="book").update(note="Third.")
    start = Noted(before, "~", "")

    every = noted_after(start, 10)

    assert [row[1:] for row in every] == [CALL, CORK, BOOK]
    assert noted_after(start, 2) == every[:2]
    assert noted_after(every[0], 10) == every[1:]
    assert noted_after(every[0], 10, inclusive=True) == every
    assert noted_after(start, 10, ["source", "call"]) == [every[0], every[2]]


def test_emptying_the_database_tells_of_every_object():
    told = noted(lambda: call_command("flush", interactive=False, verbosity=0))

    assert told >= {CORK, BRNO, IRELAND, CZECHIA, PAGE, BOOK, CALL, STATEMENT, MUSIC, FILM}


@pytest.mark.postgresql
def test_truncating_a_table_is_noted_with_every_object_it_was_seen_in():
    def truncate():
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE cities_cityname")

    assert {CORK, BRNO} <= noted(truncate)


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_row_that_another_replaces_was_deleted():
    FormerSlug.objects.create(city=cork().get(), slug="was")

    def replace():
        with connection.cursor() as cursor:
            cursor.execute(
                "REPLACE INTO cities_formerslug (slug, city_id) VALUES ('was', %s)",
                [City.objects.get(slug="brno").pk],
            )

    assert noted(replace) == {CORK, BRNO}


def test_a_new_epoch_notes_what_there_is_and_forgets_what_was_deleted():
    Call.objects.get().delete()
    with connection.cursor() as cursor:
        # As after a restore of a database that noted nothing.
        cursor.execute("DELETE FROM changed_object WHERE kind = 'city'")

    stamp = new_epoch()

    rows = ChangedObject.objects.all()
    assert set(rows.values_list("kind", "key")) == {
        CORK, BRNO, IRELAND, CZECHIA, PAGE, BOOK, MUSIC, FILM, STATEMENT,
    }  # fmt: skip
    assert {row.number for row in rows} == {stamp.number}


# Declarations -----------------------------------------------------------------------------------


def test_every_public_table_says_where_its_rows_are_seen():
    assert unplaced_models() == []
    assert all(shown_in(model) is not None for model in public_models())
    assert set(objects_by_kind()) == {"field", "country", "city", "source", "statement", "call"}


def test_a_public_table_that_does_not_say_where_it_is_seen_fails_the_check():
    with isolate_apps("cities") as registry:

        class Twinning(models.Model):  # noqa: DJ008 - never printed
            in_public_record = True

            class Meta:
                app_label = "cities"

        class Bridge(models.Model):  # noqa: DJ008
            in_public_record = True
            public_object = PublicObject("bridge", key="id")
            twinnings = models.ManyToManyField(Twinning)
            others = models.ManyToManyField(Twinning, related_name="+")
            relations_shown_in = {"others": (ShownIn("bridge"),)}

            class Meta:
                app_label = "cities"

    errors = unplaced_models(registry)

    assert {error.obj._meta.db_table for error in errors} == {
        "cities_twinning",
        "cities_bridge_twinnings",
    }
    assert {error.id for error in errors} == {"cities.E002"}


def test_the_checks_of_this_project_find_nothing():
    assert run_checks(tags=["models"]) == []

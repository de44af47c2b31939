"""The revision of the public record rises through every door, and only when something is kept."""

import datetime
import io
import json
import threading

import pytest
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.urls import path, reverse

from applications.models import Application
from cities.models import City, CityName, Country, Designation, Revision, Source
from cities.record.revision import RevisionUnknown, current, new_epoch, public_change
from fields.models import CreativeField, FieldName
from tests.factories import (
    ApplicationFactory,
    CityFactory,
    CityNameFactory,
    CountryFactory,
    CreativeFieldFactory,
    DesignationFactory,
    NationalCommissionFactory,
    SourceFactory,
    UserFactory,
)

# Each door commits: on PostgreSQL the number rises once in a transaction, however much it writes.
pytestmark = pytest.mark.django_db(transaction=True)

site = AdminSite()
site.register(FieldName, ModelAdmin)
urlpatterns = [path("admin/", site.urls)]


def create():
    CityFactory()


def save():
    City.objects.get().save()


def save_an_instance_of_a_history():
    City.history.first().instance.save()


def delete():
    CityName.objects.get().delete()


def delete_with_cascade():
    City.objects.get(slug="alone").delete()


def delete_a_queryset():
    CityName.objects.all().delete()


def bulk_create():
    city = City.objects.get(slug="cork")
    CityName.objects.bulk_create(
        [CityName(city=city, name=name) for name in ("Corcaigh", "Corcagia")]
    )


def bulk_create_that_updates():
    country = Country.objects.get(code="IE")
    country.subregion = "Western Europe"
    country.pk = None
    Country.objects.bulk_create(
        [country], update_conflicts=True, unique_fields=["code"], update_fields=["subregion"]
    )


def update():
    City.objects.update(population=1)


def bulk_update():
    city = City.objects.get(slug="cork")
    city.population = 2
    City.objects.bulk_update([city], ["population"])


def add_a_relation():
    Designation.objects.get().sources.add(Source.objects.get(key="other"))


def clear_relations():
    Designation.objects.get().sources.clear()


def write_by_hand():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cities_city SET population = 3 WHERE slug = 'cork'")


def insert_by_hand():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO fields_fieldname (field_id, name, language)"
            " SELECT id, 'musik', 'sv' FROM fields_creativefield"
        )


def delete_everything_by_hand():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cities_cityname")


def flush():
    call_command("flush", interactive=False, verbosity=0)


DOORS = [
    create,
    save,
    save_an_instance_of_a_history,
    delete,
    delete_with_cascade,
    delete_a_queryset,
    bulk_create,
    bulk_create_that_updates,
    update,
    bulk_update,
    add_a_relation,
    clear_relations,
    write_by_hand,
    insert_by_hand,
    delete_everything_by_hand,
    flush,
]


@pytest.fixture
def record():
    """One designated city with a spelling, and a candidate of which only its names depend."""
    cork = CityFactory(slug="cork", name="Cork", country=CountryFactory(code="IE", name="Ireland"))
    CityNameFactory(city=cork, name="Corke")
    DesignationFactory(city=cork, field__slug="music").sources.add(SourceFactory(key="page"))
    SourceFactory(key="other")


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_a_change_raises_the_revision(record, door):
    if door is delete_with_cascade:
        CityNameFactory(city__slug="alone", name="Alone")
    if door is save:
        City.objects.exclude(slug="cork").delete()
    before = current()

    door()

    assert current().number > before.number
    assert current().epoch == before.epoch


def test_a_fixture_raises_the_revision(record, tmp_path):
    file = tmp_path / "names.json"
    field = CreativeField.objects.get(slug="music").pk
    row = {"field": field, "name": "Musik", "language": "de"}
    file.write_text(json.dumps([{"model": "fields.fieldname", "pk": 900, "fields": row}]))
    before = current().number

    call_command("loaddata", str(file), verbosity=0)

    assert FieldName.objects.filter(name="Musik").exists()
    assert current().number > before


@pytest.mark.urls(__name__)
def test_saving_in_the_admin_raises_the_revision(record, client):
    client.force_login(UserFactory(superuser=True))
    before = current().number

    answer = client.post(
        reverse("admin:fields_fieldname_add"),
        {"field": CreativeField.objects.get().pk, "name": "Musik", "language": "de"},
    )

    assert answer.status_code == 302
    assert current().number > before


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE cities_cityname",
        "COPY cities_cityname TO STDOUT",
        "COPY cities_countryname FROM STDIN",
    ],
)
def test_truncating_and_copying_in_raise_the_revision_and_copying_out_does_not(record, statement):
    before = current().number

    with connection.cursor() as cursor:
        if statement.startswith("COPY"):
            cursor.cursor.copy_expert(statement, io.StringIO())
        else:
            cursor.execute(statement)

    assert (current().number > before) == (not statement.endswith("STDOUT"))


@pytest.mark.parametrize("door", [create, update, write_by_hand], ids=lambda door: door.__name__)
def test_a_change_taken_back_leaves_the_revision(record, door):
    before = current()

    with transaction.atomic():
        door()
        assert current().number > before.number
        transaction.set_rollback(True)

    assert current() == before


def test_a_change_after_a_savepoint_taken_back_raises_the_revision(record):
    before = current().number

    with transaction.atomic():
        with transaction.atomic():
            update()
            transaction.set_rollback(True)
        assert current().number == before
        update()

    assert current().number > before


def test_a_second_transaction_of_the_connection_raises_the_revision_again(record):
    with transaction.atomic():
        update()
    before = current().number

    with transaction.atomic():
        update()

    assert current().number > before


def test_what_is_private_leaves_the_revision(client):
    person = UserFactory(superuser=True)
    application = ApplicationFactory()
    commission = NationalCommissionFactory()
    before = current()

    client.force_login(person)
    application.initiator = "The city council"
    application.save()
    commission.members.add(person)
    commission.members.clear()
    Application.history.all().delete()
    City.history.all().delete()
    application.delete()

    assert current() == before


def test_a_new_epoch_differs_from_every_earlier_one():
    first, second, third = current(), new_epoch(), new_epoch()

    assert len({first.epoch, second.epoch, third.epoch}) == 3
    assert current() == third
    assert third.number > first.number


def test_a_restored_database_begins_an_epoch_by_command(capsys):
    before = current()

    call_command("begin_epoch")

    assert current().epoch != before.epoch
    assert current().epoch in capsys.readouterr().out


def test_without_its_row_the_revision_is_unknown_until_an_epoch_begins():
    Revision.objects.all().delete()

    with pytest.raises(RevisionUnknown):
        current()

    assert new_epoch() == current()


def test_a_public_change_is_kept_whole_or_not_at_all(record):
    before = current()

    with pytest.raises(InterruptedError), public_change():
        interrupted(update)

    assert current() == before
    assert not City.objects.filter(population=1).exists()


def interrupted(door):
    door()
    raise InterruptedError


def test_a_public_change_inside_another_is_part_of_it(record):
    before = current().number

    with public_change(), public_change():
        update()

    assert current().number > before


@pytest.mark.postgresql
def test_a_second_public_change_waits_for_the_first_and_gives_up_after_its_patience(record):
    caught = []

    def change():
        try:
            with public_change(patience=datetime.timedelta(milliseconds=50)):
                CreativeFieldFactory()
        except OperationalError as error:
            caught.append(error)
        finally:
            connection.close()

    with public_change():
        second = threading.Thread(target=change)
        second.start()
        second.join(timeout=20)

    assert "lock timeout" in str(caught[0])

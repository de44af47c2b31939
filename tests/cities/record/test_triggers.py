"""The triggers stand on every public table, survive migrations, and their absence is noticed."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, models, transaction
from django.db.migrations import Migration
from django.db.models import F
from django.test.utils import isolate_apps

from cities.checks import undeclared_models
from cities.models import City, CountryName, Designation, FormerSlug
from cities.record.public_tables import public_models
from cities.record.revision import RevisionUnknown, current
from cities.record.triggers import installed, wanted
from fields.models import FieldName
from tests.factories import (
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

PLAN = [(Migration("a_change", "cities"), False)]

committing = pytest.mark.django_db(transaction=True)


def tables_of(found):
    return {model._meta.db_table for model in found}


@pytest.fixture
def full_record():
    """At least one row in every table of the public record."""
    source = SourceFactory()
    country = CountryFactory()
    city = CityFactory(country=country)
    field = CreativeFieldFactory()
    DesignationFactory(city=city, field=field).sources.add(source)
    StatementFactory(source=source).countries.add(country)
    call = CallFactory()
    call.fields.add(field)
    call.sources.add(source)
    call.deadline_changes.create(
        old_deadline="2025-03-03T23:59:00Z", new_deadline="2025-03-10T23:59:00Z"
    )
    CityNameFactory(city=city)
    city.texts.create(language="en", text="A port.")
    CountryName.objects.create(country=country, name="Norge")
    FormerSlug.objects.create(city=city, slug="as-it-was")
    FieldName.objects.create(field=field, name="Musik", language="sv")
    AssetFactory(city=city)
    OrganisationFactory(city=city)
    FocalPointFactory(city=city)


def test_what_pages_show_is_public_with_its_relations_and_what_they_hide_is_not():
    public = tables_of(public_models())

    assert {
        "cities_city",
        "cities_designation",
        "cities_designation_sources",
        "fields_creativefield",
        "applications_call",
        "applications_call_fields",
    } <= public
    assert not public & {
        "revision",
        "uccn_user",
        "uccn_user_groups",
        "cities_historicalcity",
        "cities_historicaldesignation_sources",
        "cities_loadedrow",
        "applications_application",
        "applications_nationalcommission_members",
        "django_session",
    }


@committing
def test_every_statement_on_every_public_table_raises_the_revision(full_record):
    for model in public_models():
        rows = model._base_manager.all()
        assert rows, f"full_record gives {model._meta.db_table} no row"
        for write in (update_rows, delete_rows, insert_rows_again):
            with transaction.atomic():
                before, after = write(model, list(rows))
                transaction.set_rollback(True)
            assert after > before, f"{write.__name__} of {model._meta.db_table}"


def update_rows(model, _rows):
    before = current().number
    model._base_manager.update(id=F("id"))
    return before, current().number


def delete_rows(model, _rows):
    before = current().number
    model._base_manager.all()._raw_delete("default")
    return before, current().number


def insert_rows_again(model, rows):
    delete_rows(model, rows)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('uccn.raised', '', true)")
    before = current().number
    model._base_manager.bulk_create(rows)
    return before, current().number


@pytest.mark.django_db
def test_the_database_has_exactly_the_triggers_that_the_models_ask_for():
    assert installed(connection) == wanted(connection)
    assert run_checks(databases=["default"], tags=["database"]) == []


@committing
def test_a_missing_trigger_is_named_by_the_check_and_replaced_after_migrations():
    trigger = next(one for one in installed(connection) if one.table == "cities_city")
    before = current()
    drop(trigger)

    (warning,) = run_checks(databases=["default"], tags=["database"])
    emit_post_migrate_signal(0, interactive=False, db="default")

    assert warning.id == "cities.W001"
    assert "cities_city" in warning.msg
    assert run_checks(databases=["default"], tags=["database"]) == []
    assert current().epoch != before.epoch


@committing
def test_a_trigger_of_ours_that_no_model_asks_for_is_named_and_removed():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE TRIGGER public_record_django_session BEFORE INSERT ON django_session"
                " FOR EACH STATEMENT EXECUTE FUNCTION raise_public_revision()"
            )
        else:
            cursor.execute(
                "CREATE TRIGGER public_record_django_session AFTER INSERT ON django_session"
                " BEGIN SELECT 1; END"
            )

    (warning,) = run_checks(databases=["default"], tags=["database"])
    emit_post_migrate_signal(0, interactive=False, db="default")

    assert "django_session" in warning.msg
    assert run_checks(databases=["default"], tags=["database"]) == []


def drop(trigger):
    with connection.cursor() as cursor:
        table = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {trigger.name}{table}")


@committing
def test_migrations_begin_a_new_epoch():
    before = current()

    emit_pre_migrate_signal(0, interactive=False, db="default", plan=PLAN)
    emit_post_migrate_signal(0, interactive=False, db="default", plan=PLAN)

    assert current().epoch != before.epoch
    assert current().number > before.number


@committing
def test_migrating_when_there_is_nothing_to_migrate_changes_nothing():
    before = current()

    emit_pre_migrate_signal(0, interactive=False, db="default", plan=[])
    assert installed(connection) == wanted(connection)
    emit_post_migrate_signal(0, interactive=False, db="default", plan=[])

    assert current() == before


@committing
@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_table_remade_by_a_migration_keeps_counting():
    emit_pre_migrate_signal(0, interactive=False, db="default", plan=PLAN)
    with connection.schema_editor() as editor:
        editor._remake_table(City)
        editor._remake_table(Designation)
    emit_post_migrate_signal(0, interactive=False, db="default", plan=PLAN)
    before = current().number

    DesignationFactory()

    assert installed(connection) == wanted(connection)
    assert current().number > before


@committing
@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_between_failed_migrations_and_the_next_the_revision_is_unknown():
    emit_pre_migrate_signal(0, interactive=False, db="default", plan=PLAN)

    with pytest.raises(RevisionUnknown):
        current()

    emit_post_migrate_signal(0, interactive=False, db="default", plan=[])
    assert current().epoch
    assert installed(connection) == wanted(connection)


def test_every_model_says_whether_it_is_public():
    assert undeclared_models() == []
    assert run_checks(app_configs=[apps.get_app_config("cities")]) == []


def test_a_model_declared_neither_public_nor_private_fails_the_check():
    with isolate_apps("cities") as registry:
        festival = declare_models()

    (error,) = undeclared_models(registry)

    assert error.id == "cities.E001"
    assert error.obj is festival
    assert error.is_serious()
    assert tables_of(public_models(registry)) == {"cities_twinning", "cities_twinning_rumours"}


def declare_models():
    """A model that declares nothing, which is returned, and a private and a public one."""

    class Festival(models.Model):  # noqa: DJ008 - never printed
        class Meta:
            app_label = "cities"

    class Rumour(models.Model):  # noqa: DJ008
        in_public_record = False

        class Meta:
            app_label = "cities"

    class Twinning(models.Model):  # noqa: DJ008
        in_public_record = True
        rumours = models.ManyToManyField(Rumour)

        class Meta:
            app_label = "cities"

    return Festival

from django.db import migrations


def exclude(apps, schema_editor):
    # The twin on SQLite is a trigger, installed after migrations: a table remade would lose it.
    if schema_editor.connection.vendor == "postgresql":
        # Not by Django's BtreeGistExtension, which cannot be taken back on SQLite.
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(
            "ALTER TABLE cities_designation ADD CONSTRAINT designation_overlap EXCLUDE USING gist"
            " (city_id WITH =, daterange(in_force_from, lapsed_from, '[)') WITH &&)"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE cities_designation DROP CONSTRAINT designation_overlap")


class Migration(migrations.Migration):
    """A city holds one field at a time.

    In a step of its own: PostgreSQL looks at constraints in the order in which they came, and that a
    city holds a field already says more than that two times overlap.
    """

    replaces = [('cities', '0005_designation_overlap')]

    dependencies = [('cities', '0001_before_the_first_release')]

    operations = [migrations.RunPython(exclude, allow)]

import secrets

from django.db import migrations


def begin(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("INSERT INTO revision VALUES (1, %s, 0)", [secrets.token_hex(8)])


def remove_triggers(apps, schema_editor):
    # On SQLite they are gone before any migration runs; left on PostgreSQL, they would fail every
    # write to the record for want of the table.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS raise_public_revision() CASCADE")


class Migration(migrations.Migration):
    """The table of the unmanaged model Revision, with its only row."""

    dependencies = [("cities", "0003_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE TABLE revision ("
            " id integer PRIMARY KEY CHECK (id = 1),"
            " epoch text NOT NULL,"
            " number bigint NOT NULL)",
            "DROP TABLE revision",
        ),
        migrations.RunPython(begin, remove_triggers),
    ]

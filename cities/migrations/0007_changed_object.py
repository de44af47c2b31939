from django.db import migrations, models


def create(apps, schema_editor):
    # Compared by code points, as SQLite does and Python: a feed merges what both have sorted.
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    text = 'text COLLATE "C" NOT NULL' if on_postgresql else "text NOT NULL"
    schema_editor.execute(
        f"CREATE TABLE changed_object (kind {text}, key {text}, number bigint NOT NULL,"
        " PRIMARY KEY (kind, key))" + ("" if on_postgresql else " WITHOUT ROWID")
    )
    schema_editor.execute(
        "CREATE INDEX changed_object_in_order ON changed_object (number, kind, key)"
    )


def drop(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        # On SQLite the triggers are gone before any migration runs.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT proname FROM pg_proc WHERE starts_with(proname, 'changed_objects_')"
                " AND pg_function_is_visible(oid)"
            )
            functions = [name for (name,) in cursor.fetchall()]
        for name in functions:
            schema_editor.execute(f'DROP FUNCTION "{name}"() CASCADE')
    schema_editor.execute("DROP TABLE changed_object")


class Migration(migrations.Migration):
    """The table of the unmanaged model ChangedObject. Triggers that write it come afterwards."""

    dependencies = [("cities", "0006_revision_changed_at")]

    operations = [
        migrations.RunPython(create, drop),
        migrations.CreateModel(
            name="ChangedObject",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.TextField()),
                ("key", models.TextField()),
                ("number", models.BigIntegerField()),
            ],
            options={"db_table": "changed_object", "managed": False},
        ),
    ]

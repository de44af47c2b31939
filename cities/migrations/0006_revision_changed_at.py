from django.db import migrations, models


class Migration(migrations.Migration):
    """When the revision rose last; nothing as long as nobody knows."""

    dependencies = [("cities", "0005_designation_overlap")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE revision ADD COLUMN changed_at text NOT NULL DEFAULT ''",
            "ALTER TABLE revision DROP COLUMN changed_at",
            [migrations.AddField("revision", "changed_at", models.TextField(default=""))],
        ),
    ]

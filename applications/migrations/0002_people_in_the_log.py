from django.db import migrations

from applications.log.adopting import adopt_what_holds


def adopt(apps, schema_editor):
    """Write into the log who is where, so that acts upon it can be compared from now on."""
    adopt_what_holds(apps.get_app_config('applications').get_model)


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0001_before_the_first_release'),
    ]

    operations = [
        migrations.RunPython(adopt, migrations.RunPython.noop, elidable=True),
    ]

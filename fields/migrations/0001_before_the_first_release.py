import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """All that stood before the first release, in one step.

    A database that took the steps it replaces counts as having taken this one.
    """

    initial = True

    replaces = [
        ('fields', '0001_initial'),
        ('fields', '0002_initial'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CreativeField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True, verbose_name='slug')),
                ('position', models.PositiveSmallIntegerField(unique=True, verbose_name='order')),
                ('name_en', models.CharField(max_length=100, verbose_name='name in English')),
                ('name_fr', models.CharField(max_length=100, verbose_name='name in French')),
                ('name_es', models.CharField(max_length=100, verbose_name='name in Spanish')),
                ('name_ru', models.CharField(max_length=100, verbose_name='name in Russian')),
                ('name_ar', models.CharField(max_length=100, verbose_name='name in Arabic')),
                ('name_zh', models.CharField(max_length=100, verbose_name='name in Chinese')),
                ('definition_en', models.CharField(blank=True, max_length=300, verbose_name='definition in English')),
                ('definition_fr', models.CharField(blank=True, max_length=300, verbose_name='definition in French')),
                ('definition_es', models.CharField(blank=True, max_length=300, verbose_name='definition in Spanish')),
                ('definition_ru', models.CharField(blank=True, max_length=300, verbose_name='definition in Russian')),
                ('definition_ar', models.CharField(blank=True, max_length=300, verbose_name='definition in Arabic')),
                ('definition_zh', models.CharField(blank=True, max_length=300, verbose_name='definition in Chinese')),
                ('first_year', models.PositiveSmallIntegerField(help_text='The year of the first call in which cities could ask for this field.', verbose_name='first year')),
                ('colour_light', models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write a colour like #1d4fb4.')], verbose_name='colour on a light ground')),
                ('colour_dark', models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write a colour like #1d4fb4.')], verbose_name='colour on a dark ground')),
                ('glyph', models.CharField(choices=[('lozenge', 'lozenge'), ('square', 'square'), ('triangle', 'triangle'), ('disc', 'disc'), ('bookmark', 'bookmark'), ('plus', 'plus'), ('ring', 'ring'), ('arch', 'arch'), ('hexagon', 'hexagon')], max_length=16, verbose_name='glyph')),
            ],
            options={
                'verbose_name': 'creative field',
                'verbose_name_plural': 'creative fields',
                'ordering': ('position',),
                'constraints': [models.CheckConstraint(condition=models.Q(('first_year__gte', 2004)), name='field_first_year_not_before_the_network', violation_error_message='The network began in 2004.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalCreativeField',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', models.SlugField(verbose_name='slug')),
                ('position', models.PositiveSmallIntegerField(db_index=True, verbose_name='order')),
                ('name_en', models.CharField(max_length=100, verbose_name='name in English')),
                ('name_fr', models.CharField(max_length=100, verbose_name='name in French')),
                ('name_es', models.CharField(max_length=100, verbose_name='name in Spanish')),
                ('name_ru', models.CharField(max_length=100, verbose_name='name in Russian')),
                ('name_ar', models.CharField(max_length=100, verbose_name='name in Arabic')),
                ('name_zh', models.CharField(max_length=100, verbose_name='name in Chinese')),
                ('definition_en', models.CharField(blank=True, max_length=300, verbose_name='definition in English')),
                ('definition_fr', models.CharField(blank=True, max_length=300, verbose_name='definition in French')),
                ('definition_es', models.CharField(blank=True, max_length=300, verbose_name='definition in Spanish')),
                ('definition_ru', models.CharField(blank=True, max_length=300, verbose_name='definition in Russian')),
                ('definition_ar', models.CharField(blank=True, max_length=300, verbose_name='definition in Arabic')),
                ('definition_zh', models.CharField(blank=True, max_length=300, verbose_name='definition in Chinese')),
                ('first_year', models.PositiveSmallIntegerField(help_text='The year of the first call in which cities could ask for this field.', verbose_name='first year')),
                ('colour_light', models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write a colour like #1d4fb4.')], verbose_name='colour on a light ground')),
                ('colour_dark', models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write a colour like #1d4fb4.')], verbose_name='colour on a dark ground')),
                ('glyph', models.CharField(choices=[('lozenge', 'lozenge'), ('square', 'square'), ('triangle', 'triangle'), ('disc', 'disc'), ('bookmark', 'bookmark'), ('plus', 'plus'), ('ring', 'ring'), ('arch', 'arch'), ('hexagon', 'hexagon')], max_length=16, verbose_name='glyph')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical creative field',
                'verbose_name_plural': 'historical creative fields',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='FieldName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('language', models.CharField(help_text='A language tag such as sv or pt-BR.', max_length=16, verbose_name='language')),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_names', to='fields.creativefield', verbose_name='field')),
            ],
            options={
                'verbose_name': 'other name of a field',
                'verbose_name_plural': 'other names of fields',
                'ordering': ('field__position', 'language', 'name', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('field', 'language', 'name'), name='field_name_once_per_language', violation_error_message='The field already has this name in this language.')],
            },
        ),
    ]

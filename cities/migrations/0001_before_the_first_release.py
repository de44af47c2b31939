import secrets

import cities.models.collation
import cities.models.dates
import cities.models.derived
import cities.models.folding
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from uccn.doors.tables_together import CreateModelsTogether


def create_revision(apps, schema_editor):
    """The table of the unmanaged model Revision, with its only row."""
    schema_editor.execute(
        "CREATE TABLE revision ("
        " id integer PRIMARY KEY CHECK (id = 1),"
        " epoch text NOT NULL,"
        " number bigint NOT NULL,"
        " changed_at text NOT NULL DEFAULT '')"
    )
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("INSERT INTO revision VALUES (1, %s, 0, '')", [secrets.token_hex(8)])


def drop_revision(apps, schema_editor):
    # On SQLite the triggers are gone before any migration runs; left on PostgreSQL, they would fail
    # every write to the record for want of the table.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS raise_public_revision() CASCADE")
    schema_editor.execute("DROP TABLE revision")


def create_changed_object(apps, schema_editor):
    """The table of the unmanaged model ChangedObject. Triggers that write it come afterwards."""
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


def drop_changed_object(apps, schema_editor):
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
    """All that stood before the first release, in one step.

    A database that took the steps it replaces counts as having taken this one.
    """

    initial = True

    replaces = [
        ('cities', '0001_initial'),
        ('cities', '0002_initial'),
        ('cities', '0003_initial'),
        ('cities', '0004_revision'),
        ('cities', '0006_revision_changed_at'),
        ('cities', '0007_changed_object'),
        ('cities', '0008_indexes_of_lists'),
    ]

    dependencies = [
        ('fields', '0001_before_the_first_release'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModelsTogether([
            migrations.CreateModel(
                name='ChangedObject',
                fields=[
                    ('pk', models.CompositePrimaryKey('kind', 'key', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.TextField()),
                    ('key', models.TextField()),
                    ('number', models.BigIntegerField()),
                ],
                options={
                    'db_table': 'changed_object',
                    'managed': False,
                },
            ),
            migrations.CreateModel(
                name='Revision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('epoch', models.TextField()),
                    ('number', models.BigIntegerField()),
                    ('changed_at', models.TextField(default='')),
                ],
                options={
                    'db_table': 'revision',
                    'managed': False,
                },
            ),
            migrations.CreateModel(
                name='Country',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(help_text='The two-letter code of ISO 3166-1.', max_length=2, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$', 'Write two capital letters, such as NO.')], verbose_name='code')),
                    ('name', models.CharField(max_length=100, unique=True, verbose_name='name in English')),
                    ('names', models.JSONField(blank=True, default=dict, help_text='Only where CLDR’s name is not the one to use, such as {“fr”: “Palestine”}.', verbose_name='names in other languages')),
                    ('region', models.CharField(choices=[('africa', 'Africa'), ('arab-states', 'Arab States'), ('asia-pacific', 'Asia and the Pacific'), ('europe-north-america', 'Europe and North America'), ('latin-america-caribbean', 'Latin America and the Caribbean')], max_length=32, verbose_name='UNESCO region')),
                    ('continent', models.CharField(choices=[('africa', 'Africa'), ('america', 'America'), ('asia', 'Asia'), ('europe', 'Europe'), ('oceania', 'Oceania')], max_length=16, verbose_name='continent')),
                    ('subregion', models.CharField(max_length=64, verbose_name='sub-region (M49)')),
                    ('unesco_status', models.CharField(choices=[('member', 'Member State'), ('associate', 'Associate Member'), ('former', 'former Member State')], max_length=16, verbose_name='status in UNESCO')),
                    ('left_unesco_on', models.DateField(blank=True, null=True, verbose_name='left UNESCO on')),
                    ('sort_key', cities.models.derived.DerivedCharField(derive=cities.models.collation.sort_key, max_length=1200, source='name')),
                ],
                options={
                    'verbose_name': 'country',
                    'verbose_name_plural': 'countries',
                    'ordering': ('sort_key', 'code'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('region__in', ['africa', 'arab-states', 'asia-pacific', 'europe-north-america', 'latin-america-caribbean'])), name='country_region_is_one_of_the_five', violation_error_message='UNESCO has five regional groups.'), models.CheckConstraint(condition=models.Q(('unesco_status', 'former'), ('left_unesco_on__isnull', True), _connector='OR'), name='country_that_left_is_a_former_member', violation_error_message='Only a former Member State has a date of leaving.')],
                },
            ),
            migrations.CreateModel(
                name='City',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(help_text='The city’s permanent number. It never changes and is never used again.', unique=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='number')),
                    ('slug', models.SlugField(max_length=80, unique=True, verbose_name='slug')),
                    ('name', models.CharField(max_length=100, verbose_name='name')),
                    ('native_name', models.CharField(blank=True, max_length=100, verbose_name='native name')),
                    ('territory', models.CharField(choices=[('city', 'city'), ('municipality', 'municipality'), ('metropolis', 'metropolitan area'), ('district', 'district'), ('region', 'region'), ('island', 'island')], default='city', max_length=16, verbose_name='territory')),
                    ('latitude', models.FloatField(validators=[django.core.validators.MinValueValidator(-90.0), django.core.validators.MaxValueValidator(90.0)], verbose_name='latitude')),
                    ('longitude', models.FloatField(validators=[django.core.validators.MinValueValidator(-180.0), django.core.validators.MaxValueValidator(180.0)], verbose_name='longitude')),
                    ('geonames_id', models.PositiveIntegerField(blank=True, null=True, verbose_name='GeoNames number')),
                    ('population', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='population')),
                    ('population_scope', models.CharField(blank=True, choices=[('city', 'city'), ('municipality', 'municipality'), ('metropolis', 'metropolitan area'), ('district', 'district'), ('region', 'region'), ('island', 'island')], max_length=16, verbose_name='what the population counts')),
                    ('population_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the population')),
                    ('website', models.URLField(blank=True, verbose_name='web site')),
                    ('sort_key', cities.models.derived.DerivedCharField(derive=cities.models.collation.sort_key, max_length=1200, source='name')),
                    ('folded', cities.models.derived.DerivedCharField(db_index=True, derive=cities.models.folding.fold, max_length=200, source='name')),
                    ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cities', to='cities.country', verbose_name='country')),
                ],
                options={
                    'verbose_name': 'city',
                    'verbose_name_plural': 'cities',
                    'ordering': ('sort_key', 'number'),
                    'indexes': [models.Index(fields=['sort_key', 'number'], name='city_by_name'), models.Index(fields=['country', 'sort_key', 'number'], name='city_of_country_by_name')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('latitude__gte', -90), ('latitude__lte', 90)), name='city_latitude_between_90_south_and_90_north', violation_error_message='A latitude lies between -90 and 90 degrees.'), models.CheckConstraint(condition=models.Q(('longitude__gte', -180), ('longitude__lte', 180)), name='city_longitude_between_180_west_and_180_east', violation_error_message='A longitude lies between -180 and 180 degrees.'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='city_number_is_positive', violation_error_message='City numbers start with 1.'), models.CheckConstraint(condition=models.Q(('population__isnull', True), ('population__gte', 1), _connector='OR'), name='city_population_is_positive_or_unknown', violation_error_message='Leave the population empty where it is unknown.'), models.UniqueConstraint(condition=models.Q(('geonames_id__isnull', False)), fields=('geonames_id',), name='city_geonames_id_once', violation_error_message='Another city has this GeoNames number.'), models.UniqueConstraint(fields=('country', 'name'), name='city_name_once_per_country', violation_error_message='This country already has a city of this name.')],
                },
            ),
            migrations.CreateModel(
                name='CountryName',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('language', models.CharField(blank=True, max_length=16, verbose_name='language')),
                    ('folded', cities.models.derived.DerivedCharField(derive=cities.models.folding.fold, max_length=240, source='name')),
                    ('country', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_names', to='cities.country', verbose_name='country')),
                ],
                options={
                    'verbose_name': 'other name of a country',
                    'verbose_name_plural': 'other names of countries',
                    'ordering': ('country__code', 'pk'),
                    'constraints': [models.UniqueConstraint(fields=('folded',), name='country_name_means_one_country', violation_error_message='This name already means a country.')],
                },
            ),
            migrations.CreateModel(
                name='FormerSlug',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True, verbose_name='slug')),
                    ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='cities.city', verbose_name='city')),
                ],
                options={
                    'verbose_name': 'former slug',
                    'verbose_name_plural': 'former slugs',
                    'ordering': ('slug',),
                },
            ),
            migrations.CreateModel(
                name='HistoricalCity',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(db_index=True, help_text='The city’s permanent number. It never changes and is never used again.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='number')),
                    ('slug', models.SlugField(max_length=80, verbose_name='slug')),
                    ('name', models.CharField(max_length=100, verbose_name='name')),
                    ('native_name', models.CharField(blank=True, max_length=100, verbose_name='native name')),
                    ('territory', models.CharField(choices=[('city', 'city'), ('municipality', 'municipality'), ('metropolis', 'metropolitan area'), ('district', 'district'), ('region', 'region'), ('island', 'island')], default='city', max_length=16, verbose_name='territory')),
                    ('latitude', models.FloatField(validators=[django.core.validators.MinValueValidator(-90.0), django.core.validators.MaxValueValidator(90.0)], verbose_name='latitude')),
                    ('longitude', models.FloatField(validators=[django.core.validators.MinValueValidator(-180.0), django.core.validators.MaxValueValidator(180.0)], verbose_name='longitude')),
                    ('geonames_id', models.PositiveIntegerField(blank=True, null=True, verbose_name='GeoNames number')),
                    ('population', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='population')),
                    ('population_scope', models.CharField(blank=True, choices=[('city', 'city'), ('municipality', 'municipality'), ('metropolis', 'metropolitan area'), ('district', 'district'), ('region', 'region'), ('island', 'island')], max_length=16, verbose_name='what the population counts')),
                    ('population_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the population')),
                    ('website', models.URLField(blank=True, verbose_name='web site')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('country', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.country', verbose_name='country')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical city',
                    'verbose_name_plural': 'historical cities',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalCityText',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('language', models.CharField(max_length=16, verbose_name='language')),
                    ('text', models.TextField(verbose_name='text')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('city', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.city', verbose_name='city')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical profile text',
                    'verbose_name_plural': 'historical profile texts',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalCountry',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('code', models.CharField(db_index=True, help_text='The two-letter code of ISO 3166-1.', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$', 'Write two capital letters, such as NO.')], verbose_name='code')),
                    ('name', models.CharField(db_index=True, max_length=100, verbose_name='name in English')),
                    ('names', models.JSONField(blank=True, default=dict, help_text='Only where CLDR’s name is not the one to use, such as {“fr”: “Palestine”}.', verbose_name='names in other languages')),
                    ('region', models.CharField(choices=[('africa', 'Africa'), ('arab-states', 'Arab States'), ('asia-pacific', 'Asia and the Pacific'), ('europe-north-america', 'Europe and North America'), ('latin-america-caribbean', 'Latin America and the Caribbean')], max_length=32, verbose_name='UNESCO region')),
                    ('continent', models.CharField(choices=[('africa', 'Africa'), ('america', 'America'), ('asia', 'Asia'), ('europe', 'Europe'), ('oceania', 'Oceania')], max_length=16, verbose_name='continent')),
                    ('subregion', models.CharField(max_length=64, verbose_name='sub-region (M49)')),
                    ('unesco_status', models.CharField(choices=[('member', 'Member State'), ('associate', 'Associate Member'), ('former', 'former Member State')], max_length=16, verbose_name='status in UNESCO')),
                    ('left_unesco_on', models.DateField(blank=True, null=True, verbose_name='left UNESCO on')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical country',
                    'verbose_name_plural': 'historical countries',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalSource',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('key', models.SlugField(max_length=120, verbose_name='key')),
                    ('title', models.CharField(max_length=300, verbose_name='title')),
                    ('publisher', models.CharField(blank=True, max_length=200, verbose_name='publisher')),
                    ('language', models.CharField(blank=True, max_length=16, verbose_name='language')),
                    ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                    ('dated_on', cities.models.dates.PartialDateField(blank=True, default='', verbose_name='dated')),
                    ('earliest', models.DateField(blank=True, null=True, verbose_name='speaks of this day at the earliest')),
                    ('latest', models.DateField(blank=True, null=True, verbose_name='speaks of this day at the latest')),
                    ('dates_inferred', models.BooleanField(default=False, verbose_name='these days are inferred')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'historical source',
                    'verbose_name_plural': 'historical sources',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='LoadedRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=64, verbose_name='kind')),
                    ('key', models.CharField(max_length=300, verbose_name='key')),
                    ('values', models.JSONField(verbose_name='values')),
                ],
                options={
                    'verbose_name': 'loaded row',
                    'verbose_name_plural': 'loaded rows',
                    'ordering': ('kind', 'key'),
                    'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='loaded_row_once')],
                },
            ),
            migrations.CreateModel(
                name='Source',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=120, unique=True, verbose_name='key')),
                    ('title', models.CharField(max_length=300, verbose_name='title')),
                    ('publisher', models.CharField(blank=True, max_length=200, verbose_name='publisher')),
                    ('language', models.CharField(blank=True, max_length=16, verbose_name='language')),
                    ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                    ('dated_on', cities.models.dates.PartialDateField(blank=True, default='', verbose_name='dated')),
                    ('earliest', models.DateField(blank=True, null=True, verbose_name='speaks of this day at the earliest')),
                    ('latest', models.DateField(blank=True, null=True, verbose_name='speaks of this day at the latest')),
                    ('dates_inferred', models.BooleanField(default=False, verbose_name='these days are inferred')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('sort_key', cities.models.derived.DerivedCharField(derive=cities.models.collation.sort_key, max_length=1200, source='title')),
                ],
                options={
                    'verbose_name': 'source',
                    'verbose_name_plural': 'sources',
                    'ordering': ('sort_key', 'pk'),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('url', ''), _negated=True), fields=('url',), name='source_address_once', violation_error_message='There is already a source with this address.'), models.CheckConstraint(condition=models.Q(('earliest__isnull', True), ('latest__isnull', True), ('latest__gte', models.F('earliest')), _connector='OR'), name='source_earliest_not_after_latest', violation_error_message='The latest day cannot come before the earliest.')],
                },
            ),
            migrations.CreateModel(
                name='Designation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('call_year', models.PositiveSmallIntegerField(blank=True, help_text='Empty for a change of field outside a call.', null=True, verbose_name='year of the call')),
                    ('announced_on', cities.models.dates.PartialDateField(help_text='As precise as the source: 2015-12-11, 2021-11 or 2004.', verbose_name='announced on')),
                    ('ended_on', cities.models.dates.PartialDateField(blank=True, default='', help_text='The first day on which it no longer holds.', verbose_name='ended on')),
                    ('end_reason', models.CharField(blank=True, choices=[('field-change', 'the city changed its field'), ('withdrawal', 'the city left the network'), ('invited-to-leave', 'the city was invited to leave'), ('merger', 'the city became part of another member')], default='', max_length=20, verbose_name='reason of the end')),
                    ('evidence', models.CharField(choices=[('several', 'several sources agree'), ('single', 'one source only'), ('listing-order', 'the year rests on the order of the official list alone')], default='several', max_length=16, verbose_name='evidence')),
                    ('evidence_note', models.CharField(blank=True, max_length=300, verbose_name='note on the evidence')),
                    ('in_force_from', cities.models.derived.DerivedDateField(db_index=True, derive=cities.models.dates.last_day, source='announced_on', verbose_name='in force from')),
                    ('lapsed_from', cities.models.derived.DerivedDateField(derive=cities.models.dates.last_day, null=True, source='ended_on', verbose_name='no longer in force from')),
                    ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='cities.city', verbose_name='city')),
                    ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designations', to='fields.creativefield', verbose_name='creative field')),
                    ('successor', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessor', to='cities.designation', verbose_name='followed by')),
                    ('sources', models.ManyToManyField(blank=True, related_name='designations', to='cities.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'designation',
                    'verbose_name_plural': 'designations',
                    'ordering': ('in_force_from', 'city__number', 'pk'),
                    'indexes': [models.Index(fields=['city', 'in_force_from', 'lapsed_from', 'field'], name='designation_of_city'), models.Index(fields=['field', 'city', 'in_force_from', 'lapsed_from'], name='designation_of_field')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', '')), fields=('city',), name='designation_one_in_force_per_city', violation_error_message='The city already holds a field: end that one first.'), models.CheckConstraint(condition=models.Q(('lapsed_from__isnull', True), ('lapsed_from__gt', models.F('in_force_from')), _connector='OR'), name='designation_ends_after_it_begins', violation_error_message='A designation cannot end before it begins.'), models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_on', '')), models.Q(models.Q(('ended_on', ''), _negated=True), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='designation_ended_with_a_reason', violation_error_message='An ended designation has a date and a reason; one in force has neither.')],
                },
            ),
            migrations.CreateModel(
                name='HistoricalDesignation',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('call_year', models.PositiveSmallIntegerField(blank=True, help_text='Empty for a change of field outside a call.', null=True, verbose_name='year of the call')),
                    ('announced_on', cities.models.dates.PartialDateField(help_text='As precise as the source: 2015-12-11, 2021-11 or 2004.', verbose_name='announced on')),
                    ('ended_on', cities.models.dates.PartialDateField(blank=True, default='', help_text='The first day on which it no longer holds.', verbose_name='ended on')),
                    ('end_reason', models.CharField(blank=True, choices=[('field-change', 'the city changed its field'), ('withdrawal', 'the city left the network'), ('invited-to-leave', 'the city was invited to leave'), ('merger', 'the city became part of another member')], default='', max_length=20, verbose_name='reason of the end')),
                    ('evidence', models.CharField(choices=[('several', 'several sources agree'), ('single', 'one source only'), ('listing-order', 'the year rests on the order of the official list alone')], default='several', max_length=16, verbose_name='evidence')),
                    ('evidence_note', models.CharField(blank=True, max_length=300, verbose_name='note on the evidence')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('city', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.city', verbose_name='city')),
                    ('field', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='fields.creativefield', verbose_name='creative field')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('successor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.designation', verbose_name='followed by')),
                ],
                options={
                    'verbose_name': 'historical designation',
                    'verbose_name_plural': 'historical designations',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('kind', models.CharField(choices=[('company', 'company'), ('university', 'university or school'), ('association', 'association'), ('partnership', 'partnership of public bodies, companies and schools'), ('public-body', 'public body')], max_length=16, verbose_name='kind')),
                    ('description', models.CharField(blank=True, max_length=300, verbose_name='what it does')),
                    ('founded_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='founded in')),
                    ('runs_membership', models.BooleanField(default=False, verbose_name='runs the city’s membership')),
                    ('website', models.URLField(blank=True, verbose_name='web site')),
                    ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='organisations', to='cities.city', verbose_name='city')),
                    ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='cities.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'organisation',
                    'verbose_name_plural': 'organisations',
                    'ordering': ('city__number', 'kind', 'name', 'pk'),
                    'constraints': [models.UniqueConstraint(fields=('city', 'name'), name='organisation_once_per_city', violation_error_message='The city already names this organisation.')],
                },
            ),
            migrations.CreateModel(
                name='HistoricalStatement',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('key', models.SlugField(max_length=120, verbose_name='key')),
                    ('printed', models.CharField(help_text='The figure or claim in the source’s own words.', max_length=300, verbose_name='as printed')),
                    ('language', models.CharField(blank=True, max_length=16, verbose_name='language of the print')),
                    ('metric', models.CharField(choices=[('members', 'number of member cities'), ('countries', 'number of countries with a member city'), ('fields', 'number of fields with a member city'), ('founded', 'year in which the network began'), ('membership', 'a city is a member'), ('designation', 'a city holds a field since a date'), ('first', 'a city is the first in a scope'), ('only', 'a city is the only one in a scope')], max_length=16, verbose_name='about')),
                    ('value', models.IntegerField(blank=True, null=True, verbose_name='figure')),
                    ('value_date', cities.models.dates.PartialDateField(blank=True, default='', verbose_name='date claimed')),
                    ('without_city', models.BooleanField(default=False, help_text='As in “30 fellow design cities”.', verbose_name='the figure leaves the city out')),
                    ('scope', models.CharField(choices=[('network', 'the whole network'), ('region', 'a UNESCO region'), ('continent', 'a continent'), ('countries', 'one or more countries')], default='network', max_length=16, verbose_name='scope')),
                    ('region', models.CharField(blank=True, choices=[('africa', 'Africa'), ('arab-states', 'Arab States'), ('asia-pacific', 'Asia and the Pacific'), ('europe-north-america', 'Europe and North America'), ('latin-america-caribbean', 'Latin America and the Caribbean')], max_length=32, verbose_name='UNESCO region')),
                    ('continent', models.CharField(blank=True, choices=[('africa', 'Africa'), ('america', 'America'), ('asia', 'Asia'), ('europe', 'Europe'), ('oceania', 'Oceania')], max_length=16, verbose_name='continent')),
                    ('scope_name', models.CharField(blank=True, help_text='Such as Nordic countries.', max_length=100, verbose_name='name of the scope')),
                    ('said_on', cities.models.dates.PartialDateField(blank=True, default='', help_text='A date that the source itself bears for this statement; often there is none.', verbose_name='said on')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('city', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.city', verbose_name='city')),
                    ('field', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='fields.creativefield', verbose_name='creative field')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'historical statement',
                    'verbose_name_plural': 'historical statements',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalOrganisation',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('kind', models.CharField(choices=[('company', 'company'), ('university', 'university or school'), ('association', 'association'), ('partnership', 'partnership of public bodies, companies and schools'), ('public-body', 'public body')], max_length=16, verbose_name='kind')),
                    ('description', models.CharField(blank=True, max_length=300, verbose_name='what it does')),
                    ('founded_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='founded in')),
                    ('runs_membership', models.BooleanField(default=False, verbose_name='runs the city’s membership')),
                    ('website', models.URLField(blank=True, verbose_name='web site')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('city', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.city', verbose_name='city')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'historical organisation',
                    'verbose_name_plural': 'historical organisations',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalFocalPoint',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('role', models.CharField(choices=[('focal-point', 'focal point'), ('alternate', 'alternate focal point'), ('contact', 'contact, role not stated')], max_length=16, verbose_name='role')),
                    ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                    ('telephone', models.CharField(blank=True, max_length=16, validators=[django.core.validators.RegexValidator('^\\+[1-9]\\d{6,14}$', 'Write the number in international form, such as +46703733165.')], verbose_name='telephone')),
                    ('telephone_printed', models.CharField(blank=True, max_length=40, verbose_name='telephone as printed')),
                    ('is_public', models.BooleanField(default=False, verbose_name='shown to everybody')),
                    ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                    ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('verified_on', models.DateField(blank=True, null=True, verbose_name='last verified on')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('city', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.city', verbose_name='city')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.organisation', verbose_name='organisation')),
                    ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'historical focal point',
                    'verbose_name_plural': 'historical focal points',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalDesignation_sources',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('designation', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.designation')),
                    ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='cities.historicaldesignation')),
                    ('source', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.source')),
                ],
                options={
                    'verbose_name': 'HistoricalDesignation_sources',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalCityName',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('kind', models.CharField(choices=[('native', 'in the city’s own language'), ('alternative', 'another official or common form'), ('translation', 'in another language'), ('former', 'former name'), ('as-printed', 'as a source prints it'), ('misspelling', 'misspelling'), ('gazetteer', 'from the gazetteer')], default='alternative', max_length=16, verbose_name='kind')),
                    ('language', models.CharField(blank=True, help_text='A language tag such as sv or zh-Hans.', max_length=16, verbose_name='language')),
                    ('script', models.CharField(blank=True, max_length=32, verbose_name='script')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('city', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.city', verbose_name='city')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'historical other name of a city',
                    'verbose_name_plural': 'historical other names of cities',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalAsset',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('event', 'event'), ('project', 'project'), ('publication', 'publication'), ('figure', 'figure'), ('goal', 'goal'), ('offer', 'offer to other cities'), ('wish', 'wish for co-operation')], max_length=16, verbose_name='kind')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('description', models.CharField(blank=True, max_length=500, verbose_name='description')),
                    ('every_years', models.PositiveSmallIntegerField(blank=True, help_text='2 for a biennial event.', null=True, verbose_name='every … years')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                    ('history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField(db_index=True)),
                    ('history_change_reason', models.CharField(max_length=100, null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('city', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.city', verbose_name='city')),
                    ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'historical part of a city’s profile',
                    'verbose_name_plural': 'historical parts of cities’ profiles',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='FocalPoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200, verbose_name='name')),
                    ('role', models.CharField(choices=[('focal-point', 'focal point'), ('alternate', 'alternate focal point'), ('contact', 'contact, role not stated')], max_length=16, verbose_name='role')),
                    ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                    ('telephone', models.CharField(blank=True, max_length=16, validators=[django.core.validators.RegexValidator('^\\+[1-9]\\d{6,14}$', 'Write the number in international form, such as +46703733165.')], verbose_name='telephone')),
                    ('telephone_printed', models.CharField(blank=True, max_length=40, verbose_name='telephone as printed')),
                    ('is_public', models.BooleanField(default=False, verbose_name='shown to everybody')),
                    ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                    ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('verified_on', models.DateField(blank=True, null=True, verbose_name='last verified on')),
                    ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='focal_points', to='cities.city', verbose_name='city')),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='focal_points', to='cities.organisation', verbose_name='organisation')),
                    ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='focal_points', to='cities.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'focal point',
                    'verbose_name_plural': 'focal points',
                    'ordering': ('city__number', 'role', 'name', 'pk'),
                    'constraints': [models.UniqueConstraint(fields=('city', 'name'), name='focal_point_once_per_city', violation_error_message='This person already speaks for this city.'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='focal_point_until_not_before_since', violation_error_message='The last day cannot come before the first.')],
                },
            ),
            migrations.CreateModel(
                name='CityName',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('kind', models.CharField(choices=[('native', 'in the city’s own language'), ('alternative', 'another official or common form'), ('translation', 'in another language'), ('former', 'former name'), ('as-printed', 'as a source prints it'), ('misspelling', 'misspelling'), ('gazetteer', 'from the gazetteer')], default='alternative', max_length=16, verbose_name='kind')),
                    ('language', models.CharField(blank=True, help_text='A language tag such as sv or zh-Hans.', max_length=16, verbose_name='language')),
                    ('script', models.CharField(blank=True, max_length=32, verbose_name='script')),
                    ('folded', cities.models.derived.DerivedCharField(db_index=True, derive=cities.models.folding.fold, max_length=240, source='name')),
                    ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='cities.city', verbose_name='city')),
                    ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='city_names', to='cities.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'other name of a city',
                    'verbose_name_plural': 'other names of cities',
                    'ordering': ('city__number', 'pk'),
                    'indexes': [models.Index(fields=['language', 'kind', 'city'], name='city_name_in_language')],
                    'constraints': [models.UniqueConstraint(fields=('city', 'name', 'kind'), name='city_name_once_per_kind', violation_error_message='The city already has this name of this kind.')],
                },
            ),
            migrations.CreateModel(
                name='Asset',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('event', 'event'), ('project', 'project'), ('publication', 'publication'), ('figure', 'figure'), ('goal', 'goal'), ('offer', 'offer to other cities'), ('wish', 'wish for co-operation')], max_length=16, verbose_name='kind')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('description', models.CharField(blank=True, max_length=500, verbose_name='description')),
                    ('every_years', models.PositiveSmallIntegerField(blank=True, help_text='2 for a biennial event.', null=True, verbose_name='every … years')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                    ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assets', to='cities.city', verbose_name='city')),
                    ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assets', to='cities.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'part of a city’s profile',
                    'verbose_name_plural': 'parts of cities’ profiles',
                    'ordering': ('city__number', 'kind', 'position', 'title', 'pk'),
                    'constraints': [models.UniqueConstraint(fields=('city', 'kind', 'title'), name='asset_once_per_city', violation_error_message='The city’s profile already has this.'), models.CheckConstraint(condition=models.Q(('every_years__isnull', True), models.Q(('every_years__gte', 1), ('kind', 'event')), _connector='OR'), name='asset_recurs_only_if_event', violation_error_message='Only an event recurs, every one or more years.')],
                },
            ),
            migrations.CreateModel(
                name='Statement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=120, verbose_name='key')),
                    ('printed', models.CharField(help_text='The figure or claim in the source’s own words.', max_length=300, verbose_name='as printed')),
                    ('language', models.CharField(blank=True, max_length=16, verbose_name='language of the print')),
                    ('metric', models.CharField(choices=[('members', 'number of member cities'), ('countries', 'number of countries with a member city'), ('fields', 'number of fields with a member city'), ('founded', 'year in which the network began'), ('membership', 'a city is a member'), ('designation', 'a city holds a field since a date'), ('first', 'a city is the first in a scope'), ('only', 'a city is the only one in a scope')], max_length=16, verbose_name='about')),
                    ('value', models.IntegerField(blank=True, null=True, verbose_name='figure')),
                    ('value_date', cities.models.dates.PartialDateField(blank=True, default='', verbose_name='date claimed')),
                    ('without_city', models.BooleanField(default=False, help_text='As in “30 fellow design cities”.', verbose_name='the figure leaves the city out')),
                    ('scope', models.CharField(choices=[('network', 'the whole network'), ('region', 'a UNESCO region'), ('continent', 'a continent'), ('countries', 'one or more countries')], default='network', max_length=16, verbose_name='scope')),
                    ('region', models.CharField(blank=True, choices=[('africa', 'Africa'), ('arab-states', 'Arab States'), ('asia-pacific', 'Asia and the Pacific'), ('europe-north-america', 'Europe and North America'), ('latin-america-caribbean', 'Latin America and the Caribbean')], max_length=32, verbose_name='UNESCO region')),
                    ('continent', models.CharField(blank=True, choices=[('africa', 'Africa'), ('america', 'America'), ('asia', 'Asia'), ('europe', 'Europe'), ('oceania', 'Oceania')], max_length=16, verbose_name='continent')),
                    ('scope_name', models.CharField(blank=True, help_text='Such as Nordic countries.', max_length=100, verbose_name='name of the scope')),
                    ('said_on', cities.models.dates.PartialDateField(blank=True, default='', help_text='A date that the source itself bears for this statement; often there is none.', verbose_name='said on')),
                    ('note', models.TextField(blank=True, verbose_name='note')),
                    ('city', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='cities.city', verbose_name='city')),
                    ('countries', models.ManyToManyField(blank=True, related_name='statements', to='cities.country', verbose_name='countries')),
                    ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='fields.creativefield', verbose_name='creative field')),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='cities.source', verbose_name='source')),
                ],
                options={
                    'verbose_name': 'statement',
                    'verbose_name_plural': 'statements',
                    'ordering': ('source__sort_key', 'source__pk', 'pk'),
                    'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='statement_key_once_per_source', violation_error_message='This source already has a statement with this key.'), models.CheckConstraint(condition=models.Q(models.Q(('metric__in', ['members', 'countries', 'fields', 'founded']), _negated=True), ('value__isnull', False), _connector='OR'), name='statement_of_a_number_has_a_figure', violation_error_message='A statement about a number needs its figure.'), models.CheckConstraint(condition=models.Q(models.Q(('metric__in', ['membership', 'designation', 'first', 'only']), _negated=True), ('city__isnull', False), _connector='OR'), name='statement_about_a_city_names_it', violation_error_message='A statement about a city needs the city.'), models.CheckConstraint(condition=models.Q(models.Q(('metric', 'designation'), _negated=True), ('field__isnull', False), _connector='OR'), name='statement_of_a_designation_names_the_field', violation_error_message='A statement about a designation needs the field.'), models.CheckConstraint(condition=models.Q(('without_city', False), ('city__isnull', False), _connector='OR'), name='statement_without_a_city_names_it', violation_error_message='Say which city the figure leaves out.'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('scope', 'region'), _negated=True), models.Q(('region', ''), _negated=True), _connector='OR'), models.Q(models.Q(('scope', 'continent'), _negated=True), models.Q(('continent', ''), _negated=True), _connector='OR')), name='statement_scope_is_named', violation_error_message='Say which region or continent the statement speaks of.')],
                },
            ),
            migrations.CreateModel(
                name='HistoricalStatement_countries',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                    ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                    ('country', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.country')),
                    ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='cities.historicalstatement')),
                    ('statement', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cities.statement')),
                ],
                options={
                    'verbose_name': 'HistoricalStatement_countries',
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='CityText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('language', models.CharField(max_length=16, verbose_name='language')),
                    ('text', models.TextField(verbose_name='text')),
                    ('city', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='cities.city', verbose_name='city')),
                ],
                options={
                    'verbose_name': 'profile text',
                    'verbose_name_plural': 'profile texts',
                    'ordering': ('city__number', 'language', 'pk'),
                    'constraints': [models.UniqueConstraint(fields=('city', 'language'), name='city_text_once_per_language', violation_error_message='The city already has a text in this language.')],
                },
            ),
        ]),
        migrations.RunPython(create_revision, drop_revision),
        migrations.RunPython(create_changed_object, drop_changed_object),
    ]

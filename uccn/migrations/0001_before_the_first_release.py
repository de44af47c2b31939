import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uccn.access.quotas
import uccn.access.scopes
import uccn.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """All that stood before the first release, in one step.

    A database that took the steps it replaces counts as having taken this one.
    """

    initial = True

    replaces = [
        ('uccn', '0001_initial'),
        ('uccn', '0002_partner_key'),
        ('uccn', '0003_deletion_requested'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('email', models.EmailField(error_messages={'unique': 'There is already an account with this e-mail address.'}, max_length=254, unique=True, verbose_name='e-mail address')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'Français'), ('es', 'Español'), ('ru', 'Русский'), ('ar', 'العربية'), ('zh-hans', '中文')], default='en', max_length=8, verbose_name='language')),
                ('time_zone', models.CharField(default='UTC', max_length=64, validators=[uccn.models.validate_time_zone], verbose_name='time zone')),
                ('deletion_requested_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='asked for deletion')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'ordering': ('email', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='PartnerKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partner', models.CharField(max_length=150, verbose_name='partner')),
                ('contact', models.EmailField(help_text='Who is told when the key expires or misbehaves.', max_length=254, verbose_name='contact')),
                ('scopes', models.JSONField(default=uccn.access.scopes.every_scope, validators=[uccn.access.scopes.validate_scopes], verbose_name='scopes')),
                ('limit', models.CharField(blank=True, help_text='Such as 12000/minute. Empty for the limit of all partners.', max_length=20, validators=[uccn.access.quotas.validate_quota], verbose_name='limit')),
                ('expires_at', models.DateTimeField(default=uccn.models.a_year_from_now, verbose_name='expires')),
                ('prefix', models.CharField(editable=False, max_length=8, unique=True, verbose_name='begins with')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('issued_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='issued')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='revoked')),
                ('last_used_at', models.DateTimeField(editable=False, null=True, verbose_name='last used')),
                ('issued_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by')),
                ('revoked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='revoked by')),
            ],
            options={
                'verbose_name': "partner's key",
                'verbose_name_plural': "partners' keys",
                'ordering': ('partner', '-issued_at', 'pk'),
            },
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_is_lower_case', violation_error_message='E-mail addresses are kept in lower case.'),
        ),
        migrations.AddConstraint(
            model_name='partnerkey',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('issued_at'))), name='partner_key_expires_after_it_was_issued', violation_error_message='A key expires after it was issued.'),
        ),
    ]

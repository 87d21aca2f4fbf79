"""Retention rules, erasures, and what makes the digests of candidates on the ledger impossible to guess."""

import sqlite3

import django.core.validators
import django.db.models.deletion
import muster.apps.hire.models.candidates
from django.conf import settings
from django.db import migrations, models


def forget_at_once(apps, editor):
    """Let the index of searches remove words themselves when a text goes, not note that they are gone."""
    if editor.connection.vendor == "sqlite" and sqlite3.sqlite_version_info >= (3, 42):
        editor.execute("INSERT INTO hire_applicationtext_fts(hire_applicationtext_fts, rank) VALUES ('secure-delete', 1)")


class Migration(migrations.Migration):

    dependencies = [
        ('hire', '0012_undecided'),
        ('org', '0003_imports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='candidate',
            name='erased_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erased'),
        ),
        migrations.AddField(
            model_name='candidate',
            name='salt',
            field=models.CharField(blank=True, default='', editable=False, max_length=32),
        ),
        migrations.AlterField(
            model_name='candidate',
            name='salt',
            field=models.CharField(blank=True, default=muster.apps.hire.models.candidates.new_salt, editable=False, max_length=32),
        ),
        migrations.RunPython(forget_at_once, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('cause', models.CharField(choices=[('asked', 'The candidate asked for it'), ('time', 'The time for which data are kept is over')], max_length=5, verbose_name='cause')),
                ('state', models.CharField(choices=[('open', 'To be decided'), ('done', 'Erased'), ('declined', 'Declined'), ('withdrawn', 'Not due any more')], default='open', max_length=9, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked')),
                ('due_on', models.DateField(verbose_name='due')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='hire.candidate', verbose_name='candidate')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ],
            options={
                'verbose_name': 'erasure',
                'verbose_name_plural': 'erasures',
                'ordering': ('due_on', 'pk'),
                'indexes': [models.Index(fields=['state', 'cause', 'due_on', 'id'], name='hire_erasure_due'), models.Index(fields=['state', '-decided_at', '-id'], name='hire_erasure_decided')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('candidate',), name='hire_erasure_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='hire_erasure_declined')],
            },
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country of the opening')),
                ('months', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='months')),
                ('family', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.jobfamily', verbose_name='job family')),
            ],
            options={
                'verbose_name': 'retention rule',
                'verbose_name_plural': 'retention rules',
                'ordering': ('country', 'family', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('country', 'family'), name='hire_retention_once'), models.UniqueConstraint(condition=models.Q(('family', None)), fields=('country',), name='hire_retention_once_all'), models.CheckConstraint(condition=models.Q(('months__gte', 1), ('months__lte', 120)), name='hire_retention_months')],
            },
        ),
    ]

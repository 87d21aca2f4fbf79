import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_answers'),
        ('hire', '0015_notes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('format', models.CharField(choices=[('csv', 'CSV'), ('parquet', 'Parquet'), ('json', 'JSON, as Greenhouse has it')], max_length=8, verbose_name='format')),
                ('state', models.CharField(choices=[('queued', 'Being made'), ('done', 'Ready'), ('written', 'Written on the server'), ('failed', 'Failed'), ('removed', 'Removed')], default='queued', max_length=8, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked for')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='goes away')),
                ('rights', models.JSONField(default=dict, editable=False, verbose_name='rights')),
                ('counts', models.JSONField(default=dict, editable=False, verbose_name='records')),
                ('problem', models.CharField(blank=True, max_length=500, verbose_name='problem')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='file')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.job', verbose_name='job')),
            ],
            options={
                'verbose_name': 'export',
                'verbose_name_plural': 'exports',
                'ordering': ('-asked_at', '-pk'),
                'indexes': [models.Index(fields=['asked_by', '-asked_at'], name='hire_export_mine')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'done', 'written', 'failed', 'removed'])), name='hire_export_state')],
            },
        ),
    ]

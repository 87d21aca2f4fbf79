import django.db.models.deletion
import muster.apps.hire.models.candidates
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hire', '0016_exports'),
    ]

    operations = [
        migrations.CreateModel(
            name='OfferElsewhere',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('system', models.CharField(max_length=20, verbose_name='system')),
                ('external', models.CharField(max_length=60, verbose_name='id elsewhere')),
                ('number', models.PositiveIntegerField(default=1, verbose_name='version of the offer')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('accepted', 'Accepted'), ('rejected', 'Declined by the candidate'), ('withdrawn', 'Withdrawn')], max_length=9, verbose_name='status')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='sent on')),
                ('resolved_on', models.DateField(blank=True, null=True, verbose_name='answered on')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('terms', models.JSONField(blank=True, default=dict, verbose_name='terms')),
                ('salt', models.CharField(blank=True, default=muster.apps.hire.models.candidates.new_salt, editable=False, max_length=32)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers_elsewhere', to='hire.application', verbose_name='application')),
            ],
            options={
                'verbose_name': 'offer made elsewhere',
                'verbose_name_plural': 'offers made elsewhere',
                'ordering': ('-number', '-pk'),
                'constraints': [models.UniqueConstraint(fields=('system', 'external'), name='hire_offer_elsewhere_external'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'open', 'accepted', 'rejected', 'withdrawn'])), name='hire_offer_elsewhere_status')],
            },
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('org', '0003_imports'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='employeeimport',
            name='org_import_state',
        ),
        migrations.AddField(
            model_name='employeeimport',
            name='columns',
            field=models.JSONField(default=dict, verbose_name='columns'),
        ),
        migrations.AlterField(
            model_name='employeeimport',
            name='state',
            field=models.CharField(choices=[('columns', 'Columns to be told'), ('checking', 'Being checked'), ('refused', 'Has problems'), ('ready', 'Ready to import'), ('applying', 'Being imported'), ('applied', 'Imported'), ('outdated', 'Check it again'), ('discarded', 'Given up')], default='checking', max_length=10, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='employeeimport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['columns', 'checking', 'refused', 'ready', 'applying', 'applied', 'outdated', 'discarded'])), name='org_import_state'),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ties', '0004_follow_up_and_triage'),
    ]

    operations = [
        migrations.AddField(
            model_name='capacity',
            name='crowded_because',
            field=models.CharField(blank=True, max_length=200, verbose_name='why I say so'),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0006_discarded_generation")]

    operations = [
        migrations.CreateModel(
            name="ChangedItem",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("version", models.BigIntegerField(default=1)),
            ],
            options={"verbose_name": "changed item", "verbose_name_plural": "changed items"},
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0005_document_text")]

    operations = [
        migrations.AlterField(
            model_name="searchgeneration",
            name="state",
            field=models.CharField(
                choices=[
                    ("building", "Building"),
                    ("live", "Live"),
                    ("retired", "Retired"),
                    ("discarded", "Discarded"),
                ],
                default="building",
                max_length=10,
            ),
        ),
    ]

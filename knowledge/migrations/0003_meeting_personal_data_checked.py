from django.db import migrations, models


def mark_published(apps, schema_editor):
    """Meetings that visitors read already stay published when they are saved again."""
    apps.get_model("knowledge", "MeetingPage").objects.filter(live=True).update(personal_data_checked=True)


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0002_meeting")]

    operations = [
        migrations.AddField(
            model_name="meetingpage",
            name="personal_data_checked",
            field=models.BooleanField(
                default=False,
                help_text=(
                    "Neither the text nor a file on the page tells of a person who need not be named. Needed to publish."
                ),
                verbose_name="personal data checked",
            ),
        ),
        migrations.RunPython(mark_published, migrations.RunPython.noop, elidable=True),
    ]

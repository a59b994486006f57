"""The workflow that Wagtail gives every site gets a Swedish name: editors read it on the button that sends a page for review.

One that somebody has named already keeps its name.
"""

from django.db import migrations

ENGLISH, SWEDISH = "Moderators approval", "Granskning"


def rename(apps, schema_editor):
    _give(apps, ENGLISH, SWEDISH)


def rename_back(apps, schema_editor):
    _give(apps, SWEDISH, ENGLISH)


def _give(apps, old, new):
    for model in ("Workflow", "Task"):
        apps.get_model("wagtailcore", model).objects.filter(name=old).update(name=new)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(rename, rename_back)]

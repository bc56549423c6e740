"""The words of a name are indexed as they are written, too: the old entries go, and `seed` or `index` writes them anew."""

from django.db import migrations


def forward(apps, editor):
    apps.get_model("portal", "SearchEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("portal", "0008_enquiries")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]

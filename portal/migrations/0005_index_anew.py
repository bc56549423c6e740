"""What a search finds of a record has grown: the old entries go, and `seed` or `index` writes them anew."""

from django.db import migrations


def forward(apps, editor):
    apps.get_model("portal", "SearchEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_plain_addresses")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]

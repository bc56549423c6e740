"""Names are ordered and indexed by their reading: the old entries go, and `seed` or `index` writes all of it anew. Until then English
pages have the order of before."""

from django.db import migrations
from django.db.models.functions import Lower


def forward(apps, editor):
    apps.get_model("portal", "Record").objects.update(name_sort_en=Lower("name_en"))
    apps.get_model("portal", "SearchEntry").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("portal", "0011_names_as_they_are_read")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]

"""What was typed into forms of staff whose session had ended, sealed."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0017_wiped_enquiries_say_nothing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptForm",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="digest of the key")),
                ("path", models.CharField(max_length=300, verbose_name="address")),
                ("sealed", models.BinaryField(verbose_name="content")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="at")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="account"
                    ),
                ),
            ],
            options={
                "verbose_name": "kept form",
                "verbose_name_plural": "kept forms",
                "ordering": ["-at", "key"],
            },
        ),
    ]

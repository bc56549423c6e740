from django.db import migrations, models
from django.db.models.functions import Coalesce

DAY = Coalesce("happened_on", "replaces__happened_on")


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0013_the_same_bounds_everywhere")]

    operations = [
        migrations.AlterModelOptions(
            "nominationevent",
            {
                "ordering": ["nomination", models.OrderBy(DAY, nulls_first=True), "recorded_at", "id"],
                "verbose_name": "nomination event",
                "verbose_name_plural": "nomination events",
            },
        )
    ]

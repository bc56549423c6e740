from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0037_cells_of_imported_rows"),
    ]

    operations = [
        migrations.AlterField(
            model_name="sheetimport",
            name="stage",
            field=models.CharField(
                blank=True,
                choices=[
                    ("waiting", "waits for its turn"),
                    ("reading", "cells are read"),
                    ("matching", "rows are compared with those of the portal"),
                    ("writing", "rows are written"),
                ],
                max_length=10,
                verbose_name="stage",
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0035_imports_of_sheets"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalmeasure",
            name="adds_up",
            field=models.CharField(
                blank=True,
                choices=[
                    ("yes", "yes, where qualifiers, currencies and periods allow it"),
                    ("whole-show", "no: of a whole show, not of the province’s own"),
                ],
                help_text="Only where no two of its figures count the same thing. Otherwise each figure stands for itself.",
                max_length=10,
                verbose_name="added up in tables",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="adds_up",
            field=models.CharField(
                blank=True,
                choices=[
                    ("yes", "yes, where qualifiers, currencies and periods allow it"),
                    ("whole-show", "no: of a whole show, not of the province’s own"),
                ],
                help_text="Only where no two of its figures count the same thing. Otherwise each figure stands for itself.",
                max_length=10,
                verbose_name="added up in tables",
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0013_pictures_with_credit_and_rights"),
    ]

    operations = [
        migrations.AlterField(
            model_name="secondfactor",
            name="secret",
            field=models.CharField(max_length=255, verbose_name="secret"),
        ),
    ]

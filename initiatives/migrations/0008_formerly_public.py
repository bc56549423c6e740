from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0007_names_as_they_are_read")]

    operations = [
        migrations.CreateModel(
            name="FormerlyPublic",
            fields=[
                (
                    "nomination",
                    models.OneToOneField(
                        on_delete=models.deletion.CASCADE,
                        primary_key=True,
                        related_name="formerly_public",
                        serialize=False,
                        to="initiatives.nomination",
                        verbose_name="nomination",
                    ),
                ),
                ("noted_at", models.DateTimeField(verbose_name="noted at")),
            ],
            options={
                "verbose_name": "formerly public nomination",
                "verbose_name_plural": "formerly public nominations",
                "ordering": ["nomination"],
            },
        ),
    ]

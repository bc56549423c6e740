"""What one database cannot keep, no database takes: the size of numbers. A place in an order that was beyond it stays the last; years
that are none, such as 25, are taken out, since nobody can tell what they meant (the history of the round keeps them)."""

from django.db import migrations, models


def bring_within(apps, editor):
    apps.get_model("initiatives", "SelectionCategory").objects.filter(position__gt=32767).update(position=32767)
    is_none = models.Q()
    for year in ("first_year", "last_year"):
        is_none |= models.Q(**{f"{year}__lt": 1000}) | models.Q(**{f"{year}__gt": 9999})
    apps.get_model("initiatives", "SelectionRound").objects.filter(is_none).update(first_year=None, last_year=None)


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0012_corrections_are_whole"),
        ("portal", "0019_the_same_bounds_everywhere"),
    ]

    operations = [
        migrations.RunPython(bring_within, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="selectioncategory",
            constraint=models.CheckConstraint(
                condition=models.Q(("position", None), models.Q(("position__gte", 0), ("position__lte", 32767)), _connector="OR"),
                name="selectioncategory_position_is_within_bounds",
                violation_error_message="A position is at most 32,767.",
            ),
        ),
        migrations.AddConstraint(
            model_name="selectionround",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_year", None), models.Q(("first_year__gte", 1000), ("first_year__lte", 9999)), _connector="OR"),
                name="selectionround_first_year_is_within_bounds",
                violation_error_message="Give the first year with four digits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="selectionround",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_year", None), models.Q(("last_year__gte", 1000), ("last_year__lte", 9999)), _connector="OR"),
                name="selectionround_last_year_is_within_bounds",
                violation_error_message="Give the last year with four digits.",
            ),
        ),
    ]

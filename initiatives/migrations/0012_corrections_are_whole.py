from django.db import migrations, models
from django.db.models import F, Q

CONSTRAINTS = [
    models.CheckConstraint(
        name="nomination_event_correction_names_what_it_replaces",
        condition=~Q(verb="corrected") | Q(replaces__isnull=False),
        violation_error_message="A correction names the event that it replaces.",
    ),
    models.CheckConstraint(
        name="nomination_event_replaces_with_reason_and_passage",
        condition=Q(replaces=None) | (Q(passage__isnull=False) & ~Q(reason_en="", reason_zh="")),
        violation_error_message="Say why the event is replaced, in English or Chinese, and cite the passage that says so.",
    ),
    models.CheckConstraint(
        name="nomination_event_gives_a_reason_only_where_it_replaces",
        condition=Q(replaces__isnull=False) | Q(reason_en="", reason_zh=""),
        violation_error_message="The reason is that of a correction: choose the event that is replaced.",
    ),
    models.CheckConstraint(
        name="nomination_event_does_not_replace_itself",
        condition=Q(replaces=None) | ~Q(replaces=F("id")),
        violation_error_message="An event does not replace itself.",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0011_earlier_corrections")]

    operations = [migrations.AddConstraint("nominationevent", constraint) for constraint in CONSTRAINTS]

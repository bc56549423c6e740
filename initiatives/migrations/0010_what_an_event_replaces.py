from django.db import migrations, models

import portal.text.fields
from initiatives.models.nominations import cascade_until_public

VERBS = [
    ("submitted", "submitted"),
    ("recommended", "recommended"),
    ("under-review", "under review"),
    ("recognized", "recognized"),
    ("not-recognized", "not recognized"),
    ("withdrawn", "withdrawn"),
    ("corrected", "correction"),
    ("remark", "remark"),
]
REPLACES = {
    "blank": True,
    "error_messages": {"unique": "This event is replaced already: correct the one that replaces it."},
    "help_text": "The wrong event of this nomination in whose place this one stands. It is shown struck, with the reason.",
    "null": True,
    "to": "initiatives.nominationevent",
    "verbose_name": "replaces",
}


def operations():
    for name in ("historicalnominationevent", "nominationevent"):
        for column, label in (("reason_en", "reason in English"), ("reason_zh", "reason in Chinese")):
            yield migrations.AddField(name, column, portal.text.fields.ParagraphField(blank=True, verbose_name=label))
        verb = models.CharField(choices=VERBS, max_length=15, verbose_name="what happened")
        yield migrations.AlterField(name, "verb", verb)
    kept = models.ForeignKey(db_constraint=False, on_delete=models.deletion.DO_NOTHING, related_name="+", **REPLACES)
    yield migrations.AddField("historicalnominationevent", "replaces", kept)
    field = models.OneToOneField(on_delete=models.deletion.RESTRICT, related_name="replaced_by", **REPLACES)
    yield migrations.AddField("nominationevent", "replaces", field)
    nomination = models.ForeignKey(
        on_delete=cascade_until_public, related_name="events", to="initiatives.nomination", verbose_name="nomination"
    )
    yield migrations.AlterField("nominationevent", "nomination", nomination)


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0009_nominations_that_were_public"), ("portal", "0009_index_names_as_written")]

    operations = [*operations()]

"""Corrections that were recorded before one had to name the event that it corrects.

One that cites a passage and was recorded when its nomination had exactly one other event that nothing corrected yet can only
have meant that one: it replaces it, and its note is the reason. Of any other nobody can tell what it corrects: it stays as a
remark.
"""

from django.db import migrations

UNSAID = {"reason_en": "The reason was not recorded.", "reason_zh": "当时未记录理由。"}


def name_what_is_replaced(apps, editor):
    Event = apps.get_model("initiatives", "NominationEvent")
    for event in Event.objects.filter(verb="corrected").order_by("recorded_at", "id"):
        before = Event.objects.filter(nomination=event.nomination_id, recorded_at__lt=event.recorded_at)
        wrong = list(before.exclude(verb__in=["corrected", "remark"]).filter(replaced_by=None))
        if len(wrong) == 1 and event.passage_id:
            reasons = {"reason_en": event.note_en, "reason_zh": event.note_zh}
            noted = {"note_en": "", "note_zh": ""} if any(reasons.values()) else UNSAID
            Event.objects.filter(pk=event.pk).update(replaces=wrong[0], **(reasons | noted))
        else:
            Event.objects.filter(pk=event.pk).update(verb="remark")


def forget(apps, editor):
    Event = apps.get_model("initiatives", "NominationEvent")
    for event in Event.objects.exclude(replaces=None):
        notes = {} if event.reason_en == UNSAID["reason_en"] else {"note_en": event.reason_en[:200], "note_zh": event.reason_zh[:200]}
        Event.objects.filter(pk=event.pk).update(replaces=None, reason_en="", reason_zh="", **notes)
    Event.objects.filter(verb="remark").update(verb="corrected")


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0010_what_an_event_replaces")]

    operations = [migrations.RunPython(name_what_is_replaced, forget)]

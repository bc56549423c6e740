"""A mail has one Message-ID for all tries, is given up in so many words, and may belong to no enquiry."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import portal.models.mails

MOST_TRIES = 40  # after which a mail was given up


def carry_over(apps, schema_editor):
    Mail = apps.get_model("portal", "Mail")
    for key in Mail.objects.values_list("pk", flat=True):
        Mail.objects.filter(pk=key).update(message_id=portal.models.mails.new_message_id())
    Mail.objects.filter(sent_at=None, tries__gte=MOST_TRIES).update(next_try_at=None)


def carry_back(apps, schema_editor):
    """What has no place in the table of before goes: mails with links, which can be asked for again."""
    Mail = apps.get_model("portal", "Mail")
    Mail.objects.filter(enquiry=None).delete()
    given_up = Mail.objects.filter(next_try_at=None)
    given_up.filter(tries__lt=MOST_TRIES).update(tries=MOST_TRIES)
    given_up.update(next_try_at=models.F("at"))


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0019_the_same_bounds_everywhere"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="expires_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="until when its link works"),
        ),
        migrations.AddField(
            model_name="mail",
            name="message_id",
            field=models.CharField(editable=False, max_length=320, null=True, verbose_name="Message-ID"),
        ),
        migrations.AlterField(
            model_name="mail",
            name="body",
            field=models.TextField(blank=True, verbose_name="text"),
        ),
        migrations.AlterField(
            model_name="mail",
            name="enquiry",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mails",
                to="portal.enquiry",
                verbose_name="enquiry",
            ),
        ),
        migrations.AlterField(
            model_name="mail",
            name="next_try_at",
            field=models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True, verbose_name="next try"),
        ),
        migrations.RunPython(carry_over, carry_back),
        migrations.AlterField(
            model_name="mail",
            name="message_id",
            field=models.CharField(
                default=portal.models.mails.new_message_id, editable=False, max_length=320, unique=True, verbose_name="Message-ID"
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_at", None),
                    ("body", ""),
                    models.Q(("next_try_at__isnull", False), ("sent_at", None)),
                    _connector="OR",
                ),
                name="mail_that_is_done_holds_no_link",
            ),
        ),
    ]

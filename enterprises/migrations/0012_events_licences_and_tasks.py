"""What happened to rights, licences, tasks about deadlines and what people were told of them."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import simple_history.models
from django.db import migrations, models

import enterprises.models.territories
import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0011_rows_refer_to_people"),
        ("portal", "0024_rows_refer_to_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=portal.text.fields.new_key,
                        editable=False,
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", "Use a–z, 0–9 and single hyphens.")],
                        verbose_name="key",
                    ),
                ),
                (
                    "name",
                    portal.text.fields.LineField(
                        blank=True, help_text="Such as the program that reads it.", max_length=100, verbose_name="name"
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True, verbose_name="digest")),
                ("filters", models.CharField(blank=True, editable=False, max_length=500, verbose_name="filters")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="made at")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked at")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_addresses",
                        to="portal.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar address",
                "verbose_name_plural": "calendar addresses",
                "ordering": ["person", "made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalLicence",
            fields=[
                (
                    "id",
                    models.CharField(
                        db_index=True,
                        default=portal.text.fields.new_key,
                        editable=False,
                        max_length=64,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", "Use a–z, 0–9 and single hyphens.")],
                        verbose_name="key",
                    ),
                ),
                (
                    "licensee_name",
                    portal.text.fields.LineField(
                        blank=True, help_text="Where it has no record.", max_length=200, verbose_name="name of the licensee"
                    ),
                ),
                ("category_en", portal.text.fields.LineField(blank=True, max_length=120, verbose_name="product category in English")),
                ("category_zh", portal.text.fields.LineField(blank=True, max_length=120, verbose_name="product category in Chinese")),
                (
                    "territory",
                    django_countries.fields.CountryField(
                        blank=True, countries=enterprises.models.territories.Territories, max_length=2, verbose_name="territory"
                    ),
                ),
                ("is_worldwide", models.BooleanField(default=False, help_text="In place of one territory.", verbose_name="worldwide")),
                (
                    "exclusivity",
                    models.CharField(
                        blank=True,
                        choices=[
                            (None, "not stated"),
                            ("exclusive", "exclusive"),
                            ("sole", "sole: one licensee beside the right holder"),
                            ("non-exclusive", "non-exclusive"),
                            ("to-be-agreed", "to be agreed"),
                        ],
                        max_length=15,
                        verbose_name="exclusivity",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="starts on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                (
                    "filed_for_record_on",
                    models.DateField(
                        blank=True,
                        help_text="With the trademark office, within the term of the licence.",
                        null=True,
                        verbose_name="filed for record on",
                    ),
                ),
                ("record_number", portal.text.fields.LineField(blank=True, max_length=40, verbose_name="number of the record")),
                ("told_to_customs_on", models.DateField(blank=True, null=True, verbose_name="told to customs on")),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="note")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "contract",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="A paper of the mark.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.paper",
                        verbose_name="contract",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                (
                    "licensee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Its record, where it has one.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="licensee",
                    ),
                ),
                (
                    "property",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.intellectualproperty",
                        verbose_name="intellectual property",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical licence",
                "verbose_name_plural": "historical licences",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Licence",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=portal.text.fields.new_key,
                        editable=False,
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", "Use a–z, 0–9 and single hyphens.")],
                        verbose_name="key",
                    ),
                ),
                (
                    "licensee_name",
                    portal.text.fields.LineField(
                        blank=True, help_text="Where it has no record.", max_length=200, verbose_name="name of the licensee"
                    ),
                ),
                ("category_en", portal.text.fields.LineField(blank=True, max_length=120, verbose_name="product category in English")),
                ("category_zh", portal.text.fields.LineField(blank=True, max_length=120, verbose_name="product category in Chinese")),
                (
                    "territory",
                    django_countries.fields.CountryField(
                        blank=True, countries=enterprises.models.territories.Territories, max_length=2, verbose_name="territory"
                    ),
                ),
                ("is_worldwide", models.BooleanField(default=False, help_text="In place of one territory.", verbose_name="worldwide")),
                (
                    "exclusivity",
                    models.CharField(
                        blank=True,
                        choices=[
                            (None, "not stated"),
                            ("exclusive", "exclusive"),
                            ("sole", "sole: one licensee beside the right holder"),
                            ("non-exclusive", "non-exclusive"),
                            ("to-be-agreed", "to be agreed"),
                        ],
                        max_length=15,
                        verbose_name="exclusivity",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="starts on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                (
                    "filed_for_record_on",
                    models.DateField(
                        blank=True,
                        help_text="With the trademark office, within the term of the licence.",
                        null=True,
                        verbose_name="filed for record on",
                    ),
                ),
                ("record_number", portal.text.fields.LineField(blank=True, max_length=40, verbose_name="number of the record")),
                ("told_to_customs_on", models.DateField(blank=True, null=True, verbose_name="told to customs on")),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="note")),
                (
                    "contract",
                    models.ForeignKey(
                        blank=True,
                        help_text="A paper of the mark.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licences",
                        to="portal.paper",
                        verbose_name="contract",
                    ),
                ),
                (
                    "licensee",
                    models.ForeignKey(
                        blank=True,
                        help_text="Its record, where it has one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licences",
                        to="enterprises.organization",
                        verbose_name="licensee",
                    ),
                ),
                (
                    "property",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="licences",
                        to="enterprises.intellectualproperty",
                        verbose_name="intellectual property",
                    ),
                ),
            ],
            options={
                "verbose_name": "licence",
                "verbose_name_plural": "licences",
                "ordering": ["property", "ends_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("licensee", None), models.Q(("licensee_name", ""), _negated=True)),
                            models.Q(("licensee__isnull", False), ("licensee_name", "")),
                            _connector="OR",
                        ),
                        name="licence_names_its_licensee",
                        violation_error_message="Choose the licensee, or give its name where it has no record, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_worldwide", False), ("territory", ""), _connector="OR"),
                        name="licence_is_worldwide_or_of_one_territory",
                        violation_error_message="Choose a territory, or tick “worldwide”, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None), ("ends_on", None), ("starts_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="licence_starts_before_it_ends",
                        violation_error_message="A licence ends on or after the day it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_on", None), ("ends_on", None), ("signed_on__lte", models.F("ends_on")), _connector="OR"
                        ),
                        name="licence_is_signed_before_it_ends",
                        violation_error_message="A licence ends on or after the day it is signed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RightEvent",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=portal.text.fields.new_key,
                        editable=False,
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", "Use a–z, 0–9 and single hyphens.")],
                        verbose_name="key",
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("filed", "filed"),
                            ("published", "preliminarily published"),
                            ("opposed", "opposed"),
                            ("refused", "refused"),
                            ("registered", "registered"),
                            ("declared", "use declared"),
                            ("renewed", "renewed"),
                            ("assigned", "assigned"),
                            ("holder-renamed", "holder renamed"),
                            ("contact-changed", "contact or address changed"),
                            ("other-change", "other change of what the recordal’s application says"),
                            ("licensed", "licensed"),
                            ("licence-ended", "licence ended"),
                            ("filed-for-record", "filed for record"),
                            ("recorded", "recorded at customs"),
                            ("told-to-customs", "updated at customs"),
                            ("invalidated", "invalidated"),
                            ("cancelled", "cancelled"),
                            ("lapsed", "lapsed"),
                        ],
                        max_length=16,
                        verbose_name="what happened",
                    ),
                ),
                (
                    "happened_on",
                    models.DateField(
                        help_text="The day from which the law counts: that of publication, where it is published.", verbose_name="on"
                    ),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="new term ends on")),
                ("former_expires_on", models.DateField(blank=True, null=True, verbose_name="old term ended on")),
                ("agent", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="agent")),
                ("fee", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="fee")),
                (
                    "fee_currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CNY", "yuan"),
                            ("HKD", "Hong Kong dollars"),
                            ("MOP", "Macao patacas"),
                            ("USD", "US dollars"),
                            ("EUR", "euros"),
                            ("GBP", "pounds sterling"),
                            ("JPY", "yen"),
                            ("SGD", "Singapore dollars"),
                        ],
                        max_length=3,
                        verbose_name="currency of the fee",
                    ),
                ),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="note")),
                ("reason", portal.text.fields.ParagraphField(blank=True, help_text="Of a correction.", verbose_name="reason")),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="entered at")),
                (
                    "entered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                        verbose_name="entered by",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where it concerns all rights of an organization, as a new name does.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="right_events",
                        to="enterprises.organization",
                        verbose_name="right holder",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="enterprises.licence",
                        verbose_name="licence",
                    ),
                ),
                (
                    "new_owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of an assignment.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="new owner",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="right_events",
                        to="portal.paper",
                        verbose_name="paper",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.passage",
                        verbose_name="passage",
                    ),
                ),
                (
                    "recordal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="enterprises.customsrecordal",
                        verbose_name="customs recordal",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="enterprises.trademarkregistration",
                        verbose_name="registration",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        error_messages={"unique": "This event is replaced already: correct the one that replaces it."},
                        help_text="The wrong event in whose place this one stands.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="replaced_by",
                        to="enterprises.rightevent",
                        verbose_name="replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a right",
                "verbose_name_plural": "events of rights",
                "ordering": ["happened_on", "entered_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder", None), ("licence", None), ("recordal", None), ("registration__isnull", False)),
                            models.Q(("holder", None), ("licence", None), ("recordal__isnull", False), ("registration", None)),
                            models.Q(("holder", None), ("licence__isnull", False), ("recordal", None), ("registration", None)),
                            models.Q(("holder__isnull", False), ("licence", None), ("recordal", None), ("registration", None)),
                            _connector="OR",
                        ),
                        name="right_event_has_one_subject",
                        violation_error_message="Choose one: a registration, a recordal, a licence or a right holder.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("registration", "verb", "happened_on"),
                        name="right_event_once_for_a_registration",
                        violation_error_message="This event is on record already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("recordal", "verb", "happened_on"),
                        name="right_event_once_for_a_recordal",
                        violation_error_message="This event is on record already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("licence", "verb", "happened_on"),
                        name="right_event_once_for_a_licence",
                        violation_error_message="This event is on record already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("holder", "verb", "happened_on"),
                        name="right_event_once_for_a_holder",
                        violation_error_message="This event is on record already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("expires_on", None), ("former_expires_on", None)),
                            ("verb__in", ["renewed", "registered", "recorded"]),
                            _connector="OR",
                        ),
                        name="right_event_gives_a_term_only_where_renewed",
                        violation_error_message="Only a registration, a recordal or a renewal gives a term.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None),
                            ("former_expires_on", None),
                            ("former_expires_on__lt", models.F("expires_on")),
                            _connector="OR",
                        ),
                        name="right_event_new_term_follows_the_old",
                        violation_error_message="The new term ends after the old one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("new_owner", None), ("verb", "assigned"), _connector="OR"),
                        name="right_event_has_a_new_owner_only_where_assigned",
                        violation_error_message="Only an assignment has a new owner.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fee", None), ("fee_currency", "")),
                            models.Q(("fee__gte", 0), ("fee__isnull", False), models.Q(("fee_currency", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="right_event_fee_has_its_currency",
                        violation_error_message="Give the fee and its currency together, and no fee below zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("replaces", None)),
                            models.Q(("replaces__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="right_event_replaces_with_a_reason",
                        violation_error_message="Say why the event is replaced; without one that is replaced there is no reason to give.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaces", None), models.Q(("replaces", models.F("id")), _negated=True), _connector="OR"),
                        name="right_event_does_not_replace_itself",
                        violation_error_message="An event does not replace itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTask",
            fields=[
                (
                    "id",
                    models.CharField(
                        db_index=True,
                        default=portal.text.fields.new_key,
                        editable=False,
                        max_length=64,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", "Use a–z, 0–9 and single hyphens.")],
                        verbose_name="key",
                    ),
                ),
                ("key", models.CharField(db_index=True, editable=False, max_length=200, verbose_name="deadline")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("waived", "waived")],
                        default="open",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="due on")),
                ("sequence", models.PositiveIntegerField(default=0, editable=False, verbose_name="times dated anew")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("how", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="how")),
                ("reason", portal.text.fields.ParagraphField(blank=True, help_text="Why it need not be done.", verbose_name="reason")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="closed by",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.paper",
                        verbose_name="paper",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Where it was handed over; else those do it who are in charge of the mark.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="in the hands of",
                    ),
                ),
                (
                    "property",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.intellectualproperty",
                        verbose_name="intellectual property",
                    ),
                ),
                (
                    "recordal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.customsrecordal",
                        verbose_name="customs recordal",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.trademarkregistration",
                        verbose_name="registration",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.licence",
                        verbose_name="licence",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.rightevent",
                        verbose_name="event that set it off",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical task",
                "verbose_name_plural": "historical tasks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRightEvent",
            fields=[
                (
                    "id",
                    models.CharField(
                        db_index=True,
                        default=portal.text.fields.new_key,
                        editable=False,
                        max_length=64,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", "Use a–z, 0–9 and single hyphens.")],
                        verbose_name="key",
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("filed", "filed"),
                            ("published", "preliminarily published"),
                            ("opposed", "opposed"),
                            ("refused", "refused"),
                            ("registered", "registered"),
                            ("declared", "use declared"),
                            ("renewed", "renewed"),
                            ("assigned", "assigned"),
                            ("holder-renamed", "holder renamed"),
                            ("contact-changed", "contact or address changed"),
                            ("other-change", "other change of what the recordal’s application says"),
                            ("licensed", "licensed"),
                            ("licence-ended", "licence ended"),
                            ("filed-for-record", "filed for record"),
                            ("recorded", "recorded at customs"),
                            ("told-to-customs", "updated at customs"),
                            ("invalidated", "invalidated"),
                            ("cancelled", "cancelled"),
                            ("lapsed", "lapsed"),
                        ],
                        max_length=16,
                        verbose_name="what happened",
                    ),
                ),
                (
                    "happened_on",
                    models.DateField(
                        help_text="The day from which the law counts: that of publication, where it is published.", verbose_name="on"
                    ),
                ),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="new term ends on")),
                ("former_expires_on", models.DateField(blank=True, null=True, verbose_name="old term ended on")),
                ("agent", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="agent")),
                ("fee", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="fee")),
                (
                    "fee_currency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CNY", "yuan"),
                            ("HKD", "Hong Kong dollars"),
                            ("MOP", "Macao patacas"),
                            ("USD", "US dollars"),
                            ("EUR", "euros"),
                            ("GBP", "pounds sterling"),
                            ("JPY", "yen"),
                            ("SGD", "Singapore dollars"),
                        ],
                        max_length=3,
                        verbose_name="currency of the fee",
                    ),
                ),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="note")),
                ("reason", portal.text.fields.ParagraphField(blank=True, help_text="Of a correction.", verbose_name="reason")),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="entered at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.person",
                        verbose_name="entered by",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.person"),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Where it concerns all rights of an organization, as a new name does.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="right holder",
                    ),
                ),
                (
                    "new_owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Of an assignment.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.organization",
                        verbose_name="new owner",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.paper",
                        verbose_name="paper",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.passage",
                        verbose_name="passage",
                    ),
                ),
                (
                    "recordal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.customsrecordal",
                        verbose_name="customs recordal",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.trademarkregistration",
                        verbose_name="registration",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.licence",
                        verbose_name="licence",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        error_messages={"unique": "This event is replaced already: correct the one that replaces it."},
                        help_text="The wrong event in whose place this one stands.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="enterprises.rightevent",
                        verbose_name="replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical event of a right",
                "verbose_name_plural": "historical events of rights",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=portal.text.fields.new_key,
                        editable=False,
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        validators=[django.core.validators.RegexValidator("^[a-z0-9]+(-[a-z0-9]+)*$", "Use a–z, 0–9 and single hyphens.")],
                        verbose_name="key",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=200, unique=True, verbose_name="deadline")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("waived", "waived")],
                        default="open",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="due on")),
                ("sequence", models.PositiveIntegerField(default=0, editable=False, verbose_name="times dated anew")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("how", portal.text.fields.LineField(blank=True, max_length=200, verbose_name="how")),
                ("reason", portal.text.fields.ParagraphField(blank=True, help_text="Why it need not be done.", verbose_name="reason")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                (
                    "closed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portal.person",
                        verbose_name="closed by",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="enterprises.rightevent",
                        verbose_name="event that set it off",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="enterprises.licence",
                        verbose_name="licence",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="portal.paper",
                        verbose_name="paper",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where it was handed over; else those do it who are in charge of the mark.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="portal.person",
                        verbose_name="in the hands of",
                    ),
                ),
                (
                    "property",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="enterprises.intellectualproperty",
                        verbose_name="intellectual property",
                    ),
                ),
                (
                    "recordal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="enterprises.customsrecordal",
                        verbose_name="customs recordal",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="enterprises.trademarkregistration",
                        verbose_name="registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "task",
                "verbose_name_plural": "tasks",
                "ordering": ["day", "key"],
                "permissions": [("waive_task", "Can waive a task")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("done_on", None)),
                            _connector="OR",
                        ),
                        name="task_done_says_when",
                        violation_error_message="Say on which day it was done; what is not done has no such day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waived"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "waived"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="task_waived_says_why",
                        violation_error_message="Say why it need not be done; a reason belongs to nothing else.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=10, verbose_name="step")),
                ("day", models.DateField(verbose_name="due on")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "mail",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="portal.mail", verbose_name="mail"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="portal.person", verbose_name="person"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="enterprises.task", verbose_name="task"
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ["task", "at", "id"],
                "constraints": [models.UniqueConstraint(fields=("task", "person", "step", "day"), name="reminder_once")],
            },
        ),
    ]

import django.contrib.auth.models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import portal.text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("auth", "__first__"),
        ("portal", "0005_index_anew"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalsource",
            name="deputy",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="deputy",
            ),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Who looks after this record; at first whoever added it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person in charge",
            ),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="returned_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="returned at"),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="submitted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="sent to review at"),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="sent to review by",
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="deputy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="records_as_deputy",
                to=settings.AUTH_USER_MODEL,
                verbose_name="deputy",
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="responsible",
            field=models.ForeignKey(
                blank=True,
                help_text="Who looks after this record; at first whoever added it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="records_in_charge",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person in charge",
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="returned_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="returned at"),
        ),
        migrations.AddField(
            model_name="record",
            name="submitted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="sent to review at"),
        ),
        migrations.AddField(
            model_name="record",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="sent to review by",
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("submitted_at", None),
                    models.Q(("published_at", None), ("returned_at", None), ("submitted_by__isnull", False)),
                    _connector="OR",
                ),
                name="record_waits_for_review_or_is_published_or_returned",
                violation_error_message="What waits for review is neither public nor returned.",
            ),
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="at")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("signed-in", "signed in"),
                            ("sign-in-failed", "failed to sign in"),
                            ("signed-out", "signed out"),
                            ("added", "added"),
                            ("changed", "changed"),
                            ("deleted", "deleted"),
                            ("reviewed", "took a step of the review"),
                            ("previewed", "opened a preview link"),
                            ("opened-paper", "opened a paper"),
                            ("exported", "exported"),
                            ("account", "changed an account"),
                        ],
                        max_length=16,
                        verbose_name="action",
                    ),
                ),
                ("user_name", models.CharField(blank=True, max_length=150, verbose_name="name of the account")),
                ("model", models.CharField(blank=True, max_length=80, verbose_name="kind of row")),
                ("row", models.CharField(blank=True, max_length=64, verbose_name="key")),
                ("name", models.CharField(blank=True, max_length=250, verbose_name="name")),
                ("detail", models.TextField(blank=True, verbose_name="detail")),
                ("address", models.GenericIPAddressField(blank=True, null=True, verbose_name="network address")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the audit log",
                "verbose_name_plural": "entries of the audit log",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
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
                ("statement", models.CharField(max_length=64, verbose_name="statement")),
                ("before_en", portal.text.fields.LineField(max_length=250, verbose_name="before, in English")),
                ("before_zh", portal.text.fields.LineField(max_length=250, verbose_name="before, in Chinese")),
                ("after_en", portal.text.fields.LineField(blank=True, max_length=250, verbose_name="after, in English")),
                ("after_zh", portal.text.fields.LineField(blank=True, max_length=250, verbose_name="after, in Chinese")),
                ("reason_en", portal.text.fields.ParagraphField(blank=True, verbose_name="reason in English")),
                ("reason_zh", portal.text.fields.ParagraphField(blank=True, verbose_name="reason in Chinese")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="portal.record", verbose_name="record"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="by"
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason_en", ""), ("reason_zh", ""), _negated=True), name="correction_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("before_en", models.F("after_en")), ("before_zh", models.F("after_zh")), _negated=True),
                        name="correction_changes_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64, verbose_name="digest of the name")),
                ("network", models.CharField(blank=True, max_length=50, verbose_name="network")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="at")),
            ],
            options={
                "verbose_name": "failed attempt",
                "verbose_name_plural": "failed attempts",
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["name", "network", "at"], name="guess_by_name"),
                    models.Index(fields=["network", "at"], name="guess_by_network"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPaper",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("certificate", "certificate"),
                            ("approval", "approval"),
                            ("contract", "contract"),
                            ("notice", "notice"),
                            ("other", "other paper"),
                        ],
                        default="other",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", portal.text.fields.LineField(max_length=200, verbose_name="title")),
                ("file_name", models.CharField(editable=False, max_length=200, verbose_name="name of the file")),
                ("content_type", models.CharField(editable=False, max_length=100, verbose_name="type of the file")),
                ("size", models.PositiveBigIntegerField(editable=False, verbose_name="size in bytes")),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.record",
                        verbose_name="record",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical paper",
                "verbose_name_plural": "historical papers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPicture",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "is_cover",
                    models.BooleanField(default=False, help_text="Shown on cards and at the head of the page.", verbose_name="cover"),
                ),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                ("width", models.PositiveIntegerField(editable=False, verbose_name="width")),
                ("height", models.PositiveIntegerField(editable=False, verbose_name="height")),
                (
                    "alt_en",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="For those who cannot see it: one sentence. The record cannot be sent to review without it.",
                        max_length=250,
                        verbose_name="what it shows, in English",
                    ),
                ),
                ("alt_zh", portal.text.fields.LineField(blank=True, max_length=250, verbose_name="what it shows, in Chinese")),
                ("caption_en", portal.text.fields.LineField(blank=True, max_length=300, verbose_name="caption in English")),
                ("caption_zh", portal.text.fields.LineField(blank=True, max_length=300, verbose_name="caption in Chinese")),
                (
                    "credit",
                    portal.text.fields.LineField(
                        blank=True, help_text="Photographer and holder, as they want to be named.", max_length=200, verbose_name="credit"
                    ),
                ),
                (
                    "rights",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="Who gave the right to show it, and for what. Staff only.",
                        max_length=300,
                        verbose_name="who allowed what",
                    ),
                ),
                (
                    "rights_until",
                    models.DateField(
                        blank=True,
                        help_text="The last day. After it the picture leaves the public pages.",
                        null=True,
                        verbose_name="allowed until",
                    ),
                ),
                (
                    "focus_x",
                    models.PositiveSmallIntegerField(
                        default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name="focus from the left, %"
                    ),
                ),
                (
                    "focus_y",
                    models.PositiveSmallIntegerField(
                        default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name="focus from the top, %"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="portal.record",
                        verbose_name="record",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical picture",
                "verbose_name_plural": "historical pictures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="portal.record", verbose_name="record"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="by"
                    ),
                ),
            ],
            options={
                "verbose_name": "opened form",
                "verbose_name_plural": "opened forms",
                "ordering": ["-at", "id"],
                "constraints": [models.UniqueConstraint(fields=("record", "user"), name="opening_once_per_person")],
            },
        ),
        migrations.CreateModel(
            name="Paper",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("certificate", "certificate"),
                            ("approval", "approval"),
                            ("contract", "contract"),
                            ("notice", "notice"),
                            ("other", "other paper"),
                        ],
                        default="other",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", portal.text.fields.LineField(max_length=200, verbose_name="title")),
                ("file_name", models.CharField(editable=False, max_length=200, verbose_name="name of the file")),
                ("content_type", models.CharField(editable=False, max_length=100, verbose_name="type of the file")),
                ("size", models.PositiveBigIntegerField(editable=False, verbose_name="size in bytes")),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added at")),
                (
                    "added_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="portal.record", verbose_name="record"
                    ),
                ),
            ],
            options={
                "verbose_name": "paper",
                "verbose_name_plural": "papers",
                "ordering": ["kind", "title", "id"],
            },
        ),
        migrations.CreateModel(
            name="Picture",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "is_cover",
                    models.BooleanField(default=False, help_text="Shown on cards and at the head of the page.", verbose_name="cover"),
                ),
                ("digest", models.CharField(editable=False, max_length=64, verbose_name="digest")),
                ("width", models.PositiveIntegerField(editable=False, verbose_name="width")),
                ("height", models.PositiveIntegerField(editable=False, verbose_name="height")),
                (
                    "alt_en",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="For those who cannot see it: one sentence. The record cannot be sent to review without it.",
                        max_length=250,
                        verbose_name="what it shows, in English",
                    ),
                ),
                ("alt_zh", portal.text.fields.LineField(blank=True, max_length=250, verbose_name="what it shows, in Chinese")),
                ("caption_en", portal.text.fields.LineField(blank=True, max_length=300, verbose_name="caption in English")),
                ("caption_zh", portal.text.fields.LineField(blank=True, max_length=300, verbose_name="caption in Chinese")),
                (
                    "credit",
                    portal.text.fields.LineField(
                        blank=True, help_text="Photographer and holder, as they want to be named.", max_length=200, verbose_name="credit"
                    ),
                ),
                (
                    "rights",
                    portal.text.fields.LineField(
                        blank=True,
                        help_text="Who gave the right to show it, and for what. Staff only.",
                        max_length=300,
                        verbose_name="who allowed what",
                    ),
                ),
                (
                    "rights_until",
                    models.DateField(
                        blank=True,
                        help_text="The last day. After it the picture leaves the public pages.",
                        null=True,
                        verbose_name="allowed until",
                    ),
                ),
                (
                    "focus_x",
                    models.PositiveSmallIntegerField(
                        default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name="focus from the left, %"
                    ),
                ),
                (
                    "focus_y",
                    models.PositiveSmallIntegerField(
                        default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name="focus from the top, %"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="portal.record", verbose_name="record"
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("is_cover", True)), fields=("record",), name="picture_one_cover"),
                    models.CheckConstraint(
                        condition=models.Q(("focus_x__lte", 100), ("focus_y__lte", 100)), name="picture_focus_is_inside"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedChange",
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
                ("form", models.CharField(max_length=80, verbose_name="form")),
                ("row", models.CharField(max_length=64, verbose_name="row")),
                ("sent", models.JSONField(verbose_name="what was sent")),
                ("opened", models.JSONField(verbose_name="what was shown")),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="why")),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="proposed at")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("accepted", "accepted"), ("declined", "declined"), ("dropped", "taken back")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("comment", portal.text.fields.ParagraphField(blank=True, verbose_name="comment")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="portal.record", verbose_name="record"
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed change",
                "verbose_name_plural": "proposed changes",
                "ordering": ["-proposed_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_is_open_or_decided",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("sent", "sent to review"),
                            ("taken-back", "taken back from review"),
                            ("returned", "returned with a comment"),
                            ("published", "published"),
                            ("scheduled", "scheduled"),
                            ("withdrawn", "withdrawn"),
                            ("proposed", "change proposed"),
                            ("accepted", "proposed change accepted"),
                            ("declined", "proposed change declined"),
                            ("dropped", "proposed change taken back"),
                        ],
                        max_length=12,
                        verbose_name="step",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                ("note", portal.text.fields.ParagraphField(blank=True, verbose_name="note")),
                ("public_from", models.DateTimeField(blank=True, null=True, verbose_name="public from")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="portal.record", verbose_name="record"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="by"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of the review",
                "verbose_name_plural": "steps of the review",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="second_factor",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                ("secret", models.CharField(max_length=32, verbose_name="secret")),
                ("last_step", models.BigIntegerField(default=0, verbose_name="last step")),
                ("recovery_codes", models.JSONField(default=list, verbose_name="recovery codes")),
                ("set_up_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="set up at")),
            ],
            options={
                "verbose_name": "second factor",
                "verbose_name_plural": "second factors",
                "ordering": ["user"],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[],
            options={
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
                "ordering": ["first_name", "username"],
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("auth.user",),
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
    ]

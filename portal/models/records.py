"""What has a page is a record: one table for all kinds, so that search, lists and links are one query each."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.models import checks, kinds
from portal.models.accounts import Person
from portal.models.bounds import FIRST_MOMENT, LAST_MOMENT, within
from portal.models.held_rows import relations_with_rows
from portal.models.other_names import SlugRedirect
from portal.models.public import is_draft, is_public, is_scheduled, now
from portal.models.word_search import Findable
from portal.text import pinyin
from portal.text.fields import LineField, Localized, ParagraphField, key_field, reads_chinese, validate_address
from portal.text.languages.pairs import one_language


def name_order(path=""):
    """What orders rows by the name of the record at `path` ("organization__") in the order of the reader's language: pinyin
    in Chinese, else the alphabet without regard to capitals, accents and marks."""
    return [f"{path}name_sort_zh" if reads_chinese() else f"{path}name_sort_en", f"{path}id"]


class RecordQuerySet(Findable):
    def published(self):
        """What the public may see now. The one meaning of "published"."""
        return self.filter(is_public())

    def drafts(self):
        return self.filter(is_draft())

    def waiting(self):
        """Sent to review and not judged yet."""
        return self.filter(submitted_at__isnull=False)  # as its index says it

    def returned(self):
        """Sent back by the reviewer, and not sent again yet."""
        return self.exclude(returned_at=None)

    def scheduled(self, before=None):
        """What becomes public later, but `before` a moment where one is given."""
        return self.filter(is_scheduled(before=before))

    def with_covers(self):
        """With `covers`: the picture that stands for each record, where the public may see one."""
        pictures = self.model._meta.get_field("pictures").related_model.objects
        return self.prefetch_related(models.Prefetch("pictures", pictures.published().covers(), to_attr="covers"))

    def for_cards(self):
        """With what a card shows: its cover, the figures that the public may read, the first of them first, and what only cards
        of this model show; of records of several kinds see `with_card_parts`."""
        statements = self.model._meta.get_field("statements").related_model.objects
        figures = statements.published().with_figures().select_related("measure", "passage__source")
        figures = models.Prefetch("statements", figures, to_attr="figures")
        return self.with_covers().prefetch_related(figures, *self.model.card_parts())

    def by_name(self):
        return self.order_by(*name_order())

    def specific(self):
        """With each kind's own table joined, and what else its cards read, so that a card of `record.specific` asks no further query."""
        joined = {f"{accessor}__{name}" for accessor, model in tables().items() for name in model.JOINED_ON_CARDS}
        return self.select_related(*sorted({*tables(), *joined}))


def tables():
    """{accessor: model} of the tables that hold what records of one kind alone have: {"initiative": Initiative, …}."""
    return {each.accessor: Record._meta.get_field(each.accessor).related_model for each in kinds.collections()}


def with_card_parts(records):
    """`records` of several kinds (a list, of specific()), each with what only cards of its own kind show."""
    by_model = defaultdict(list)
    for record in records:
        by_model[type(record.specific)].append(record.specific)
    for model, group in by_model.items():
        models.prefetch_related_objects(group, *model.card_parts())
    return records


class KindManager(models.Manager.from_queryset(RecordQuerySet)):
    """The rows of a proxy: those of its kinds and no others."""

    def get_queryset(self):
        return super().get_queryset().filter(kind__in=self.model.KINDS)


class Record(kinds.OfAKind, models.Model):
    """The common part of everything that has a page. Each kind adds a table of its own (see portal.models.kinds).

    `published_at` empty is a draft, in the future scheduled, else public.
    """

    id = key_field()
    kind = models.CharField(  # that it is one of those declared, the database keeps: portal.models.triggers.known_kinds
        _("kind"),
        max_length=kinds.LONGEST_CODE,
        choices=kinds.choices,
        error_messages={"invalid_choice": _("Choose a kind from the list.")},
    )
    slug = models.CharField(
        _("address"),
        max_length=100,
        unique=True,
        validators=[validate_address],
        help_text=_("The last part of the page’s address: a–z, 0–9, hyphens. An old address keeps working after a change."),
        error_messages={"unique": _("Another record has this address.")},
    )
    name_en = LineField(_("name in English"), max_length=250, blank=True)
    name_zh = LineField(
        _("name in Chinese"),
        max_length=250,
        blank=True,
        help_text=_("One of the two names is enough. Leave the other empty rather than guess it: the page then shows this one."),
    )
    name_reading = LineField(
        _("reading of the Chinese name"),
        max_length=250,
        blank=True,
        help_text=_("In pinyin, where the one shown is wrong: “Mínlè” for 民乐; tone marks may be left out."),
    )
    name_zh_confirmed = models.BooleanField(
        _("Chinese name confirmed"),
        default=False,
        help_text=_("Until you tick this, the page says “Chinese name to be confirmed”."),
    )
    summary_en = ParagraphField(
        _("summary in English"),
        blank=True,
        help_text=_("One or two sentences in your own words. No figures: they belong to the statements, with their source."),
    )
    summary_zh = ParagraphField(_("summary in Chinese"), blank=True)
    staff_note = ParagraphField(_("staff note"), blank=True, help_text=_("Never shown to the public."))
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Empty: a draft. In the future: public from then on. In the past: public."),
    )
    submitted_at = models.DateTimeField(_("sent to review at"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("sent to review by"),
    )
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True, editable=False)
    responsible = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="records_in_charge",
        verbose_name=_("person in charge"),
        help_text=_("Who looks after this record; at first whoever added it."),
    )
    deputy = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="records_as_deputy", verbose_name=_("deputy"))
    updated_at = models.DateTimeField(_("updated at"), default=timezone.now, editable=False)
    # Written by portal.search.index.index: no database orders Chinese by pinyin of itself, nor two of them English names alike.
    name_sort_en = models.CharField(_("order in English"), max_length=500, default="", blank=True, editable=False)
    name_sort_zh = models.CharField(_("order in Chinese"), max_length=500, default="", blank=True, editable=False)

    name = Localized("name")
    summary = Localized("summary")

    objects = RecordQuerySet.as_manager()

    IN_PUBLIC = True

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["name_sort_en", "id"]
        permissions = [("publish_record", _("Can publish and withdraw records"))]
        indexes = [
            models.Index("kind", "name_sort_en", "id", name="record_by_name"),
            models.Index("kind", "name_sort_zh", "id", name="record_by_name_zh"),
            models.Index("name_sort_en", "id", name="record_of_all_by_name"),  # the staff's list of all kinds
            models.Index("name_sort_zh", "id", name="record_of_all_by_name_zh"),
            models.Index("kind", models.F("published_at").desc(), "id", name="record_newest_of_a_kind"),
            models.Index(models.F("updated_at").desc(), "id", name="record_last_changed"),
            models.Index(fields=["submitted_at", "id"], name="record_sent_to_review", condition=Q(submitted_at__isnull=False)),
        ]
        constraints = [
            within("published_at", FIRST_MOMENT, LAST_MOMENT, _("It becomes public before the end of the year 9999.")),
            one_language("name"),
            models.CheckConstraint(
                name="record_confirms_only_a_chinese_name_it_has",
                condition=Q(name_zh_confirmed=False) | ~Q(name_zh=""),
                violation_error_message=_("There is no Chinese name to confirm: write it, or untick “confirmed”."),
            ),
            models.CheckConstraint(
                name="record_reads_only_a_chinese_name_it_has",
                condition=Q(name_reading="") | ~Q(name_zh=""),
                violation_error_message=_("There is no Chinese name to read: write it, or take its reading out."),
            ),
            models.CheckConstraint(
                name="record_waits_for_review_or_is_published_or_returned",
                condition=Q(submitted_at=None) | Q(published_at=None, returned_at=None, submitted_by__isnull=False),
                violation_error_message=_("What waits for review is neither public nor returned."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.kind and self.kind not in self.KINDS:
            raise ValidationError({"kind": _("A record of this kind is kept elsewhere.")})
        if self.name_reading and self.name_zh and not pinyin.fits(self.name_reading, self.name_zh):
            raise ValidationError({"name_reading": _("Write one syllable of pinyin for each Chinese character of the name.")})
        is_own_key = self.slug == self.pk  # that of a row that is still to get its address, and no other record's
        if not is_own_key and SlugRedirect.objects.filter(slug=self.slug).exclude(record_id=self.pk).exists():
            raise ValidationError({"slug": _("This address leads visitors to a record that had it before.")})

    def validate_constraints(self, exclude=None):
        """Ask which constraint fails only where one does: one question to the database, not one for each."""
        if not (checks.are_kept(self, exclude) and checks.keeps_the_others(self, exclude)):
            super().validate_constraints(exclude)

    def get_absolute_url(self):
        return reverse(f"{self.segment}-detail", args=[self.slug])

    def get_kind_display(self):
        """The label of its kind: Django would make the list of all kinds anew each time."""
        kind = kinds.declared.get(self.kind)
        return str(kind.label) if kind else self.kind

    @cached_property
    def held(self):
        """{name of a relation}: those in which it had any row when this was asked first. A page asks nothing of the others."""
        return relations_with_rows(self)

    @property
    def label(self):
        """How the record is told from its namesakes: "Journey · 走进新加坡 (exhibition)"."""
        names = [self.name, self.other_name] if self.other_name else [self.name]
        return gettext("%(name)s (%(kind)s)") % {"name": " · ".join(names), "kind": self.get_kind_display()}

    @property
    def name_language(self):
        """The language tag of `name`."""
        return type(self).name.pick(self)[1]

    @property
    def name_sort(self):
        """What orders it by its name where no query does, as `name_order` has it."""
        return getattr(self, name_order()[0])

    @property
    def other(self):
        """(text, language tag) of the name in the language that `name` is not in; who reads no Chinese gets the reading of a Chinese
        name that stands alone. Empty where there is neither."""
        if self.name_language == "en":
            return self.name_zh, "zh-Hans"
        return (self.name_en, "en") if self.name_en or reads_chinese() else (self.pinyin, "zh-Latn-pinyin")

    @property
    def other_name(self):
        return self.other[0]

    @property
    def other_language(self):
        return self.other[1]

    @property
    def pinyin(self):
        """How the Chinese name is read, in words with tone marks; empty where there is none."""
        return pinyin.pronounced(self.name_zh, self.name_reading)

    @property
    def title(self):
        """The name where text alone can stand, such as a feed; for who reads no Chinese a Chinese one with its reading."""
        text, language = self.other
        return f"{self.name} ({text})" if language == "zh-Latn-pinyin" else self.name

    def leads_back(self, name):
        """Whether the relation `name`, to another record of this table, leads back to this one by however many others."""
        above, seen = getattr(self, name), set()
        while above and above.pk not in seen:
            if above.pk == self.pk:
                return True
            seen.add(above.pk)
            above = getattr(above, name)
        return False

    @property
    def is_published(self):
        return self.published_at is not None and self.published_at <= now()

    @property
    def is_scheduled(self):
        return self.published_at is not None and self.published_at > now()

    def keep_address(self, slug):
        """Let `slug`, an address that this record had before, lead to it from now on."""
        SlugRedirect.objects.filter(slug=self.slug, record_id=self.pk).delete()  # it came back to an old address
        SlugRedirect.objects.get_or_create(slug=slug, defaults={"record_id": self.pk})

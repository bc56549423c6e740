"""Organizations: enterprises, institutions, government bodies, partner companies."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from enterprises import kinds
from enterprises.involvement import involvements
from portal.models import Record, Sector
from portal.models.history import History
from portal.models.kinds import kept_in
from portal.models.records import KindManager, RecordQuerySet
from portal.text.fields import LineField, ListField, Localized, ParagraphField
from portal.text.search_words import Text

CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def validate_credit_code(code):
    """Refuse what is not a unified social credit code: 18 characters, the last a check character (GB 32100-2015)."""
    if len(code) != 18:
        raise ValidationError(_("A unified social credit code has 18 characters; this has %(count)d."), params={"count": len(code)})
    for place, character in enumerate(code, start=1):
        if character not in CREDIT_CODE_ALPHABET:
            raise ValidationError(
                _(
                    "Character %(place)d (“%(character)s”) cannot stand in a unified social credit code: "
                    "digits and capitals without I, O, S, V, Z."
                ),
                params={"place": place, "character": character},
            )
    weighted = sum(CREDIT_CODE_ALPHABET.index(character) * 3**place for place, character in enumerate(code[:17]))
    expected = CREDIT_CODE_ALPHABET[-weighted % 31]
    if code[17] != expected:
        raise ValidationError(_("The check character is wrong: one of the characters was mistyped or two were exchanged."))


class CreditCodeField(models.CharField):
    """A unified social credit code; empty is NULL, so that many may have none and no two the same."""

    default_validators = [validate_credit_code]
    empty_values = (None,)  # an empty text is a value still to be made NULL

    def to_python(self, value):
        return (super().to_python(value) or "").strip().upper() or None

    def get_prep_value(self, value):
        return super().get_prep_value(value) or None


class Organization(Record):
    """A body that takes part: enterprise, institution, government body, partner company."""

    KINDS = kept_in(kinds.ORGANIZATIONS.model)
    PLACE = "country"
    SEARCHED_WITH = ("sectors",)

    credit_code = CreditCodeField(
        _("unified social credit code"),
        max_length=18,
        null=True,
        blank=True,
        unique=True,
        help_text=_("18 characters; the last one checks the others."),
        error_messages={"unique": _("Another organization has this code.")},
    )
    country = CountryField(_("country or region"), blank=True, blank_label=_("not listed"))
    region_en = LineField(_("province or region in English"), max_length=120, blank=True)
    region_zh = LineField(_("province or region in Chinese"), max_length=120, blank=True)
    address_en = LineField(_("postal address in English"), max_length=250, blank=True)
    address_zh = LineField(_("postal address in Chinese"), max_length=250, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    sectors = ListField(Sector, blank=True, related_name="organizations", verbose_name=_("sectors"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subsidiaries", verbose_name=_("parent organization")
    )
    private_contact = ParagraphField(_("contact, for staff only"), blank=True, help_text=_("Never shown to the public."))

    region = Localized("region")
    address = Localized("address")

    history = History(m2m_fields=["sectors"])
    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.CheckConstraint(
                name="organization_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("record_ptr")),
                violation_error_message=_("An organization is not its own parent."),
            )
        ]

    @classmethod
    def card_parts(cls):
        return [part for involvement in involvements for part in involvement.card_parts()]

    def roles_on_card(self):
        return [role for involvement in involvements for role in involvement.roles_on_card(self)]

    @classmethod
    def searched_texts(cls, keys):
        columns = ("pk", "credit_code", "country", "region_en", "region_zh", "address_en", "address_zh")
        for key, credit_code, country, *region_and_address in cls._base_manager.filter(pk__in=keys).values_list(*columns):
            yield key, Text.of_place(cls._meta.get_field("country").countries, country)
            yield key, Text(*region_and_address[:2])
            yield key, Text(*region_and_address[2:])
            yield key, Text(credit_code or "")
        for key, *names in cls.rows_along("sectors", keys, "name_en", "name_zh"):
            yield key, Text(*names)

    def clean(self):
        super().clean()
        if self.leads_back("parent"):
            raise ValidationError({"parent": _("An organization is not its own parent.")})


class Enterprise(Organization):
    """A cultural enterprise of the province: what staff and public open most."""

    KINDS = (kinds.ENTERPRISE,)

    objects = KindManager()

    class Meta:
        proxy = True
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")

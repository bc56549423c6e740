"""Fields and descriptors that every kind of record shares."""

import secrets
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

KEY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is mistaken for something else when read aloud


def new_key():
    """A random key of 12 characters for a row that staff add; rows of fixtures have a key in words."""
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(12))


def validate_visible(text):
    """Refuse what no reader can see but every comparison does: control, zero-width and bidirectional characters, and
    those that are none and never will be.

    Line breaks and tabs are text. Raises ValidationError that names the first such character and its place.
    """
    for place, character in enumerate(text, start=1):
        is_none = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
        if is_none or (unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") and character not in "\n\r\t"):
            raise ValidationError(
                _("Character %(place)d (U+%(code)s) is invisible. Delete it and type the text again."),
                code="invisible",
                params={"place": place, "code": f"{ord(character):04X}"},
            )


def validate_one_line(text):
    """Refuse line breaks and tabs, which a pasted name can bring along; raises ValidationError."""
    if any(character in "\n\r\t\x0b\x0c\x85\u2028\u2029" for character in text):
        raise ValidationError(_("Write this on one line, without line breaks or tabs."), code="lines")


class NormalizedMixin:
    """Text kept in Unicode's composed form (NFC), so that two spellings of one name are one string."""

    def to_python(self, value):
        value = super().to_python(value)
        return unicodedata.normalize("NFC", value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


class LineField(NormalizedMixin, models.CharField):
    """One line of text for people, such as a name."""

    default_validators = [validate_visible, validate_one_line]


class ParagraphField(NormalizedMixin, models.TextField):
    """Several lines of text for people, each ended by one line feed: browsers send two characters."""

    default_validators = [validate_visible]

    def to_python(self, value):
        value = super().to_python(value)
        return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


class TextField(forms.CharField):
    """Text with the line ends in which it is stored: a browser sends others, and nothing would look unchanged."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


validate_key = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use a–z, 0–9 and single hyphens."))


def validate_address(text):
    """Refuse what cannot be the last part of a page's address; raises ValidationError. Migrations name it, not its words."""
    validate_key(text)


def key_field():
    """The stable text key of a row that fixtures, spreadsheets or addresses name. Never changed once given.

    A function, not a field class: the history's copy of a field must be able not to be a primary key.
    """
    return models.CharField(
        primary_key=True, max_length=64, default=new_key, editable=False, validators=[validate_key], verbose_name=_("key")
    )


class ListField(models.ManyToManyField):
    """A list of rows that cannot be deleted while they stand in it, as PROTECT says for a foreign key.

    Django would take them off all lists without a word. The rule is kept by its collector, not by the database.
    """

    def deconstruct(self):
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.ManyToManyField", arguments, options

    def contribute_to_related_class(self, cls, related):
        super().contribute_to_related_class(cls, related)
        through = self.remote_field.through
        through._meta.get_field(self.m2m_reverse_field_name()).remote_field.on_delete = models.PROTECT
        owner = self.m2m_field_name()
        through._meta.verbose_name = self.model._meta.verbose_name
        through.__str__ = lambda row: str(getattr(row, owner))


def reads_chinese():
    return (get_language() or "").startswith("zh")


def of_reader(texts):
    """Of a text in both languages, {"en": …, "zh": …}, what is for the reader."""
    return texts["zh" if reads_chinese() else "en"]


class Localized:
    """`name = Localized("name")` reads `name_zh` to a Chinese reader, `name_en` to every other.

    An empty column falls back to the other language: a page is never blank where something is on record.
    `pick` tells which language that was, for the `lang` attribute.
    """

    def __init__(self, stem):
        self.stem = stem

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return self.pick(instance)[0]

    def pick(self, instance):
        """(text, language tag) as the present reader gets it."""
        english = getattr(instance, f"{self.stem}_en"), "en"
        chinese = getattr(instance, f"{self.stem}_zh"), "zh-Hans"
        first, second = (chinese, english) if reads_chinese() else (english, chinese)
        return second if second[0] and not first[0] else first

"""What a form notices of text in two languages: Chinese in the field for English, and what the public would read in one only."""

import re

from django import forms
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.languages.missing import way_to_record
from portal.languages.pairs import columns, stems
from portal.languages.publication import asked
from portal.models import Record
from portal.pinyin import CHINESE

MEANT = "_meant"  # the name of the boxes that say that a text is meant as it is, each by the name of its field


def is_chinese(text):
    """Whether a text is Chinese rather than English that names something Chinese: it has no fewer characters than Latin letters."""
    chinese = len(re.findall(f"[{CHINESE}]", text))
    return chinese > 0 and chinese >= sum(c.isalpha() for c in text) - chinese


class Question(SafeString):
    """An error that may be answered at its field: `words`, and a box that says that the text is meant as it is."""

    words = ""

    @classmethod
    def of(cls, name):
        """What is asked about the control `name`."""
        said = _("This is Chinese in the field for English. Move it to the field for Chinese, or say that it is meant so.")
        box = '<label><input type="checkbox" name="{0}" value="{1}" aria-describedby="id_{1}_error"> {2}</label>'
        question = cls(format_html("{} {}", said, format_html(box, MEANT, name, _("It is meant so"))))
        question.words = said
        return question


class InTwoLanguages(forms.ModelForm):
    """A form of a model with pairs. Latin letters in a Chinese field are no mistake: brands are written in them."""

    def clean(self):
        cleaned = super().clean()
        for stem in stems(self._meta.model):
            english, chinese = columns(stem)
            if english in self.fields and chinese in self.fields and {english, chinese} & set(self.changed_data):
                self.check_language(english)
                self.ask_for(english, chinese)
        return cleaned

    def check_language(self, english):
        text, name = self.cleaned_data.get(english), self.add_prefix(english)
        asks = getattr(self.fields[english], "asks", True) and english in self.changed_data and name not in self.meant
        if asks and text and is_chinese(text):
            self.add_error(english, Question.of(name))

    def ask_for(self, english, chinese):
        """What is public is told in the languages that publication asks for."""
        texts = {column: self.cleaned_data.get(column) for column in (english, chinese)}
        if any(texts.values()) and self.is_read_by_the_public:
            for column in texts:
                if not texts[column] and column not in self.errors and column[-2:] in asked():
                    self.add_error(column, _("The public reads this: write it here, too."))

    @property
    def meant(self):
        return self.data.getlist(MEANT) if hasattr(self.data, "getlist") else self.data.get(MEANT, [])

    @cached_property
    def is_read_by_the_public(self):
        """Whether what is written belongs to a record that is public or scheduled."""
        if not asked():
            return False
        row = self.instance
        for name in way_to_record(type(row)).split("__") if not isinstance(row, Record) else ():
            row = getattr(row, name, None) if name else None
        return row is not None and row.published_at is not None


def in_two_languages(form):
    """The form class `form` that notices."""
    return form if issubclass(form, InTwoLanguages) else type(form.__name__, (InTwoLanguages, form), {})

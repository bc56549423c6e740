"""What a form notices of text in two languages: Chinese in the field for English, and what the public would read in one only."""

import re

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.models import Record
from portal.models.missing_languages import way_to_record
from portal.review.languages import languages_to_publish
from portal.text.confirmations import Asks
from portal.text.languages.pairs import columns, stems
from portal.text.pinyin import CHINESE


def is_chinese(text):
    """Whether a text is Chinese rather than English that names something Chinese: it has no fewer characters than Latin letters."""
    chinese = len(re.findall(f"[{CHINESE}]", text))
    return chinese > 0 and chinese >= sum(c.isalpha() for c in text) - chinese


class InTwoLanguages(Asks, forms.ModelForm):
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
        text = self.cleaned_data.get(english)
        if text and is_chinese(text):
            said = _("This is Chinese in the field for English. Move it to the field for Chinese, or say that it is meant so.")
            self.ask(english, said)

    def ask_for(self, english, chinese):
        """What is public is told in the languages that publication asks for."""
        texts = {column: self.cleaned_data.get(column) for column in (english, chinese)}
        if any(texts.values()) and self.is_read_by_the_public:
            for column in texts:
                if not texts[column] and column not in self.errors and column[-2:] in languages_to_publish():
                    self.add_error(column, _("The public reads this: write it here, too."))

    @cached_property
    def is_read_by_the_public(self):
        """Whether what is written belongs to a record that is public or scheduled."""
        if not languages_to_publish():
            return False
        row = self.instance
        for name in way_to_record(type(row)).split("__") if not isinstance(row, Record) else ():
            row = getattr(row, name, None) if name else None
        return row is not None and row.published_at is not None

"""The form of a record: its kind, its names, and the address that is made from them."""

from django import forms
from django.utils.text import slugify

from portal.models import Record, SlugRedirect
from portal.text import pinyin


def address_stem(record):
    """An address of the English name of `record`, or else of the pinyin of the Chinese one: "Silk Road" → "silk-road"."""
    texts = (record.name_en, pinyin.in_letters(record.name_en), pinyin.in_letters(record.name_zh, record.name_reading))
    words = next((slug for text in texts if (slug := slugify(text.replace("_", " ")))), record.pk)
    return words if len(words) <= 80 else words[:80].rpartition("-")[0] or words[:80]


def with_number(stem, taken):
    """`stem`, with the first number with which it is not among `taken` where it is: "silk-road-2"."""
    number = 1
    while (address := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return address


def free_address(record):
    """An address for `record` that no other record has or had."""
    stem = address_stem(record)
    taken = set(Record.objects.exclude(pk=record.pk).filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= set(SlugRedirect.objects.exclude(record=record.pk).filter(slug__startswith=stem).values_list("slug", flat=True))
    return with_number(stem, taken)


class RecordForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = self._meta.model.KINDS
        if "kind" in self.fields:
            self.fields["kind"].choices = [(kind, kind.label) for kind in kinds]
        elif len(kinds) == 1:
            self.instance.kind = kinds[0]
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "name_reading" in self.fields:
            self.fields["name_reading"].widget.attrs |= {"placeholder": pinyin.pronounced(self.instance.name_zh), "lang": "zh-Latn-pinyin"}

    def clean(self):
        cleaned = super().clean()
        names = {name: cleaned.get(name, "") for name in ("name_en", "name_zh", "name_reading")}
        if "slug" in self.fields and not cleaned.get("slug") and any(names.values()) and not {"slug", *names} & set(self.errors):
            cleaned["slug"] = free_address(Record(pk=self.instance.pk, **names))
        return cleaned

"""Texts that are stored and read later, by somebody with another language: each is kept in all languages of the portal."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override

TEXTS_KEPT = "told"  # the key under which the texts of a stored one stand


class Told(str):
    """A text in the language of whoever is told it; `texts` has it in each, {code of a language: text}."""

    __slots__ = ("texts",)

    def __new__(cls, texts):
        text = texts.get(get_language() or settings.LANGUAGE_CODE)
        told = super().__new__(cls, next(iter(texts.values())) if text is None else text)
        told.texts = texts
        return told

    def __mod__(self, values):
        return Told({code: text % {name: said_in(value, code) for name, value in values.items()} for code, text in self.texts.items()})

    def __reduce__(self):
        return Told, (self.texts,)


def in_each(say):
    """The Told of what `say()` gives in each language."""
    texts = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            texts[code] = str(say())
    return Told(texts)


def told_text(message):
    """A message of the catalogue in each language; what stands behind a % is put into each of them."""
    return in_each(lambda: gettext(message))


def kept_text(text):
    """A text, lazy or not, as it is kept: what has its languages keeps them."""
    if isinstance(text, Told):
        return text
    return in_each(lambda: text) if isinstance(text, Promise) else str(text)


def said_in(value, code):
    """A value that stands in a text, as the text in the language `code` has it."""
    if isinstance(value, Told):
        return value.texts.get(code, str(value))
    if isinstance(value, Promise):
        with override(code):
            return str(value)
    return value


def told_together(sign, parts):
    """The Told of several texts with `sign` between them; those that are empty are left out."""
    parts = [kept_text(part) for part in parts if part]
    codes = [code for code, _name in settings.LANGUAGES]
    return Told({code: said_in(sign, code).join(said_in(part, code) for part in parts) for code in codes})


def with_languages(value):
    """What JSON holds of a value: of a text that reads otherwise in another language all of them."""
    if isinstance(value, Told):
        texts = set(value.texts.values())
        return {TEXTS_KEPT: value.texts} if len(texts) > 1 else str(value)
    if isinstance(value, Promise):
        return with_languages(kept_text(value))
    if isinstance(value, dict):
        return {key: with_languages(each) for key, each in value.items()}
    return [with_languages(each) for each in value] if isinstance(value, (list, tuple)) else value


def as_told(value):
    """A value of `with_languages`, its texts in the language of whoever reads."""
    if isinstance(value, dict):
        if value.keys() == {TEXTS_KEPT}:
            return Told(value[TEXTS_KEPT])
        return {key: as_told(each) for key, each in value.items()}
    return [as_told(each) for each in value] if isinstance(value, list) else value

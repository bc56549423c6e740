"""Pairs of columns, such as `name_en` and `name_zh`, that say one thing in two languages; and what the database asks of them."""

from functools import cache

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from portal.text.fields import Localized, reads_chinese


def columns(stem):
    return f"{stem}_en", f"{stem}_zh"


@cache
def stems(model):
    """The stems of the pairs of `model`, in the order in which it declares them: those that it reads through `Localized`."""
    declared = {name: each for parent in reversed(model.__mro__) for name, each in vars(parent).items()}
    return tuple([each.stem for each in declared.values() if isinstance(each, Localized)])


def half(stem, languages=("en", "zh")):
    """The condition that a pair is written, but not in one of `languages`."""
    english, chinese = columns(stem)
    condition = Q(**{f"{stem}_{language}": "" for language in languages[:1]})
    for language in languages[1:]:
        condition |= Q(**{f"{stem}_{language}": ""})
    return condition & ~Q(**{english: "", chinese: ""})


def either(stem):
    """The text of a pair in English, or where there is none in Chinese: what rows are ordered by."""
    english, chinese = columns(stem)
    return Coalesce(NullIf(english, models.Value("")), chinese)


class OneLanguage(models.CheckConstraint):
    """That a text is there in one language at least; said at the field of the reader's language. Made by `one_language`."""

    def deconstruct(self):
        _path, arguments, options = super().deconstruct()
        return "django.db.models.CheckConstraint", arguments, options

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        try:
            super().validate(model, instance, exclude, using)
        except ValidationError as error:
            english, chinese = (column for column, _empty in self.condition.children)
            raise ValidationError({chinese if reads_chinese() else english: error.messages}) from error


def one_language(stem):
    """The constraint that a pair is written in one language at least."""
    english, chinese = columns(stem)
    return OneLanguage(
        name=f"%(class)s_{stem}_in_a_language",
        condition=~Q(**{english: "", chinese: ""}),
        violation_error_message=_("Write it in English or in Chinese: one of them is enough."),
    )


class UniqueText(models.UniqueConstraint):
    """That no two rows have the same text in a column; the empty text, which says that there is none, aside. Made by `unique_text`."""

    def deconstruct(self):
        _path, arguments, options = super().deconstruct()
        return "django.db.models.UniqueConstraint", arguments, options


def unique_text(column, *within, message):
    """The constraint that no two rows, of those that are alike in the columns `within`, have the same text in `column`."""
    return UniqueText(
        fields=[*within, column], name=f"%(class)s_{column}_once", condition=~Q(**{column: ""}), violation_error_message=message
    )

"""In which languages a text must be told before the public reads it: the setting PUBLISHED_LANGUAGES."""

from django.conf import settings
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.models import Picture, Record
from portal.models.missing_languages import has_half, parts_with_pairs, untold

ASKED = {"both": ("en", "zh"), "either": (), "chinese": ("zh",)}  # the languages that each value of the setting asks for
MOST_TEXTS_NAMED = 3  # texts that a refusal names
LONGEST_ROW_NAME = 40  # characters


def languages_to_publish():
    return ASKED[settings.PUBLISHED_LANGUAGES]


def named_text(row, column):
    """A text by its field, and by its row where that is not the record itself: "wording in Chinese (It drew 330 visitors.)"."""
    label = str(row._meta.get_field(column).verbose_name)
    return (
        label
        if isinstance(row, Record)
        else _("%(field)s (%(row)s)") % {"field": label, "row": Truncator(str(row)).chars(LONGEST_ROW_NAME)}
    )


def language_refusal(record):
    """Why the public may not read `record` yet: what its texts, or those of its parts, do not say in a language that is asked for.
    Empty where they do."""
    if silent := Picture.objects.filter(record=record.pk, alt_en="", alt_zh="").count():
        text = ngettext(
            "%(count)d of its pictures does not say what it shows.", "%(count)d of its pictures do not say what they show.", silent
        )
        return text % {"count": silent}
    languages = languages_to_publish()
    if not languages or not Record.objects.filter(has_half(parts_with_pairs(), languages), pk=record.pk).exists():
        return ""
    missing = untold(record, languages)
    names = pgettext("within a list", ", ").join(named_text(*each) for each in missing[:MOST_TEXTS_NAMED])
    further = len(missing) - MOST_TEXTS_NAMED
    if further > 0:
        names = _("%(names)s and %(count)d more") % {"names": names, "count": further}
    return capfirst(_("before the public reads it, write: %(names)s.") % {"names": names})

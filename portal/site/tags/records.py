"""What the templates of records need beyond Django's own tags."""

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override, pgettext

from portal.listing.kept_parts import kept_parts
from portal.media import covers
from portal.site import shortlist
from portal.site.machine_readable.head_links import path_in, present_tag, tag_of
from portal.site.passages import address_of_passage
from portal.text import figure_wording
from portal.text.fields import reads_chinese
from portal.text.partial_dates import day_in_words, partial_date
from portal.text.pinyin import has_chinese

register = template.Library()
register.filter(figure_wording.around_figure)
register.filter("grouped", figure_wording.as_grouped)
register.filter(partial_date)
register.filter(day_in_words)
register.filter("in_chinese", has_chinese)
register.simple_tag(address_of_passage, name="passage_address")


@register.simple_tag
def gap():
    """What stands between a colon and what follows it: a space, which the full-width colon of Chinese has within."""
    return "" if reads_chinese() else " "


@register.simple_tag
def cover(record):
    """The generated cover of a record, as inline SVG."""
    return mark_safe(covers.cover(record.pk, record.pigment))  # noqa: S308 drawn by us; the id only seeds it


@register.simple_tag
def art(name, *arguments):
    """One of the portal's own drawings: ceiling, valance, niches, void, or the frieze of a pigment."""
    return mark_safe(getattr(covers, name)(*arguments))  # noqa: S308 drawn by us, from names in templates


@register.simple_tag(takes_context=True)
def keep(context, record):
    """The button that puts a record on the visitor's shortlist or takes it off."""
    is_kept = record.pk in shortlist.keys_kept(context.request)

    def draw(_keys):
        return {record.pk: render_to_string("portal/_take.html", {"record": record, "is_kept": is_kept})}

    return kept_parts("button of a record", [record.pk], draw, get_language(), is_kept)[0]


@register.simple_tag
def ticks(number, total):
    """A strip of `total` ticks, one for each passage of a source, with that of `number` lit; 120 × 14 units."""
    step = 116 / max(total - 1, 1)
    dashes = f' stroke-dasharray="1 {step - 1:.5g}"' if step > 1 else ""  # one line in dashes, as long for ten ticks as for a thousand
    lit = f'<path class="tick-on" d="M{2 + step * (number - 1):.4g} 0v14"/>' if 0 < number <= total else ""
    return mark_safe(  # noqa: S308 numbers only
        f'<svg viewBox="0 0 120 14" aria-hidden="true" focusable="false">'
        f'<path class="tick" d="M1.5 11h{117 if total > 1 else 1}"{dashes}/>{lit}</svg>'
    )


@register.simple_tag
def lang_attr(row, stem):
    """The `lang` attribute of a text in two columns, where it is not in the language of the page: `lang_attr record "name"`."""
    _text, language = getattr(type(row), stem).pick(row)
    return "" if language == ("zh-Hans" if reads_chinese() else "en") else format_html(' lang="{}"', language)


def in_its_language(text, language):
    """`text` as HTML, in a span that names its language where that is not the page's."""
    here = "zh-Hans" if reads_chinese() else "en"
    return text if language in ("", here) or not text else format_html('<span lang="{}">{}</span>', language, text)


@register.simple_tag
def text(row, stem):
    """A text in two columns as the reader gets it: `text statement "wording"`. Nothing for no row."""
    return in_its_language(*getattr(type(row), stem).pick(row)) if row else ""


@register.simple_block_tag
def struck(content, correction):
    """What was replaced by the row `correction` as struck, and said to be; unchanged where that is None."""
    hint = pgettext("read out before what is struck", "Replaced:")
    return format_html('<del><span class="vh">{} </span>{}</del>', hint, content) if correction else content


@register.simple_tag
def reading(record):
    """How the name of a record is read, after it, where who reads the page could not: a Chinese one that has no English beside it."""
    text, language = record.other if record else ("", "")
    return format_html(' <span class="reading" lang="{}">{}</span>', language, text) if language == "zh-Latn-pinyin" else ""


@register.simple_tag
def figure(statement):
    """A figure whose unit is in its own language."""
    said = statement.figure
    unit = in_its_language(said.unit, "zh-Hans" if has_chinese(said.unit) else "en")
    return format_html("{}{}", str(said).removesuffix(said.unit), unit)


@register.simple_tag
def place(record, *stems):
    """Where `record` is, as far as that is on record: `stems`, columns in two languages, the smallest place first, then its
    country or region; in the order of the reader's language, each name in its own, one of both once. Empty where nothing is."""
    parts = [format_html("<span{}>{}</span>", lang_attr(record, stem), getattr(record, stem)) for stem in stems if getattr(record, stem)]
    is_said = record.country.name in [getattr(record, stem) for stem in stems]  # by a city that is a country
    if record.country and (not is_said or getattr(record, "country_inferred", False)):
        parts.append(record.country.name)
    inward = reversed(parts) if reads_chinese() else parts  # Chinese begins with the largest
    return format_html_join(pgettext("within a place", ", "), "{}", ((part,) for part in inward))


@register.simple_tag
def admin_address(record):
    """Where staff edit a record."""
    options = record.specific._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk])


@register.simple_tag
def other_languages():
    """[(code, tag, name)] of the languages of the portal but the present one, each named in its own words."""
    return [(code, tag_of(code), name) for code, name in settings.LANGUAGES if code != get_language()]


register.simple_tag(present_tag, name="language_tag")


@register.simple_tag(takes_context=True)
def in_language(context, language):
    """The address of the present page in another language, query string included; the home page where there is no such page,
    or not any more."""
    request = context["request"]
    if context.get("is_nowhere"):
        address = reverse("home")
        translated = translate_url(address, language)
    else:
        address = request.get_full_path()
        _path, mark, query = address.partition("?")
        translated = f"{path_in(language, request)}{mark}{query}"
    if translated != address or language == get_language():
        return translated
    with override(language):
        return reverse("home")

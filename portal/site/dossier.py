"""The dossier: some records in both languages as one PDF, with all footnotes at its end.

One is kept for the day on which it was made, under a digest of all that it shows: what is not public any more, or was corrected, is not in
what is told anew for each visitor, and so no dossier from before is found.
"""

import hashlib
import io
import json

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override, pgettext
from django.views.decorators.cache import cache_control
from PIL import Image

from portal.media import covers, typesetting
from portal.media.pictures.serving import bytes_of
from portal.models.made_up import titled_as_made_up
from portal.server.costly_work import or_again, slot
from portal.server.refusals import read_only
from portal.site.facts import Sheet, rest
from portal.site.host import host_name
from portal.site.passages import address_of_passage
from portal.site.shortlist import asked_keys, footnotes_of, public, query
from portal.text import figure_wording
from portal.text.fields import reads_chinese

LANGUAGES = {"en": "en", "zh": "zh-hans"}
PAINTED = "light"  # a dossier is printed on white
WIDEST = 960  # of the sizes of a picture, the largest that is taken
SHEET = "dossier.typ"
LARGEST_KEPT = 8 * 1024**2  # bytes


def both(read):
    """{language: what `read()` says in it}"""
    said = {}
    for key, language in LANGUAGES.items():
        with override(language):
            said[key] = read()
    return said


def picture_of(page, pictures):
    """What the sheet says of the record's cover picture, whose WebP goes into `pictures`; None without one, or where its file is gone."""
    found = bytes_of(page.cover_picture, WIDEST) if page.cover_picture else None
    if found is None:
        return None
    name = f"{page.object.pk}.jpg"
    pictures[name] = found
    with override("en"):
        return {"file": name, "alt": page.cover_picture.alt, "credit": page.cover_picture.credit}


def as_jpeg(picture):
    """A PDF holds a JPEG as it is; it would hold WebP at ten times its size."""
    file = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(file, "JPEG", quality=85)
    return file.getvalue()


def footnote_numbers(row):
    """The footnotes of what a value rests on."""
    note = getattr(row, "footnote", None)
    return [note.number] if note else []


def printed(value, language):
    """A value with its footnotes; `why` it is struck, empty where it stands."""
    with override(language):
        because = pgettext("of what is struck", "corrected") + pgettext("between words", ": ")
        why = f"{because}{value.correction.reason}" if value.correction else ""
    return {"text": value.text, "notes": footnote_numbers(value.row), "why": why}


def fields(sheet):
    """[{label, values}] of a record, each text in both languages; its kind and names stand above, figures and statements in a list of
    their own."""
    in_both = both(sheet.facts)
    rows = []
    for english, chinese in zip(in_both["en"], in_both["zh"], strict=True):
        if english.key in ("kind", "figures", "statements", "name-en", "name-zh"):
            continue
        rows.append(
            {
                "label": both(lambda label=chinese.label: str(label)),
                "en": [printed(value, "en") for value in english.values],
                "zh": [printed(value, "zh-hans") for value in chinese.values],
            }
        )
    return rows


def left_out(sheet):
    """[{label, values}] of how much more is stated of a record than a dossier tells."""
    if not sheet.further:
        return []
    label, said = both(lambda: gettext("Further facts")), both(lambda: rest(sheet.further)[0])
    return [{"label": label, "en": [printed(said["en"], "en")], "zh": [printed(said["zh"], "zh-hans")]}]


def said_of(sheet):
    """[{en, zh, limits, notes}] of what is stated of a record, its figures first."""
    ordered = [*sheet.figures, *(one for one in sheet.statements if not one.figure)]
    return [
        {
            "en": statement.wording_en or statement.wording_zh,
            "zh": statement.wording_zh or statement.wording_en,
            "other": {"en": not statement.wording_en, "zh": not statement.wording_zh},
            "figure": both(lambda statement=statement: str(figure_wording.read_statement(statement))) if statement.figure else None,
            "limits": both(lambda statement=statement: statement.limits),
            "notes": footnote_numbers(statement),
        }
        for statement in ordered
    ]


def entry(sheet, address, pictures):
    record = sheet.record
    return {
        "name_en": record.name_en or record.pinyin,
        "is_reading": not record.name_en,
        "name_zh": record.name_zh,
        "to_confirm": bool(record.name_zh and not record.name_zh_confirmed),
        "kind": both(lambda: str(record.get_kind_display())),
        "pigment": record.pigment,
        "cover": covers.painted(record.pk, record.pigment, PAINTED),
        "picture": picture_of(sheet.page, pictures),
        "summary": {"en": record.summary_en, "zh": record.summary_zh},
        "facts": fields(sheet) + left_out(sheet),
        "said": said_of(sheet),
        "address": address(record.get_absolute_url()),
    }


def cited(source):
    """A source with whoever wrote and published it, as far as that is known."""
    return pgettext("between words", ", ").join(filter(None, [source.title, source.author, source.publisher]))


def footnote_text(footnote, address):
    passage = footnote.passage
    source = passage.source
    return {
        "number": footnote.number,
        "where": both(lambda: passage.label),
        "source": both(lambda: cited(source)),
        "stated": both(lambda: render_to_string("portal/_stated.html", {"passage": passage}).strip()),
        "address": address(address_of_passage(passage)),
    }


def data_of(records, request, day, pictures):
    """All that the dossier shows; its pictures go into `pictures`, as {name: WebP}."""
    sheets = [Sheet(record, request) for record in records]
    footnotes = footnotes_of(sheets)
    address = request.build_absolute_uri
    return {
        "reader": "zh" if reads_chinese() else "en",  # whose language stands first
        "title": both(lambda: gettext("Dossier")),
        "host": both(host_name),
        "contact": settings.PORTAL_CONTACT,
        "portal": both(lambda: titled_as_made_up(gettext("Going Global"))),
        "subtitle": both(lambda: gettext("Gansu culture abroad")),
        "made": both(lambda: date_format(day, "DATE_FORMAT")),
        "texts": both(sheet_texts),
        "list": address(f"{reverse('shortlist')}?{query(record.pk for record in records)}"),
        "ask": address(f"{reverse('enquiry')}?{query(record.pk for record in records)}"),
        "records": [entry(sheet, address, pictures) for sheet in sheets],
        "notes": [footnote_text(footnote, address) for footnote in footnotes],
    }


def digest_of_dossier(data, pictures):
    """Of all that a dossier shows, and of the sheet that shows it."""
    shown = [data, {name: hashlib.sha256(content).hexdigest() for name, content in pictures.items()}]
    return hashlib.sha256((typesetting.SHEETS / SHEET).read_bytes() + json.dumps(shown, sort_keys=True).encode()).hexdigest()


def made(records, request, day):
    """The PDF (bytes), from where it is kept or anew."""
    kept, pictures = caches["dossiers"], {}
    data = data_of(records, request, day, pictures)
    key = digest_of_dossier(data, pictures)
    pdf = kept.get(key)
    if pdf is None:
        pdf = typesetting.pdf(SHEET, data, {name: as_jpeg(picture) for name, picture in pictures.items()})
        if len(pdf) <= LARGEST_KEPT:
            kept.set(key, pdf)
    return pdf


@read_only
@cache_control(private=True, no_cache=True)
@or_again
def dossier(request):
    """The PDF of the records in `?r=`, or of the visitor's shortlist. Not found where none of them is public."""
    keys, _is_named = asked_keys(request)
    records = public(keys)
    if not records:
        raise Http404
    day = timezone.localdate()
    with slot(query(record.pk for record in records)):
        pdf = made(records, request, day)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="dossier-{day:%Y-%m-%d}.pdf"'
    response["X-Robots-Tag"] = "noindex"
    return response


def sheet_texts():
    """What the sheet itself says, in one language."""
    return {
        "contents": gettext("Contents"),
        "stated": gettext("Facts"),
        "notes": gettext("Footnotes"),
        "not_stated": gettext("not listed here yet"),
        "to_confirm": gettext("Chinese name to be confirmed"),
        "reading": gettext(
            "Each fact is told in our own words and names its sentence in the source. Figures keep their “nearly” and “over”. Nothing is "
            "estimated or rounded; what we infer is marked."
        ),
        "ask": gettext("Ask about these:"),
        "contact": gettext("Contact"),
        "made": gettext("Made on %(day)s; what it says may have changed since.")
        % {"day": date_format(timezone.localdate(), "DATE_FORMAT")},
    }

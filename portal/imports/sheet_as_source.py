"""A sheet that is registered as a source: each of its rows becomes a passage, so that a figure has one to cite."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.admin.form.record_form import free_address
from portal.imports.receiving import sent_before
from portal.imports.stored_cells import cell_from_json
from portal.models import Passage, Source
from portal.models.source_kinds import REPORT
from portal.search.index import sort_keys
from portal.text.folding import RUN

ROW_OF_SHEET = _("row %(number)d")
ROWS_IN_MEMORY = 1000  # with their cells


def row_in_each_language(number):
    """{"label_en": "row 5", "label_zh": "第5行"}"""
    found = {}
    for name, language in (("label_en", "en"), ("label_zh", "zh-hans")):
        with override(language):
            found[name] = str(ROW_OF_SHEET) % {"number": number}
    return found


def source_of_same_file(sheet_import):
    """The source that the same file became before; None where it became none."""
    earlier = sent_before(sheet_import).exclude(source=None).select_related("source").first()
    return earlier.source if earlier else None


def passages_of(source):
    """{number of a row: key of the passage}"""
    return dict(Passage.objects.filter(source=source).values_list("number", "pk")) if source else {}


def name_of_sheet(sheet_import):
    """The name of the source, {"name_zh": …} or {"name_en": …}: that of the file, with the sheet's where it says more."""
    stem = sheet_import.file_name.rpartition(".")[0] or sheet_import.file_name
    name = f"{stem} · {sheet_import.sheet}" if sheet_import.sheet and sheet_import.sheet.casefold() not in stem.casefold() else stem
    is_chinese = any(run for run, _word in RUN.findall(name))
    return {"name_zh" if is_chinese else "name_en": name[:250]}


def texts_of_rows(sheet_import):
    """{number of a row: what stands in its cells, each in a line, as the sheet says it}"""
    rows = sheet_import.rows.order_by("number", "-part").values_list("number", "cells")
    told = {}
    for number, cells in rows.iterator(chunk_size=ROWS_IN_MEMORY):
        texts = (cell_from_json(cells[letters], letters).text for letters in sorted(cells, key=place_of_letters))
        told[number] = "\n".join(filter(None, texts))
    return told


def place_of_letters(letters):
    """What puts the letters of columns in order: Z before AA."""
    return len(letters), letters


def register_sheet(sheet_import, user, judged, writer):
    """Have the source and a passage for each row wait to be written, unless the same file became one before. Returns the key of the source
    and {number of a row: key of the passage}."""
    source = source_of_same_file(sheet_import)
    known = passages_of(source)
    if source is None:
        source = Source(kind=REPORT, responsible_id=user.pk, **name_of_sheet(sheet_import))
        source.record_ptr_id = source.id
        source.slug = free_address(source)
        columns = {field.attname: getattr(source, field.attname) for field in source._meta.concrete_fields}
        writer.add(Source, columns | sort_keys(source) | {"id": source.pk, "issued_on": sheet_import.at.date()})
    texts = texts_of_rows(sheet_import)
    for each in judged:
        number = each.row.number
        if number not in known:
            passage = Passage(source_id=source.pk, number=number, **row_in_each_language(number))
            passage.text = texts.get(number, "")
            known[number] = passage.pk
            writer.add(Passage, {field.attname: getattr(passage, field.attname) for field in passage._meta.concrete_fields})
    return source.pk, known

"""The columns that records of all kinds share, and the sheets of what any record may have: other names, and figures with their passage."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.review.steps import state_in_words
from portal.sheets import readers
from portal.sheets.column_makers import code_column, of_field, out_only
from portal.sheets.columns import SheetKind, offer_sheet

NAMES_EN = ("英文名称", "英文名", "英文", "外文名称", "English name", "Name (English)", "name_en")
NAMES_ZH = ("名称", "中文名称", "中文名", "中文", "全称", "Chinese name", "Name (Chinese)", "name_zh")


def key_column(model):
    """The stable key of a row, of a record or of a part of one."""
    return code_column(
        model,
        "id",
        key="key",
        label=_("key"),
        help=_("The key of the row in this portal. Leave it empty in a row that is new."),
        headings=("ID", "id", "key", "键", "编号（系统）", "系统编号"),
        is_required=False,
        width=14,
    )


def name_columns(model, english=(), chinese=()):
    """The two names of a record and the reading of the Chinese one. `english` and `chinese` are what people of this kind's sheets write
    above them: "Company name", 企业名称."""
    return (
        of_field(model, "name_zh", headings=(*chinese, *NAMES_ZH), is_public=True, width=36),
        of_field(model, "name_en", headings=(*english, *NAMES_EN), is_public=True, width=36),
        of_field(model, "name_reading", headings=("拼音", "读音", "Pinyin"), width=24),
        of_field(model, "name_zh_confirmed", headings=("名称已确认", "中文名已确认"), is_public=True, width=10),
    )


def kind_column(model, headings=()):
    """Of which kind a record is, where a sheet has several."""
    labels = {str(kind): kind.label for kind in model.KINDS}

    def read(cell, _known):
        return {"kind": readers.read_choice(cell, [*labels.items()])}

    return of_field(
        model,
        "kind",
        read=read,
        write=lambda row: str(labels[row.kind]),
        allowed=lambda: [str(label) for label in labels.values()],
        headings=("类别", "类型", "种类", "性质", "Type", *headings),
        is_public=True,
    )


def summary_columns(model, chinese=()):
    return (
        of_field(model, "summary_zh", headings=(*chinese, "简介", "中文简介", "概述", "介绍", "Summary (Chinese)"), is_public=True),
        of_field(model, "summary_en", headings=("英文简介", "Summary", "Description", "Summary (English)"), is_public=True),
    )


def staff_columns(model):
    """What stands last: the address of the page, what only staff read, and what a sheet says but does not set."""
    return (
        of_field(model, "slug", label=_("address of the page"), headings=("网页地址", "地址（网页）", "Slug"), is_required=False, width=24),
        of_field(model, "staff_note", headings=("备注", "内部备注", "说明", "Note", "Notes", "Remarks"), is_put_together=True),
        out_only("state", _("state"), lambda row: str(state_in_words(row)), width=14),
        out_only("responsible", _("person in charge"), lambda row: row.responsible and str(row.responsible)),
        out_only("updated", _("updated at"), lambda row: timezone.localdate(row.updated_at), width=13),
    )


def record_sheet(model, *own_columns, english, chinese, summary_headings=(), kind_headings=None, loads=(), **options):
    """Offer the sheet of a kind of records: `own_columns` stand between the names and the summaries. `english` and `chinese` are what
    people write above its names; with `kind_headings`, even empty ones, it has a column that says of which kind a record is. `loads` and
    `options` are those of SheetKind."""
    kinds = () if kind_headings is None else (kind_column(model, kind_headings),)
    names, summaries = name_columns(model, english, chinese), summary_columns(model, summary_headings)
    return offer_sheet(
        SheetKind(
            model=model,
            columns=(key_column(model), *names, *kinds, *own_columns, *summaries, *staff_columns(model)),
            public_rows=model.objects.published,
            loads=("responsible", *loads),
            **options,
        )
    )

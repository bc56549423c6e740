"""The sheets of what any record may have: other names, and statements with their figures and passages."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.models import AlternativeName, Measure, Statement
from portal.sheets import readers
from portal.sheets.cells import RefusedCell
from portal.sheets.column_makers import of_field, out_only, span_column
from portal.sheets.columns import Column, SheetKind, offer_sheet
from portal.sheets.passage_columns import one_with_passage, passage_columns, with_passage
from portal.sheets.record_columns import key_column
from portal.text.figure_wording import read_statement
from portal.text.partial_dates import last_day_of

RECORD_HEADINGS = ("条目", "名称", "企业名称", "单位名称", "展会名称", "项目名称", "Record", "Name")
AMOUNT = ("value", "qualifier", "currency")

offer_sheet(
    SheetKind(
        place=170,
        code="other-names",
        label=_("other names"),
        model=AlternativeName,
        columns=(
            key_column(AlternativeName),
            of_field(AlternativeName, "record", headings=RECORD_HEADINGS, width=36),
            of_field(AlternativeName, "name", headings=("其他名称", "别名", "简称", "曾用名", "Other name", "Alias"), is_public=True),
            of_field(AlternativeName, "language", headings=("语言", "语种", "Language"), is_public=True),
            *passage_columns(),
        ),
        carrier="record",
        identity=("record", "name"),
        complete=one_with_passage,
        loads=("record", "passage__source"),
        example={
            "record": _("Example Culture and Technology Co., Ltd"),
            "name": "示例文化",
            "language": AlternativeName.Language.CHINESE.label,
        },
    )
)


def figure_column(fields, write, **options):
    """A Column for a figure in words, such as 近150万元. Its parts have columns of their own, which answer what the words leave open."""
    return Column(
        "figure",
        _("figure as written"),
        ("*figure", *fields),
        lambda cell, _known: {"*figure": cell},
        write,
        help=_("“nearly 1.5 million yuan”, 超过600个, 1.5亿元: or its parts, each in a column of its own."),
        headings=("数值（原文）", "数据", "数字", "成交额", "成交金额", "Figure"),
        **options,
    )


def read_value(cell, _known):
    """A number; or a figure in words, where somebody writes one above whose column an amount is asked for: 近150万元."""
    if readers.shows_money(cell):
        return {"*figure": cell}
    try:
        return {"value": readers.read_number(cell)}
    except RefusedCell:
        return {"*figure": cell}


def amount_columns(model):
    """Value, qualifier and currency of a figure, each in a column of its own."""
    return (
        of_field(model, "qualifier", headings=("限定词", "Qualifier"), is_public=True, public_label=_("how close")),
        of_field(
            model,
            "value",
            fields=("value", "*figure"),
            read=read_value,
            headings=("数值", "数额", "金额", "Value", "Number", "Amount"),
            is_public=True,
            width=16,
        ),
        of_field(model, "currency", headings=("币种", "货币", "Currency"), is_public=True),
    )


def with_figure(values, known, measures=True):
    """`values` with the parts of a figure that is written in words; raises RefusedCell where the words say something else than its parts
    do, or leave open what these do not say. Without `measures` the figure is an amount of money and has none."""
    values = dict(values)
    cell = values.pop("*figure", None)
    if cell is None:
        return values
    try:
        reading = readers.read_figure(cell, known.all_of(Measure) if measures else ())
    except RefusedCell as error:
        if values.get("value") is not None:
            return values  # the parts say it
        error.column = "figure"
        raise
    if values.setdefault("value", reading.value) != reading.value:
        raise RefusedCell(gettext("The figure in words is another than the value."), gettext("Correct one of the two."), column="figure")
    sure = {"qualifier": reading.qualifier, "currency": reading.currency, "measure": reading.measure and reading.measure.pk}
    for column, question, offers in reading.questions():
        if column in values or (column == "measure" and not measures):
            continue
        raise RefusedCell(question, gettext("Choose one, or write it in a column of its own."), offers, column=column)
    for name, value in sure.items():
        if value and name in values and values[name] != value and name != "measure":
            raise RefusedCell(gettext("The figure in words says something else."), gettext("Correct one of the two."), column=name)
        if value and (measures or name != "measure"):
            values.setdefault(name, value)
    return values


def period_column():
    """A Column for the period of a figure in one cell: a month or a year stands for all its days."""
    inner = span_column("period", _("period"), ("first", "first_known"), ("last", "last_known"))

    def read(cell, known):
        said = inner.read(cell, known)
        last, known_to = (said["last"], said["last_known"]) if said["last"] else (said["first"], said["first_known"])
        return {"period_starts_on": said["first"], "period_ends_on": last_day_of(last, known_to)}

    return Column(
        "period",
        _("period"),
        ("period_starts_on", "period_ends_on"),
        read,
        None,
        help=_("2025, 2025-05, or from one day to another."),
        headings=("时期", "期间", "统计期", "年度", "Period"),
    )


def complete_statement(values, known):
    return [with_figure(with_passage(values, known), known)]


offer_sheet(
    SheetKind(
        place=160,
        code="figures",
        label=_("figures and facts"),
        model=Statement,
        columns=(
            key_column(Statement),
            of_field(Statement, "record", headings=RECORD_HEADINGS, is_public=True, public_label=_("about"), width=36),
            of_field(Statement, "measure", headings=("指标", "指标名称", "Measure", "Indicator"), is_public=True, width=30),
            figure_column(("value", "qualifier", "currency", "measure"), lambda row: str(row.figure or ""), is_public=True, width=24),
            *amount_columns(Statement),
            out_only("unit", _("unit"), lambda row: read_statement(row).unit if row.measure_id else None, is_public=True),
            period_column(),
            of_field(Statement, "period_starts_on", headings=("期间起", "起始日期"), is_public=True),
            of_field(Statement, "period_ends_on", headings=("期间止", "截止日期"), is_public=True),
            of_field(Statement, "as_of", headings=("截至", "截至日期", "As of"), is_public=True),
            of_field(
                Statement,
                "wording_zh",
                headings=("中文表述", "内容", "信息内容", "Wording (Chinese)"),
                is_public=True,
                public_label=_("fact in Chinese"),
            ),
            of_field(
                Statement, "wording_en", headings=("英文内容", "Wording", "Statement"), is_public=True, public_label=_("fact in English")
            ),
            of_field(Statement, "quoted", headings=("原文", "原文用语", "Quoted"), is_public=True, width=30),
            of_field(Statement, "is_example", headings=("举例", "Example"), is_public=True),
            *passage_columns(is_required=True),
        ),
        carrier="record",
        identity=("record", "passage", "measure", "wording_zh", "wording_en"),
        complete=complete_statement,
        public_rows=Statement.objects.published,
        loads=("record", "measure", "passage__source"),
    )
)

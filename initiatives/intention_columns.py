"""The columns of sheets of cooperation intentions, each with the state that its steps come to."""

from django.utils.translation import gettext_lazy as _

from initiatives.models import Intention, IntentionStep
from portal.sheets.column_makers import country_in_words, of_field, out_only, partial_date_column
from portal.sheets.columns import SheetKind, offer_sheet
from portal.sheets.part_columns import amount_columns, figure_column, with_figure
from portal.sheets.passage_columns import passage_columns, with_passage
from portal.sheets.record_columns import key_column

RIGHT_TO_FOLLOW_UPS = "initiatives.view_followup"


def complete_intention(values, known):
    return [with_figure(with_passage(values, known), known, measures=False)]


def of_follow_up(key, label, write):
    """A column of what staff keep of an intention for themselves, for those alone who may see that."""
    return out_only(key, label, lambda row: write(row.follow_up) if hasattr(row, "follow_up") else None, right=RIGHT_TO_FOLLOW_UPS)


offer_sheet(
    SheetKind(
        place=150,
        code="intentions",
        label=_("cooperation intentions"),
        model=Intention,
        columns=(
            key_column(Intention),
            of_field(
                Intention,
                "initiative",
                headings=("展会名称", "展览名称", "展会", "项目名称", "活动名称", "Exhibition", "Show", "Project"),
                width=36,
            ),
            of_field(
                Intention,
                "our_side",
                headings=("我方单位", "我方企业", "企业名称", "单位名称", "甘肃企业", "Our side", "Company"),
                width=36,
            ),
            of_field(Intention, "subject_zh", headings=("合作内容", "合作事项", "内容", "合作意向", "意向内容"), width=40),
            of_field(Intention, "subject_en", headings=("Subject", "Intention", "About"), width=40),
            of_field(Intention, "country", headings=("市场", "对方国家", "国家或地区", "国家", "国别", "Market", "Country")),
            partial_date_column(Intention, "happened_on", "happened_precision", headings=("日期", "签约日期", "达成日期", "时间", "Date")),
            of_field(Intention, "other_side_may_be_named", headings=("对方同意具名", "可具名", "May be named")),
            of_field(Intention, "other_side", headings=("合作方", "对方单位", "Other side", "Partner"), width=36),
            of_field(Intention, "other_name", headings=("合作方名称", "对方名称", "外方单位", "外方名称", "Partner name"), width=36),
            figure_column(("value", "qualifier", "currency"), lambda row: row.amount and str(row.amount), width=24),
            *amount_columns(Intention),
            of_field(Intention, "may_be_described", headings=("可公开内容",)),
            out_only("state", _("state"), lambda row: str(row.state_in_words)),
            *passage_columns(),
            of_follow_up("counterparty", _("other side, for staff only"), lambda kept: kept.counterparty or kept.counterparty_name),
            of_follow_up("kept_amount", _("amount"), lambda kept: kept.amount and str(kept.amount)),
            of_follow_up("next_step", _("next step"), lambda kept: kept.next_step),
            of_follow_up("next_on", _("next step on"), lambda kept: kept.next_on),
            of_follow_up("in_charge", _("person in charge"), lambda kept: kept.responsible and str(kept.responsible)),
            of_follow_up("deputy", _("deputy"), lambda kept: kept.deputy and str(kept.deputy)),
            of_follow_up("note", _("note"), lambda kept: kept.note),
        ),
        carrier="initiative",
        found_by=("initiative", "our_side"),
        identity=("initiative", "our_side", "subject_zh", "subject_en"),
        complete=complete_intention,
        rows=lambda: Intention.objects.with_state(IntentionStep.objects.all()),
        loads=(
            "initiative",
            "our_side",
            "other_side",
            "passage__source",
            "follow_up__counterparty",
            "follow_up__responsible",
            "follow_up__deputy",
        ),
        example={
            "initiative": _("Example culture exhibition"),
            "our_side": _("Example Culture and Technology Co., Ltd"),
            "subject_zh": "示例合作事项",
            "country": country_in_words("SG"),
            "happened_on": "2025-05-21",
            "figure": "近150万元",
        },
    )
)

"""The columns of sheets of what organizations own, and of what protects it: registrations of trademarks and customs recordals."""

import re

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enterprises import kinds
from enterprises.models import CustomsRecordal, IntellectualProperty, Trademark, TrademarkRegistration
from enterprises.nice_classes import read_classes
from enterprises.renewals import status
from portal.sheets import readers
from portal.sheets.cells import RefusedCell
from portal.sheets.column_makers import code_column, country_in_words, of_field, out_only
from portal.sheets.columns import SheetKind, offer_sheet
from portal.sheets.known import find_by_code
from portal.sheets.passage_columns import one_with_passage, passage_columns, with_passage
from portal.sheets.record_columns import key_column, record_sheet

EXAMPLE_OWNER = _("Example Culture and Technology Co., Ltd")


def property_sheet(place, code, label, model, example=None):
    return record_sheet(
        model,
        of_field(
            model,
            "owner",
            headings=("权利人", "商标权人", "注册人", "所有人", "所属企业", "企业名称", "Owner", "Right holder"),
            is_public=True,
            width=36,
        ),
        of_field(model, "licensing_zh", headings=("可授权内容", "授权说明"), is_public=True),
        of_field(model, "licensing_en", headings=("Licensing",), is_public=True),
        english=("Trademark", "Mark", "Brand", "Name"),
        chinese=("商标名称", "品牌名称", "商标", "品牌", "作品名称", "产品名称"),
        kind_headings=("知识产权类型",),
        summary_headings=("商标简介", "品牌简介", "作品简介"),
        loads=("owner",),
        place=place,
        code=code,
        label=label,
        example=example or {},
    )


property_sheet(
    90,
    "properties",
    _("brands and intellectual property"),
    IntellectualProperty,
    {"name_zh": "示例纹样", "name_en": "Example pattern", "kind": kinds.COPYRIGHT_WORK.label, "owner": EXAMPLE_OWNER},
)
property_sheet(
    80,
    "trademarks",
    _("trademarks"),
    Trademark,
    {"name_zh": "示例", "name_en": "EXAMPLE", "kind": kinds.TRADEMARK.label, "owner": EXAMPLE_OWNER},
)


def read_territory(cell, known):
    return {"territory": readers.read_choice(cell, [("EU", _("European Union"))]) if is_of_the_union(cell) else readers.read_country(cell)}


def is_of_the_union(cell):
    """Whether a cell names the European Union, which registers marks but is no country."""
    return readers.read_text(cell).casefold() in ("eu", "european union", "欧盟", "欧洲联盟")


def read_class_cell(cell, _known):
    """The Nice classes in a cell: 第16类、25类；35 → [16, 25, 35]."""
    try:
        return {"nice_class": read_classes(re.sub(r"第|类|classe?s?\b", " ", readers.read_text(cell), flags=re.IGNORECASE))}
    except ValidationError as error:
        raise RefusedCell(" ".join(error.messages), gettext("Write the numbers of the classes, such as 16; 25; 35.")) from None


def status_column(status_on):
    """Where a right stands today, by its dates, its events and the law; it is never entered."""

    def write(row):
        found = status_on(row, timezone.localdate())
        return found and str(found.label)

    return out_only("status", _("status"), write, is_public=True)


def with_registrations(recordals, registrations):
    return recordals.prefetch_related(Prefetch("registration", registrations))


def one_for_each_class(values, known):
    """The rows of a registration: an office gives one number to all classes of a filing."""
    values = with_passage(values, known)
    return [values | {"nice_class": number} for number in values["nice_class"]] if "nice_class" in values else [values]


offer_sheet(
    SheetKind(
        place=100,
        code="registrations",
        label=_("trademark registrations"),
        model=TrademarkRegistration,
        columns=(
            key_column(TrademarkRegistration),
            of_field(
                TrademarkRegistration,
                "trademark",
                headings=("商标", "商标名称", "品牌", "Trademark", "Mark", "Brand"),
                is_public=True,
                width=30,
            ),
            code_column(
                TrademarkRegistration,
                "number",
                headings=("注册号", "商标注册号", "注册证号", "申请号/注册号", "Registration number", "Reg. no.", "Number"),
                is_public=True,
            ),
            of_field(
                TrademarkRegistration,
                "nice_class",
                read=read_class_cell,
                headings=("国际分类", "类别", "商标类别", "尼斯分类", "类", "Class", "Classes", "Nice classes"),
                help=_("1 to 45. Several in one cell become a row each: 16; 25; 35."),
                is_public=True,
            ),
            of_field(
                TrademarkRegistration,
                "territory",
                read=read_territory,
                headings=("注册国家", "注册地", "国别", "国家或地区", "国家/地区", "国家", "Territory", "Country"),
                is_public=True,
            ),
            of_field(TrademarkRegistration, "route", headings=("注册途径", "途径", "Route"), is_public=True),
            of_field(TrademarkRegistration, "nice_edition", headings=("分类版本", "版本", "Edition"), is_public=True),
            of_field(TrademarkRegistration, "filed_on", headings=("申请日期", "申请日", "Filed", "Filing date"), is_public=True),
            of_field(
                TrademarkRegistration,
                "registered_on",
                headings=("注册日期", "注册日", "注册公告日期", "Registered", "Registration date"),
                is_public=True,
            ),
            of_field(TrademarkRegistration, "international_registered_on", headings=("国际注册日期", "国际注册日"), is_public=True),
            of_field(
                TrademarkRegistration,
                "expires_on",
                headings=("有效期至", "到期日", "专用权期限至", "截止日期", "有效期截止", "Expires", "Expiry date"),
                is_public=True,
            ),
            of_field(TrademarkRegistration, "checked_on", headings=("核查日期", "查询日期", "Checked"), is_public=True),
            status_column(status.of_registration),
            *passage_columns(),
        ),
        carrier="trademark",
        identity=("territory", "number", "nice_class"),
        complete=one_for_each_class,
        rows=TrademarkRegistration.objects.with_events,
        public_rows=lambda: TrademarkRegistration.objects.published().with_public_events(),
        loads=("trademark", "passage__source"),
        example={
            "trademark": "示例",
            "number": "12345678",
            "nice_class": "16; 25",
            "territory": country_in_words("CN"),
            "route": TrademarkRegistration.Route.NATIONAL.label,
            "registered_on": "2020-05-21",
        },
    )
)
find_by_code(TrademarkRegistration, "number")

offer_sheet(
    SheetKind(
        place=110,
        code="recordals",
        label=_("customs recordals"),
        model=CustomsRecordal,
        columns=(
            key_column(CustomsRecordal),
            code_column(CustomsRecordal, "number", headings=("备案号", "海关备案号", "Recordal number", "Recordal no."), is_public=True),
            of_field(
                CustomsRecordal,
                "property",
                headings=("知识产权", "权利名称", "商标", "商标名称", "备案名称", "Intellectual property", "Mark"),
                is_public=True,
                width=30,
            ),
            of_field(CustomsRecordal, "right", headings=("权利类型", "备案类型", "权利种类", "Kind of right"), is_public=True),
            of_field(
                CustomsRecordal,
                "registration",
                headings=("商标注册号", "注册号", "Registration"),
                help=_("The number of the registration that it protects; of one with several classes choose which."),
                width=30,
            ),
            of_field(CustomsRecordal, "holder", headings=("备案权利人", "权利人", "持有人", "Holder"), is_public=True, width=36),
            of_field(
                CustomsRecordal, "effective_on", headings=("生效日期", "备案生效日期", "备案日期", "起始日期", "Effective"), is_public=True
            ),
            of_field(CustomsRecordal, "expires_on", headings=("到期日", "有效期至", "备案有效期至", "失效日期", "Expires"), is_public=True),
            status_column(status.of_recordal),
            *passage_columns(),
        ),
        carrier="property",
        identity=("number",),
        complete=one_with_passage,
        rows=lambda: with_registrations(CustomsRecordal.objects.with_events(), TrademarkRegistration.objects.with_events()),
        public_rows=lambda: with_registrations(
            CustomsRecordal.objects.published().with_public_events(), TrademarkRegistration.objects.published().with_public_events()
        ),
        loads=("property", "holder", "passage__source"),
        example={"number": "T2020-00000", "property": "示例", "right": CustomsRecordal.Right.TRADEMARK.label, "holder": EXAMPLE_OWNER},
    )
)

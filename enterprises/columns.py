"""The columns of sheets of enterprises and other organizations; of what they own see right_columns."""

from django.utils.translation import gettext_lazy as _

from enterprises import kinds, right_columns  # noqa: F401  offers the sheets of rights
from enterprises.models import Enterprise, Organization
from portal.sheets.column_makers import code_column, country_in_words, of_field
from portal.sheets.known import find_by_code
from portal.sheets.record_columns import record_sheet

find_by_code(Organization, "credit_code")

HEADINGS_EN = ("Enterprise", "Company", "Company name", "Organization", "Name of the company", "Name")
HEADINGS_ZH = ("企业名称", "单位名称", "公司名称", "机构名称", "企业", "单位", "公司", "企业全称", "单位全称", "组织名称", "申报单位")


def organization_columns(model):
    """What is on record of an organization, in the order of its form."""
    return (
        code_column(
            model,
            "credit_code",
            headings=("统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码", "Credit code", "USCC"),
            is_public=True,
            width=22,
        ),
        of_field(model, "country", headings=("国家或地区", "国家", "国别", "国家/地区", "Country", "Country/region"), is_public=True),
        of_field(model, "region_zh", headings=("省份", "省（区、市）", "地区", "所在地", "省市", "所在地区"), is_public=True),
        of_field(model, "region_en", headings=("Province", "Region", "英文省份"), is_public=True),
        of_field(model, "address_zh", headings=("地址", "通讯地址", "注册地址", "单位地址", "详细地址"), is_public=True),
        of_field(model, "address_en", headings=("Address", "Postal address", "英文地址"), is_public=True),
        of_field(model, "website", headings=("网址", "官网", "网站", "Website", "Web", "URL"), is_public=True),
        of_field(model, "sectors", headings=("所属行业", "行业", "行业类别", "所属领域", "领域", "Sector", "Industry"), is_public=True),
        of_field(model, "parent", headings=("上级单位", "母公司", "控股公司", "Parent", "Parent company"), is_public=True, width=36),
        of_field(
            model,
            "private_contact",
            headings=(
                "联系人",
                "联系方式",
                "联系电话",
                "电话",
                "手机",
                "手机号码",
                "邮箱",
                "电子邮箱",
                "Contact",
                "Contact person",
                "Telephone",
                "E-mail",
            ),
            is_put_together=True,
        ),
    )


def organization_sheet(place, code, label, model, kind=""):
    return record_sheet(
        model,
        *organization_columns(model),
        english=HEADINGS_EN,
        chinese=HEADINGS_ZH,
        kind_headings=None if kind else ("单位性质", "机构类型"),
        summary_headings=("企业简介", "单位简介", "公司简介"),
        loads=("parent", "sectors"),
        place=place,
        code=code,
        label=label,
        kind=kind,
        example=EXAMPLE_ORGANIZATION,
    )


EXAMPLE_ORGANIZATION = {
    "name_zh": "示例文化科技有限公司",
    "name_en": "Example Culture and Technology Co., Ltd",
    "country": country_in_words("CN"),
    "region_zh": "甘肃省",
    "region_en": "Gansu",
    "website": "https://www.example.com/",
}
organization_sheet(10, "enterprises", _("enterprises"), Enterprise, kinds.ENTERPRISE)
organization_sheet(20, "organizations", _("organizations of all kinds"), Organization)

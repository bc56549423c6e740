"""The columns of sheets of programmes, projects and exhibitions, of who took part in them, and of selection rounds; of what came of
candidates and of intentions see nomination_columns and intention_columns."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enterprises.models import Organization
from initiatives import intention_columns, kinds, nomination_columns  # noqa: F401  offer their sheets
from initiatives.models import Exhibition, Initiative, Participation, Programme, Project, SelectionRound
from portal.sheets import readers
from portal.sheets.cells import RefusedCell
from portal.sheets.column_makers import country_in_words, of_field, partial_date_column, span_column, year_column
from portal.sheets.columns import Column, SheetKind, offer_sheet
from portal.sheets.passage_columns import passage_columns, with_passage
from portal.sheets.record_columns import key_column, record_sheet

START_COLUMNS, END_COLUMNS = ("starts_on", "starts_precision"), ("ends_on", "ends_precision")
HEADINGS_OF_NAMES_EN = {
    kinds.EXHIBITION: ("Exhibition", "Show", "Name of the exhibition", "Name"),
    kinds.PROJECT: ("Project", "Project name", "Name"),
    kinds.PROGRAMME: ("Programme", "Programme name", "Name"),
}
HEADINGS_OF_NAMES_ZH = {
    kinds.EXHIBITION: ("展会名称", "展览名称", "展会", "展览", "活动名称"),
    kinds.PROJECT: ("项目名称", "项目"),
    kinds.PROGRAMME: ("活动名称", "系列活动名称", "系列活动"),
}


def initiative_columns(model):
    """What is on record of an initiative, in the order of its form."""
    return (
        partial_date_column(
            model,
            *START_COLUMNS,
            end=END_COLUMNS,
            headings=("开始时间", "开始日期", "开展时间", "开幕时间", "起始时间", "开始", "Start", "Starts", "Start date", "From"),
            is_public=True,
        ),
        partial_date_column(
            model,
            *END_COLUMNS,
            headings=("结束时间", "结束日期", "闭幕时间", "截止时间", "结束", "End", "Ends", "End date", "Until", "To"),
            is_public=True,
        ),
        span_column(
            "dates",
            _("dates"),
            START_COLUMNS,
            END_COLUMNS,
            help=_("Start and end in one cell, as in 2025-05-21 to 2025-05-25."),
            headings=("举办时间", "展览时间", "展会时间", "时间", "日期", "举办日期", "Dates", "Date", "When"),
            is_public=True,
        ),
        of_field(model, "dates_inferred", headings=("日期系推断",), is_public=True),
        of_field(
            model, "country", headings=("国家或地区", "国家", "国别", "国家/地区", "举办国家", "Country", "Country/region"), is_public=True
        ),
        of_field(model, "country_inferred", headings=("国家或地区系推断",), is_public=True),
        of_field(model, "city_zh", headings=("城市", "举办城市", "举办地", "举办地点", "地点"), is_public=True),
        of_field(model, "city_en", headings=("City", "英文城市"), is_public=True),
        of_field(model, "venue_zh", headings=("场馆", "展馆", "举办场馆", "场地"), is_public=True, width=30),
        of_field(model, "venue_en", headings=("Venue", "英文场馆"), is_public=True, width=30),
        of_field(model, "format", headings=("形式", "展会形式", "类型", "Format"), is_public=True),
        of_field(model, "is_recurring", headings=("是否系列", "系列", "Recurring"), is_public=True),
        of_field(model, "part_of", headings=("所属系列", "所属活动", "上级项目", "Part of"), is_public=True, width=36),
        of_field(model, "part_of_inferred", headings=("所属系列系推断",), is_public=True),
        of_field(model, "is_only_put_forward", headings=("仅为推荐", "仅推荐", "Recommended only"), is_public=True),
        of_field(model, "technologies", headings=("技术", "应用技术", "Technologies", "Technology"), is_public=True),
    )


def initiative_sheet(place, code, label, model, kind="", example=None):
    english = HEADINGS_OF_NAMES_EN.get(kind, ("Initiative", "Name"))
    chinese = HEADINGS_OF_NAMES_ZH.get(kind) or tuple(dict.fromkeys(name for names in HEADINGS_OF_NAMES_ZH.values() for name in names))
    return record_sheet(
        model,
        *initiative_columns(model),
        english=english,
        chinese=chinese,
        kind_headings=None if kind else (),
        summary_headings=("展会简介", "项目简介", "活动简介"),
        loads=("part_of", "technologies"),
        place=place,
        code=code,
        label=label,
        kind=kind,
        example=example or {},
    )


EXAMPLE_WHERE = {
    "starts_on": "2025-05-21",
    "ends_on": "2025-05-25",
    "country": country_in_words("SG"),
    "city_zh": "新加坡",
    "city_en": "Singapore",
}
initiative_sheet(
    30,
    "exhibitions",
    _("exhibitions"),
    Exhibition,
    kinds.EXHIBITION,
    {
        "name_zh": "示例文化展",
        "name_en": "Example culture exhibition",
        **EXAMPLE_WHERE,
        "format": Initiative.Format.TRADE_SHOW.label,
    },
)
initiative_sheet(
    40,
    "projects",
    _("projects"),
    Project,
    kinds.PROJECT,
    {"name_zh": "示例出海项目", "name_en": "Example project", "starts_on": "2025-04", "country": country_in_words("SG")},
)
initiative_sheet(
    50,
    "programmes",
    _("programmes"),
    Programme,
    kinds.PROGRAMME,
    {"name_zh": "示例系列活动", "name_en": "Example programme", "starts_on": "2025"},
)
initiative_sheet(60, "initiatives", _("programmes, projects and exhibitions"), Initiative)

ROLE_HEADINGS = {
    Participation.Role.HOST: ("主办单位", "主办方", "主办", "Host", "Hosts"),
    Participation.Role.ORGANIZER: ("承办单位", "承办方", "承办", "Organizer", "Organizers"),
    Participation.Role.CO_ORGANIZER: ("协办单位", "协办方", "协办", "Co-organizer", "Co-organizers"),
    Participation.Role.SUPPORTER: ("支持单位", "支持", "Supporter", "Supporters"),
    Participation.Role.GUIDE: ("指导单位", "指导", "Guided by"),
    Participation.Role.DEVELOPER: ("研发单位", "开发单位", "Developer", "Developers"),
    Participation.Role.EXHIBITOR: ("参展单位", "参展企业", "参展商", "Exhibitor", "Exhibitors"),
    Participation.Role.ATTENDED: ("参加单位", "参会单位", "参会企业", "Attended"),
}


def role_column(role):
    """A column that names who had one role, several in a cell: they become a participation each."""
    field = f"*{role.value}"

    def read(cell, known):
        return {field: known.find_several(Organization, readers.read_several(cell))}

    return Column(
        role.value,
        role.label,
        (field,),
        read,
        None,
        help=_("Who had this role; several are separated by semicolons, and become a row each."),
        headings=ROLE_HEADINGS[role],
        refers_to=Organization,
        width=36,
    )


def complete_participation(values, known):
    """The participations of one row: of whoever stands in the column of a role, and of the organization that has its role beside it."""
    values = with_passage(values, known)
    in_roles = [(role.value, key) for role in Participation.Role for key in values.pop(f"*{role.value}", ())]
    if in_roles and ("id" in values or "organization" in values or "role" in values):
        raise RefusedCell(
            gettext("The row names an organization with its role, and others in columns of roles."),
            gettext("Write each participation in a row of its own, or all in columns of roles."),
            column=in_roles[0][0],
        )
    if not (in_roles or "id" in values or "organization" in values or "role" in values):
        raise RefusedCell(
            gettext("The row names nobody who took part."),
            gettext("Name somebody, or leave the row out."),
            column="organization",
        )
    return [values | {"role": role, "organization": key} for role, key in in_roles] or [values]


offer_sheet(
    SheetKind(
        place=70,
        code="participations",
        label=_("participations"),
        model=Participation,
        columns=(
            key_column(Participation),
            of_field(
                Participation,
                "initiative",
                headings=("展会名称", "展览名称", "展会", "展览", "项目名称", "活动名称", "活动", "Exhibition", "Show", "Project", "Event"),
                is_public=True,
                width=36,
            ),
            of_field(
                Participation,
                "organization",
                headings=("单位名称", "企业名称", "机构名称", "单位", "企业", "参与单位", "Organization", "Company"),
                is_required=False,  # it may stand in the column of its role
                is_public=True,
                width=36,
            ),
            of_field(Participation, "role", headings=("参与方式", "角色", "身份", "参与形式", "Role"), is_required=False, is_public=True),
            *map(role_column, Participation.Role),
            *passage_columns(),
        ),
        carrier="initiative",
        found_by=("initiative", "organization"),
        identity=("initiative", "organization", "role"),
        complete=complete_participation,
        public_rows=Participation.objects.published,
        loads=("initiative", "organization", "passage__source"),
        example={
            "initiative": _("Example culture exhibition"),
            "organization": _("Example Culture and Technology Co., Ltd"),
            "role": Participation.Role.EXHIBITOR.label,
        },
    )
)

record_sheet(
    SelectionRound,
    year_column(SelectionRound, "first_year", headings=("起始年份", "起始年度", "First year"), is_public=True),
    year_column(SelectionRound, "last_year", headings=("截止年份", "截止年度", "Last year"), is_public=True),
    english=("Selection", "Round", "Name"),
    chinese=("评选名称", "评选", "评选年度"),
    summary_headings=("评选简介",),
    place=120,
    code="selection-rounds",
    label=_("selection rounds"),
    kind=kinds.SELECTION_ROUND,
    example={"name_zh": "示例评选", "name_en": "Example selection", "first_year": "2025", "last_year": "2026"},
)

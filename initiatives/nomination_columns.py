"""The columns of sheets of candidates of selections, and of what came of them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.models import Nomination, NominationEvent, SelectionCategory, SelectionRound, SelectionStage
from initiatives.standing_events import rows_at_odds, standing_beside
from portal.sheets import readers
from portal.sheets.cells import RefusedCell
from portal.sheets.column_makers import of_field, partial_date_column
from portal.sheets.columns import Column, SheetKind, offer_sheet
from portal.sheets.known import MOST_OFFERED, WITH_KEY, folded_name
from portal.sheets.passage_columns import passage_columns, with_passage
from portal.sheets.record_columns import key_column

HAPPENED = ("happened_on", "happened_precision")
CANDIDATE = {
    "*organization": ("申报单位", "单位名称", "企业名称", "候选单位", "推荐单位名称", "Organization", "Nominee", "Company"),
    "*initiative": ("项目名称", "展会名称", "申报项目", "Initiative", "Project"),
}


def round_columns(path=""):
    """The round and its category, which together say in what somebody is nominated; `path` leads from a row to its nomination."""

    def nomination(row):
        return getattr(row, path) if path else row

    return (
        Column(
            "round",
            _("selection round"),
            ("*round",),
            lambda cell, known: {"*round": known.find(SelectionRound, readers.read_text(cell))},
            lambda row: nomination(row).category.round,
            headings=("评选名称", "评选", "评选年度", "批次", "Selection", "Round"),
            is_required=True,
            is_public=True,
            refers_to=SelectionRound,
            width=36,
        ),
        Column(
            "category",
            _("category"),
            ("*category",),
            lambda cell, _known: {"*category": readers.read_text(cell)},
            lambda row: nomination(row).category.name,
            help=_("A category of the round, by its name."),
            headings=("评选类别", "类别", "申报类别", "Category"),
            is_required=True,
            is_public=True,
            width=30,
        ),
    )


def named_in(rows, text, names, column, kinds):
    """The one of `rows` that `text` names; `names` gives the names of a row. Raises RefusedCell."""
    found = WITH_KEY.fullmatch(text)
    folded = folded_name(text)
    matches = [row for row in rows if (row.pk == found["key"] if found else folded in {folded_name(each) for each in names(row) if each})]
    if len(matches) == 1:
        return matches[0]
    choices = [(f"[{row.pk}]", f"{getattr(row, 'name', row)} [{row.pk}]") for row in (matches or rows)[:MOST_OFFERED]]
    raise RefusedCell(
        gettext("“%(name)s” is not among the %(kinds)s of this round.") % {"name": text, "kinds": kinds},
        gettext("Choose one, or enter it at the round first."),
        choices,
        column,
    )


def with_category(values, known):
    """(`values` without round and category, the SelectionCategory that they name); None where they name none."""
    values = dict(values)
    selection, category = values.pop("*round", None), values.pop("*category", None)
    if selection is None and category is None:
        return values, None
    if selection is None or category is None:
        raise RefusedCell(
            gettext("A nomination is told by its round and its category."),
            gettext("Write both."),
            column="round" if selection is None else "category",
        )
    rows = known.among(SelectionCategory, "round", selection)
    names = lambda row: (row.name_en, row.name_zh)  # noqa: E731
    return values, named_in(rows, category, names, "category", SelectionCategory._meta.verbose_name_plural)


def complete_nomination(values, known):
    values, category = with_category(values, known)
    return [values | ({"category": category.pk} if category else {})]


offer_sheet(
    SheetKind(
        place=130,
        code="nominations",
        label=_("nominations"),
        model=Nomination,
        columns=(
            key_column(Nomination),
            *round_columns(),
            of_field(Nomination, "organization", headings=CANDIDATE["*organization"], is_public=True, width=36),
            of_field(Nomination, "initiative", headings=CANDIDATE["*initiative"], is_public=True, width=36),
            of_field(Nomination, "is_unnamed_project", headings=("项目未具名",), is_public=True),
        ),
        carrier="category__round",
        found_by=("category__round", "organization", "initiative"),
        identity=("category", "organization", "initiative"),
        complete=complete_nomination,
        loads=("category__round", "organization", "initiative"),
        example={
            "round": _("Example selection"),
            "category": _("Example category"),
            "organization": _("Example Culture and Technology Co., Ltd"),
        },
    )
)


def candidate_column(name, **options):
    """A column by which an event names the candidate to whom it happened."""
    field = Nomination._meta.get_field(name)
    related = field.related_model
    return Column(
        name,
        field.verbose_name,
        (f"*{name}",),
        lambda cell, known: {f"*{name}": known.find(related, readers.read_text(cell))},
        lambda row: getattr(row.nomination, name),
        headings=CANDIDATE[f"*{name}"],
        is_public=True,
        refers_to=related,
        width=36,
        **options,
    )


def complete_outcome(values, known):
    """The event of the nomination that round, category and candidate name."""
    values, category = with_category(with_passage(values, known), known)
    organization, initiative, stage = (values.pop(name, None) for name in ("*organization", "*initiative", "*stage"))
    if category is None and organization is None:
        if stage:
            raise RefusedCell(gettext("A stage is told by its round."), gettext("Write the round beside it."), column="round")
        return [values]
    if category is None or organization is None:
        column = "organization" if organization is None else "round"
        raise RefusedCell(gettext("An outcome is told by its round, category and candidate."), gettext("Write all of them."), column=column)
    rows = [row for row in known.among(Nomination, "category", category.pk) if row.organization_id == organization]
    rows = [row for row in rows if row.initiative_id == initiative] if initiative or len(rows) > 1 else rows
    if len(rows) != 1:
        raise RefusedCell(
            gettext("This candidate is not nominated in this category."),
            gettext("Enter the nomination first, or name its project as well."),
            column="organization",
        )
    values["nomination"] = rows[0].pk
    if stage:
        stages = known.among(SelectionStage, "round", category.round_id)
        names = lambda row: (row.name_en, row.name_zh, str(row.get_kind_display()), row.kind)  # noqa: E731
        values["stage"] = named_in(stages, stage, names, "stage", SelectionStage._meta.verbose_name_plural).pk
    return [values]


offer_sheet(
    SheetKind(
        place=140,
        code="outcomes",
        label=_("outcomes of nominations"),
        model=NominationEvent,
        columns=(
            key_column(NominationEvent),
            *round_columns("nomination"),
            candidate_column("organization", is_required=True),
            candidate_column("initiative"),
            of_field(
                NominationEvent,
                "verb",
                headings=("结果", "评选结果", "状态", "进展", "Outcome", "Result", "What happened"),
                allowed=lambda: [str(label) for _value, label in NominationEvent.Verb.offered()],
                is_public=True,
            ),
            of_field(
                NominationEvent,
                "stage",
                fields=("*stage",),
                read=lambda cell, _known: {"*stage": readers.read_text(cell)},
                headings=("评选环节", "环节", "阶段", "Stage"),
                is_public=True,
                width=30,
            ),
            partial_date_column(
                NominationEvent, *HAPPENED, headings=("日期", "时间", "公布日期", "公示日期", "Date", "On"), is_public=True
            ),
            of_field(NominationEvent, "date_inferred", headings=("日期系推断",), is_public=True),
            of_field(NominationEvent, "actors", headings=("推荐单位", "认定单位", "公布单位", "发文单位", "By"), is_public=True, width=36),
            of_field(NominationEvent, "has_unnamed_actors", headings=("另有未具名单位",), is_public=True),
            of_field(NominationEvent, "recipient", headings=("报送单位", "受理单位", "To"), is_public=True, width=36),
            of_field(NominationEvent, "note_zh", headings=("说明",), is_public=True),
            of_field(NominationEvent, "note_en", headings=("Note",), is_public=True),
            of_field(
                NominationEvent,
                "replaces",
                write=lambda row: row.replaces_id and f"[{row.replaces_id}]",
                help=_("The key of the wrong event in whose place this one stands."),
            ),
            of_field(NominationEvent, "reason_zh"),
            of_field(NominationEvent, "reason_en"),
            *passage_columns(),
        ),
        carrier="nomination__category__round",
        found_by=("nomination__category__round", "nomination__organization", "nomination__initiative"),
        identity=("nomination", "verb", "stage", "happened_on"),
        complete=complete_outcome,
        beside=standing_beside,
        at_odds=rows_at_odds,
        loads=(
            "nomination__category__round",
            "nomination__organization",
            "nomination__initiative",
            "stage",
            "actors",
            "recipient",
            "passage__source",
        ),
        example={
            "round": _("Example selection"),
            "category": _("Example category"),
            "organization": _("Example Culture and Technology Co., Ltd"),
            "verb": NominationEvent.Verb.RECOMMENDED.label,
            "happened_on": "2025-05",
        },
    )
)

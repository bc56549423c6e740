"""The chapter about the tables that are asked for each year."""

from django.utils.translation import gettext_lazy as _

from portal.guide.chapters import HowTo, PagePicture, Steps, add_chapter

ON_YEAR = HowTo(
    "year",
    _("When the exhibitions of a year are asked for"),
    (
        Steps(
            _("On the desk, open [Exhibitions beyond the mainland](table-exhibitions); [Tables for the year](tables) has them all."),
            _("Type the year under [From] and [Until], and choose a [Market] or a [Sector] where only that is asked for. Press [Show]."),
            _("Under [Counted from the records], press a number to see what was counted."),
            _("Press [Save as a workbook (Excel)], or print the page."),
        ),
        PagePicture(
            "yearly",
            _("The counts of a table: how many intentions there are of each year and show, and how far they have come."),
            ("table-intentions",),
            ".yearly-counts",
            query="drafts=included",
        ),
        _(
            "Only what is public is counted. With drafts, which you choose under [What is counted], each is marked, and the table is not "
            "for others. The second sheet of a workbook says by what the table was narrowed, on which day, and who made it."
        ),
    ),
    pages=("table-exhibitions",),
)

ON_ENTERPRISES = HowTo(
    "enterprises",
    _("When somebody asks what enterprises took part in"),
    (
        Steps(
            _("Open [Enterprises and what they took part in](table-enterprises), and type the year under [From] and [Until]."),
            _(
                "Where only exhibitors or only organizers are asked for, choose the [Role]; for candidates of one selection, "
                "[Nominated in]."
            ),
            _("Press [Show], then [Save as a workbook (Excel)]."),
        ),
        _(
            "An enterprise that took part in three shows is one enterprise and three participations: both numbers stand there. In each "
            "line it is counted once: the lines of several years add up to more than there are enterprises."
        ),
    ),
    pages=("table-enterprises",),
)

ON_NOMINATIONS = HowTo(
    "nominations",
    _("When nominations and their outcomes are asked for"),
    (
        Steps(
            _("Open [Nominations and outcomes](table-nominations), and choose the selection under [Nominated in]."),
            _("Press [Show]: the candidates stand one by one, each with its outcome and the sentence that says so."),
        ),
        _(
            "Who was submitted or recommended was not chosen yet. Where no outcome is listed, nobody knows it here: it is not counted as a "
            "refusal, and the number of those chosen is said of those whose outcome is listed."
        ),
    ),
    pages=("table-nominations",),
)

ON_TABLE_OF_INTENTIONS = HowTo(
    "intentions",
    _("When the cooperation intentions of a show are asked for"),
    (
        Steps(
            _("Open [Cooperation intentions by show and state](table-intentions), and type the year or choose the [Market]."),
            _("Press [Show]: each show has its intentions by the step that they have reached."),
        ),
        _(
            "An intention is no contract, and its amount no turnover: amounts are not added up. What a source reports of a show as a whole "
            "stands beside its name, and is not the number of the intentions entered here."
        ),
    ),
    pages=("table-intentions",),
)

ON_TABLE_OF_DEADLINES = HowTo(
    "due",
    _("When somebody asks what falls due"),
    (
        Steps(
            _("Open [Deadlines by quarter and state](table-deadlines): without [Until] it counts the next twelve months."),
            _("Choose a [Territory] where only one is asked for, and press [Show]."),
            _("Press a number to see each deadline, with its right, its day and what was done about it."),
        ),
        _("The table is for staff: it tells what is not public of licences and registrations."),
    ),
    needs="enterprises.view_task",
    pages=("table-deadlines",),
)

ON_LACKS = HowTo(
    "lacks",
    _("When something is missing from a table"),
    (
        Steps(
            _("Beneath the counts, press the line that says what lacks a year, a country or region, or a sector."),
            _("Open each from the list, enter what a source says, and save."),
        ),
        _("A show that is known to its year stands in no month: where a part of a year is asked for, it is named and not counted."),
    ),
    needs="initiatives.change_exhibition",
)

ON_SUMS = HowTo(
    "sums",
    _("When figures are not added up"),
    (
        _(
            "Beside the figures stands why: “nearly” has no sum, two currencies have none, nor have two periods that overlap, and what is "
            "counted of a whole show is not the province’s own. Give the figures one by one, as the page does, and add nothing by hand."
        ),
        Steps(
            _("Where only the measure does not say so, open it in [Measures](admin:portal_measure_changelist)."),
            _("Choose under [Added up in tables] whether its figures may be added up: only where no two of them count the same thing."),
        ),
        _("A number that we counted is no figure of a source: say “counted from the records” with it."),
    ),
    needs="portal.change_measure",
)

add_chapter(
    40,
    "tables",
    _("A table for the director"),
    _("Five tables are ready: each is counted from the records, keeps every figure with its source, and says what is not in it."),
    ON_YEAR,
    ON_ENTERPRISES,
    ON_NOMINATIONS,
    ON_TABLE_OF_INTENTIONS,
    ON_TABLE_OF_DEADLINES,
    ON_LACKS,
    ON_SUMS,
)

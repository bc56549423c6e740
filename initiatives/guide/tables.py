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
    pages=("table-exhibitions", "table-enterprises", "table-nominations", "table-intentions", "table-deadlines"),
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
    ON_LACKS,
    ON_SUMS,
)

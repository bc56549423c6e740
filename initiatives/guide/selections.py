"""The chapter about a selection, from the call to the list of those who were recognized."""

from django.utils.translation import gettext_lazy as _

from portal.guide.chapters import HowTo, PagePicture, Steps, add_chapter
from portal.guide.pictures import EXAMPLE_PASSAGE

EXAMPLE_LIST = "企业名单（共4家）\n1. 示例企业乙\n2. 示例企业戊\n3. 示例企业丙 示例企业己"  # made up, as a list comes

ON_ROUND = HowTo(
    "round",
    _("When a call is published"),
    (
        Steps(
            _("Enter the call in [Sources](admin:portal_source_changelist), with the passages that you will cite."),
            _("In [Selection rounds](admin:initiatives_selectionround_changelist), add the round with its years."),
            _("Under [Categories], add a row for each category, such as enterprises and projects."),
            _(
                "Under [Stages of selections], add the stages that this very round has, in their order, each with its [Deciding bodies]"
                " and [Passage]."
            ),
        ),
        PagePicture(
            "stages",
            _("Two stages on the form of a round: first review and announcement, each with who decides."),
            ("admin:initiatives_selectionround_change", "example-round"),
            "#stages-group",
            tallest=860,
        ),
        _("Who decides differs by round, and a stage may be absent: enter only what the sources of this round say."),
    ),
    needs="initiatives.change_selectionround",
    pages=("admin:initiatives_selectionround",),
)

ON_NOMINEES = HowTo(
    "nominees",
    _("When nominees are submitted"),
    (
        Steps(
            _("Open the category in [Selection categories](admin:initiatives_selectioncategory_changelist)."),
            _(
                "Under [Nominations], add a row for each nominee that a source names: choose its [Organization], for a project its "
                "[Initiative] as well."
            ),
            _("Choose as [Statement] the one that says how many there were. It may be more than are named."),
        ),
        _("To recommend is not to choose: the public page keeps both apart."),
    ),
    needs="initiatives.change_selectioncategory",
    pages=("admin:initiatives_selectioncategory",),
)

ON_TABLE = HowTo(
    "table",
    _("When a stage has its outcome"),
    (
        Steps(
            _("On the form of the round, choose [Nominees and stages] beside the category."),
            _("Tick the nominees that share one outcome."),
            _("Beneath [One outcome for those that are ticked], choose what happened, the [Stage], the day and the [Passage]."),
            _("Press [Show what would happen], then [Enter it]."),
        ),
        PagePicture(
            "outcomes",
            _("The table of a category: each nominee with what is entered of it, stage by stage."),
            ("admin:initiatives_selectioncategory_table", "example-category"),
            ".wide-table",
        ),
        _(
            "Of a round that is public, an Editor’s entries become proposals. An empty cell says that nothing is entered, not that "
            "somebody failed."
        ),
    ),
    needs="initiatives.change_nomination",
    pages=("admin:initiatives_selectioncategory_table", "admin:initiatives_nomination"),
)

ON_LISTS = HowTo(
    "list",
    _("When the official list comes out"),
    (
        Steps(
            _("In the table of the category, choose [Paste an official list]."),
            _(
                "Paste the list as it comes, with numbers and headings. Give its [Title], what it says of those whom it names, its date"
                " and [Passage]."
            ),
            _(
                "Under [The nominees], choose the line of each. A name alone only ever proposes: compare the credit code where others "
                "have it, too."
            ),
            _(
                "Tick that the list is complete and final only once you have seen that it is. Those who are missing are then proposed "
                "as not recognized."
            ),
            _("Press [Show what would happen], look through it, and press [Store it]."),
        ),
        PagePicture(
            "list",
            _("A pasted list after it was read: beneath each nominee the lines that may be its own, and the sum of all lines."),
            ("admin:initiatives_selectioncategory_list", "example-category"),
            "form .nominee",
            sent={
                "title": "示例名单",
                "verb": "recognized",
                "stage": "example-stage-2",
                "happened": "2026-09-11",
                "passage": EXAMPLE_PASSAGE,
                "text": EXAMPLE_LIST,
            },
        ),
        _(
            "The sum above proves that no line is lost. A list that is pasted again brings nothing twice; what a later list contradicts"
            " is corrected with a reason."
        ),
    ),
    needs="initiatives.add_officiallist",
    pages=("admin:initiatives_selectioncategory_list", "admin:initiatives_officiallist"),
)

ON_WRONG_OUTCOME = HowTo(
    "correction",
    _("When an outcome is wrong"),
    (
        Steps(
            _("Open the nomination in [Nominations](admin:initiatives_nomination_changelist)."),
            _("At the wrong event, choose [Correct it by another event]."),
            _("Enter what is right, with its passage, and say why under [Reason in English] or [Reason in Chinese]."),
        ),
        _("Readers may have relied on it, so the wrong one stays, struck, beside the reason."),
    ),
    needs="initiatives.change_nomination",
    pages=("admin:initiatives_nomination_change",),
)

add_chapter(
    20,
    "selections",
    _("A selection from call to list"),
    _(
        "A round has categories and stages; each nominee passes through them. What you enter cites a source, and the public page says "
        "by itself how many were recognized."
    ),
    ON_ROUND,
    ON_NOMINEES,
    ON_TABLE,
    ON_LISTS,
    ON_WRONG_OUTCOME,
)

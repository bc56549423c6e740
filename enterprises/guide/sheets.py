"""The chapter about lists that come as a file: looked through, imported, and taken back."""

from django.utils.translation import gettext_lazy as _

from portal.guide.chapters import HowTo, PagePicture, Steps, add_chapter

ON_LIST = HowTo(
    "list",
    _("A list from a bureau"),
    (
        _(
            "A bureau sends forty enterprises as an Excel file. Leave it as it came: titles above the headings, headings of two rows,"
            " merged cells, sums and notes are found by themselves."
        ),
        Steps(
            _("On the list of enterprises press [Import a sheet], or open [Imports of sheets](imports) from the desk."),
            _("Choose the [File] and press [Send and look through it]. [What the rows are] is found by the headings."),
            _(
                "Only where a heading is not known you are asked what it is: choose under [Taken as], or [leave out], and press [Read the"
                " rows]. The next sheet with the same headings is not asked about."
            ),
            _(
                "Under [What is wrong] each mistake stands with its cell, its reason and what to do. Type what is right beside it, or have"
                " the bureau mend [the sheet with each mistake marked (.xlsx)] and send it anew."
            ),
            _(
                "What the sheet has no column for, such as the exhibition at which all took part, you type once under [The same in all"
                " rows]. Where a year is far from today, tick [It is meant so], or correct it."
            ),
            _("What several rows say wrongly stands first, and is mended once for all of them; a single row goes by [Leave the row out]."),
            _(
                "Under [Is it one that we have?] choose for each row which enterprise it is, or [It is another one: make a new draft]. A"
                " name alone is never enough: compare code and place."
            ),
            _("Press [Go on]. The page says exactly what happens; only its button, such as [Import 37 drafts], does it."),
            _(
                "Where the sheet has more, such as the hosts of exhibitions, press [Import what else stands in this file] on the page of"
                " the result."
            ),
        ),
        PagePicture(
            "import",
            _("A sheet before it is imported: how many rows are new, changed or wrong, a mistake with its cell, and a choice."),
            ("imports_one", "example-import"),
            "#content-main",
            role="Editor",
            tallest=1000,
        ),
        _(
            "New rows become drafts in your charge. An empty cell changes nothing. What is public stays as it is: changes of it wait as"
            " proposed changes, and a Publisher who imports sees first what changes in public."
        ),
    ),
    needs="portal.change_record",
    pages=("imports_send", "imports_one", "imports_columns", "imports_confirm"),
)

ON_WAY_BACK = HowTo(
    "undo",
    _("An import taken back"),
    (
        Steps(
            _("Open the import in [Imports of sheets](imports), or from the history of a record that it touched."),
            _("Press [Take the import back]. The page says what goes, what comes back, and what stays because somebody edited it since."),
            _("What a Publisher has accepted meanwhile stays, too, and is changed on its form; what waits for a decision is taken back."),
            _("Press [Take the import back] once more."),
        ),
        _(
            "Whoever imported may do so, and a Publisher. The file stays in the list, and so does what became of each row; the file of"
            " others is opened as a private paper is, and that is written down."
        ),
    ),
    needs="portal.change_record",
    pages=("imports_undo", "imports"),
)

add_chapter(
    40,
    "sheets",
    _("Lists as files"),
    _("What a bureau keeps in Excel comes in within minutes, with every mistake shown before anything is stored."),
    ON_LIST,
    ON_WAY_BACK,
)

"""What is due about rights: the list of deadlines, what is done about one, mails, calendars, and where marks are protected."""

from django.utils.translation import gettext_lazy as _

from portal.guide.chapters import HowTo, PagePicture, Steps

ON_DEADLINES = HowTo(
    "deadlines",
    _("See what is due, and why"),
    (
        _(
            "The desk counts what is overdue, due this month, this quarter and later: yours, that of whom you are deputy for, and "
            "everybody’s. [Deadlines](admin:enterprises_task_changelist) is the whole list."
        ),
        PagePicture(
            "deadlines",
            _("The list of deadlines: day, what is due, mark, holder, who is in charge, and state."),
            ("admin:enterprises_task_changelist",),
            ".due-list",
        ),
        Steps(
            _("Narrow the list by [What], [Territory], [Whose] or days, and press [Show]."),
            _("Open a line. [How the day is reckoned] shows the sum and the article."),
        ),
        _(
            "Nothing of this is stored: it follows from the dates, the law and the calendar each time. So a corrected date corrects the"
            " deadline."
        ),
    ),
    needs="enterprises.view_task",
    pages=("admin:enterprises_task",),
)

ON_DONE = HowTo(
    "done",
    _("When something is done, handed over, or need not be done"),
    (
        Steps(
            _("Best, enter the event itself: the deadline closes by itself. Its page leads to the form under [What next]."),
            _("Where there is no such event, open [It is done] there, give the day and how, and the paper that shows it."),
            _("[Hand it over] gives it to somebody else."),
            _("[Waive it] says that it need not be done, and why. Only Publishers may."),
        ),
        PagePicture(
            "deadline",
            _("The page of one deadline: how its day is reckoned, and beside it what can be done."),
            ("admin:enterprises_task_change", "renewal_3Aexample-registration_3A2027-02-28"),
            ".due-one",
            tallest=760,
        ),
    ),
    needs="enterprises.change_task",
    pages=("admin:enterprises_task_change",),
)

ON_REMINDERS = HowTo(
    "reminders",
    _("Be reminded by mail, and by your calendar"),
    (
        _(
            "You are told twelve, six, three and one months before a day, a week before, on the day, and once it is overdue: in one "
            "mail a day at most. Nothing is told twice, unless the day moved."
        ),
        Steps(
            _(
                "Open [My reminders](admin:enterprises_task_reminders). Choose the language, tick [Remind me by mail], and press [Keep "
                "my choice]."
            ),
            _(
                "For a calendar, narrow the list of deadlines, and choose [Read this list in a calendar]. Copy the address: it is shown"
                " once."
            ),
            _("Whoever has the address can read it. If it got into other hands, press [Revoke], and make another."),
        ),
        PagePicture(
            "reminders",
            _("My reminders: the language of mails, and the addresses that calendars read."),
            ("admin:enterprises_task_reminders",),
            ".due-reminders",
            tallest=760,
        ),
    ),
    needs="enterprises.view_task",
    pages=("admin:enterprises_task_reminders",),
)

ON_LAW = HowTo(
    "law",
    _("When a law changes"),
    (
        Steps(
            _(
                "In [Rules of law](admin:enterprises_legalrule_changelist), open the old rule, and give its last day under [In force "
                "until]."
            ),
            _("Add a rule for the new text: [In force from], how it counts, its source, and the [Address of the official text]."),
            _("Read [What it says]: the rule in words. Once you have seen it on the official page, give the day under [Compared on]."),
        ),
        _("What is open is dated anew from that moment; nobody has to deploy anything."),
    ),
    needs="enterprises.change_legalrule",
    pages=("admin:enterprises_legalrule",),
)

ON_PROTECTION = HowTo(
    "protection",
    _("Before a show: where a mark is protected"),
    (
        Steps(
            _(
                "Open [Where marks are protected](admin:protection). Its columns are the shows to come; a place and days of your own "
                "can be typed above."
            ),
            _("Narrow it by [Mark], [Right holder] or [Show], and press [Show the table]."),
            _(
                "Read each cell with its reason. “Not checked” is not “unprotected”: look it up at the office, and give the day under "
                "[Checked on] of the registration."
            ),
        ),
        PagePicture(
            "protection",
            _("Marks beside the destinations of coming shows; each cell says where the mark stands, and why."),
            ("admin:protection",),
            ".protection-table",
            query="territory=SG&first=2026-11-05&last=2026-11-08&nice_classes=25",
        ),
    ),
    needs="enterprises.view_licence",
    pages=("admin:protection",),
)

ON_DUE = [ON_DEADLINES, ON_DONE, ON_REMINDERS, ON_LAW, ON_PROTECTION]

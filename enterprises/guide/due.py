"""What is due about rights: the list of deadlines, what is done about one, mails, calendars, and where marks are protected."""

from django.utils.translation import gettext_lazy as _

from portal.guide.chapters import HowTo, PagePicture, Steps

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

ON_DUE = [ON_LAW, ON_PROTECTION]

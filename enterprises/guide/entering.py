"""What is entered of rights: working days, registrations, customs recordals, licences."""

from django.utils.translation import gettext_lazy as _

from portal.guide.chapters import HowTo, PagePicture, Steps

ON_CALENDAR = HowTo(
    "calendar",
    _("Each November: next year’s working days"),
    (
        _(
            "Customs counts in working days, and last days move past holidays. From 1 November the desk says that the notice for the "
            "next year is due."
        ),
        Steps(
            _(
                "In [Notices of working days](admin:enterprises_holidaynotice_changelist), add one. Paste the whole notice of the State"
                " Council’s General Office, with its title, and give its address."
            ),
            _("Press [Read the notice]. Nothing is saved yet."),
            _("Compare the table with the notice, and settle what stands under [To be looked at]."),
            _("Press [Confirm and save]."),
        ),
        PagePicture(
            "notice",
            _("A notice after it was read: days off and adjusted working days in a table, above the pasted text."),
            ("admin:enterprises_holidaynotice_change", "2026"),
            ".notice-read",
            tallest=760,
        ),
        _(
            "Until then, a day that is counted into the next year is called approximate, in lists, mails and calendars too. Where a "
            "later notice changes a year, add its sentences to the text and have it read again: what is open is dated anew."
        ),
    ),
    needs="enterprises.change_holidaynotice",
    pages=("admin:enterprises_holidaynotice",),
)

ON_REGISTRATION = HowTo(
    "registration",
    _("When a mark is registered"),
    (
        Steps(
            _("Open the mark in [Trademarks](admin:enterprises_trademark_changelist), or add it there with the enterprise as its [Owner]."),
            _(
                "Under [Trademark registrations], fill in one row for each class. Take [Registration number], [Filed on] and "
                "[Registered on] from the certificate."
            ),
            _("For a mark of the Madrid system choose that as the [Route], and give [International registration on]."),
            _("Press [Save]."),
        ),
        PagePicture(
            "registration",
            _("One registration on the form of a mark, and below it what its dates come to by law."),
            ("admin:enterprises_trademark_change", "example-mark-a"),
            "#registrations-group .inline-related:not(.empty-form)",
        ),
        _(
            "The row then says what its dates come to by law: when the term ends, when renewal opens, how long grace lasts, and under "
            "which article."
        ),
        _("An Editor’s change of a mark that is public becomes a proposal; a Publisher decides."),
    ),
    needs="enterprises.change_trademark",
    pages=("admin:enterprises_trademark", "admin:enterprises_intellectualproperty"),
)

ON_SEVERAL = HowTo(
    "several",
    _("When one number covers several territories or classes"),
    (
        Steps(
            _("On the form of the mark, choose [Registrations of several territories and classes]."),
            _(
                "Give [Registration number] and [Route], the [Codes of the territories] as the certificate lists them, the [Nice classes],"
                " such as 16-18, and the days."
            ),
            _("Press [Show the rows], and compare them with the certificate. Nothing is saved yet."),
            _("Press [Add these rows]; an Editor of a mark that is public presses [Propose these rows]."),
        ),
        _("There is one row for each territory and class. Those that are entered already are named, and left as they are."),
        _("For one more row like another, choose [Copy it with another territory or class] beside that one."),
    ),
    needs="enterprises.change_trademark",
    pages=("admin:enterprises_trademark_change",),
)

ON_RECORDAL = HowTo(
    "recordal",
    _("When customs records a right"),
    (
        Steps(
            _("Open the mark or the work. Under [Customs recordals], add a row with its [Kind of right] and [Recordal number]."),
            _("Choose the [Registration] that it protects, and its [Holder]."),
            _("Give [Effective on] and [Expires on] as the decision has them, and press [Save]."),
        ),
        _(
            "A recordal lasts ten years, and never longer than the right beneath it. It is renewed within six months before it ends; "
            "there is no grace."
        ),
    ),
    needs="enterprises.change_trademark",
    pages=("admin:enterprises_trademark_change", "admin:enterprises_intellectualproperty_change"),
)

ON_ENTERED = [ON_CALENDAR, ON_REGISTRATION, ON_SEVERAL, ON_RECORDAL]

"""What happens to rights: renewals, assignments, new names, licences, and corrections of what was entered."""

from django.utils.translation import gettext_lazy as _

from portal.guide.chapters import HowTo, PagePicture, Steps

ON_RENEWAL = HowTo(
    "renewal",
    _("When a renewal certificate arrives"),
    (
        Steps(
            _("Open the mark. Under [What happened to its rights], choose the registration behind [Enter an event:]."),
            _("Tick every row that the certificate covers. Choose [Renewed] under [What happened], and give the day."),
            _(
                "Under [What proves it], choose the certificate, or add it as [Or a new paper]. Agent and fee stand below it; they are "
                "never public."
            ),
            _("Press [Show what it changes]. Compare the old term and the new one with the certificate."),
            _("Press [Save]."),
        ),
        PagePicture(
            "renewal",
            _("The page of an event before it is saved: a table with the day on which the term ends now, and then."),
            ("admin:enterprises_rightevent_add",),
            ".event-plan",
            query="registration=example-registration",
            sent={"rows": "example-registration", "verb": "renewed", "happened_on": "2026-09-10", "expires_on": "", "_save": "1"},
        ),
        _(
            "The old term is kept. Where you may not change what is public, the event is entered at once, and the public page follows "
            "when a Publisher accepts it."
        ),
        _("The renewal must be told to customs as well: that opens a task by itself."),
    ),
    needs="enterprises.add_rightevent",
    pages=("admin:enterprises_rightevent", "admin:enterprises_trademark_change"),
)

ON_ASSIGNMENT = HowTo(
    "assignment",
    _("When a mark changes hands, or its owner’s name changes"),
    (
        Steps(
            _(
                "For an assignment, enter an event of the registration as above: [Assigned], the day of its publication, and the [New "
                "owner]."
            ),
            _(
                "For a new name or address, open the organization and enter the event there: [Holder renamed] or [Contact or address "
                "changed]."
            ),
            _("Press [Show what it changes], then [Save]."),
        ),
        _(
            "Each opens a task at customs, due 30 working days later. After an assignment the former holder cancels the recordal, and "
            "the new one records anew."
        ),
    ),
    needs="enterprises.add_rightevent",
    pages=("admin:enterprises_rightevent",),
)

ON_CORRECTION = HowTo(
    "correction",
    _("When an event was entered wrongly"),
    (
        Steps(
            _("Open the event in [Events of rights](admin:enterprises_rightevent_changelist), and press [Correct]."),
            _("Change what was wrong, and give the [Reason]."),
            _("Press [Show what it changes], then [Save]."),
        ),
        _("The wrong event stays, struck. What was due because of it is dated anew, or falls away."),
    ),
    needs="enterprises.add_rightevent",
    pages=("admin:enterprises_rightevent_change",),
)

ON_LICENCE = HowTo(
    "licence",
    _("When a licence is granted"),
    (
        Steps(
            _(
                "In [Licences](admin:enterprises_licence_changelist), add one: the mark or work, the [Licensee], where, and from when "
                "to when."
            ),
            _(
                "Once it is filed with the trademark office, give [Filed for record on]. Once customs knows of it, give [Told to "
                "customs on]."
            ),
        ),
        _("Licences, contracts and licensees are never public. The list shows what ends, and what is still to be filed or told."),
    ),
    needs="enterprises.change_licence",
    pages=("admin:enterprises_licence",),
)

ON_LICENSEES = HowTo(
    "licensees",
    _("When somebody asks for the list of licensees"),
    (
        Steps(
            _("In [Licences](admin:enterprises_licence_changelist), narrow the list with its filters, or search for a licensee or a mark."),
            _("Press [Download], and choose [Download .xlsx] or [Download .csv]. The file has what the list shows as it is filtered."),
        ),
        _("The file is as private as the list. That it was exported, by whom and how filtered, stands in the audit log."),
    ),
    needs="enterprises.view_licence",
    pages=("admin:enterprises_licence_changelist",),
)

ON_HAPPENED = [ON_RENEWAL, ON_ASSIGNMENT, ON_CORRECTION, ON_LICENCE, ON_LICENSEES]

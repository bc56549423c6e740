"""The chapter about a year with rights: what is entered, what it comes to by law, who is told, and what is done about it."""

from django.utils.translation import gettext_lazy as _

from portal.guide.chapters import HowTo, PagePicture, Steps, add_chapter

add_chapter(
    10,
    "rights",
    _("A year with rights"),
    _(
        "Marks are registered for a term, and customs protects them for one. What must be done about either, and by when, follows from "
        "the dates that you enter."
    ),
    HowTo(
        "registration",
        _("When a mark is registered"),
        (
            Steps(
                _(
                    "Open the mark in [Trademarks](admin:enterprises_trademark_changelist), or add it there with the enterprise as "
                    "its [Owner]."
                ),
                _(
                    "Under [Trademark registrations], fill in one row for each class. Take [Registration number], [Filed on] and "
                    "[Registered on] from the certificate."
                ),
                _("For a mark of the Madrid system choose that as the [Route], and give the day of the [International registration on]."),
                _("Press [Save]."),
            ),
            PagePicture(
                "registration",
                _("The form of a mark: one registration, and below it what its dates come to by law."),
                ("admin:enterprises_trademark_change", "example-mark-a"),
                "#registrations-group .inline-related:not(.empty-form)",
            ),
            _(
                "Each row then says what its dates come to by law: the end of the term, when renewal opens, and how long grace lasts. "
                "What is public is changed by a Publisher; an Editor’s change goes to one as a proposal."
            ),
        ),
        needs="enterprises.change_trademark",
        pages=("admin:enterprises_trademark", "admin:enterprises_intellectualproperty"),
    ),
)

"""The chapter about a show, from the plan to what came of its intentions."""

from django.utils.translation import gettext_lazy as _

from portal.guide.chapters import HowTo, PagePicture, Steps, add_chapter

ON_PLAN = HowTo(
    "plan",
    _("When a show is planned"),
    (
        Steps(
            _("In [Exhibitions](admin:initiatives_exhibition_changelist), add the show with its names."),
            _("Under [When and where], give [Starts] and [Ends] as far as they are known, such as 2026-11, and the country or region."),
            _("Under [Who took part], add each organization with its role. Choose the record that exists; do not add a second one."),
            _("Press [Save], and send it to review once its sources are entered."),
        ),
        PagePicture(
            "show",
            _("When and where a show is, on its form: days, country or region, city and venue."),
            ("admin:initiatives_exhibition_change", "example-show"),
            ".form-row.field-starts, .form-row.field-venue_en",
        ),
        _("Host, organizer, co-organizer and supporter are four different roles: 主办, 承办, 协办, 支持."),
    ),
    needs="initiatives.change_exhibition",
    pages=("admin:initiatives_exhibition", "admin:initiatives_initiative"),
)

ON_READY = HowTo(
    "ready",
    _("Before departure: is everybody ready?"),
    (
        Steps(
            _("On the form of the show, choose [Readiness sheet]."),
            _(
                "Go through it with each participant: [Marks at the destination], [Customs recordals for goods that leave China], "
                "[Licences that reach there], [Papers missing]."
            ),
            _("Print the page, or take it along: [As a PDF]."),
        ),
        PagePicture(
            "readiness",
            _(
                "The readiness sheet of a show: each participant with its marks at the destination, recordals, licences and papers that"
                " are missing."
            ),
            ("admin:readiness", "example-show"),
            "#content-main",
            tallest=620,
        ),
        _("It is private: hand it to nobody but the participant."),
    ),
    needs="enterprises.view_licence",
    pages=("admin:initiatives_exhibition_change", "admin:readiness"),
)

ON_EVIDENCE = HowTo(
    "evidence",
    _("At the show: evidence to bring home"),
    (
        _(
            "A mark that is not used for three years can be cancelled. Showing goods counts as use, if it can be proved: bring home a "
            "dated photograph of the stand, the catalogue, and contracts."
        ),
        Steps(
            _("Open the mark, and choose [Keep its papers], or add them under [Papers] where the mark is a draft."),
            _("Name show and day in the title."),
        ),
    ),
    needs="portal.add_paper",
)

ON_INTENTIONS = HowTo(
    "intentions",
    _("When an intention is signed"),
    (
        Steps(
            _(
                "In [Cooperation intentions](admin:initiatives_intention_changelist), add one: the show as [Initiative], [Our side], "
                "the subject, [Market] and date."
            ),
            _("Under [For staff only], keep the other side, its contact, the [Next step] and its day. No public page reads this."),
            _("Save it, then give what it rests on: a [Passage], or a [Private paper] of the show."),
            _("Tick [The other side agreed to be named] only where it did; then its name may stand in public."),
        ),
        PagePicture(
            "intention",
            _("The form of an intention: the show, our side, the subject and the market."),
            ("admin:initiatives_intention_change", "example-intention-1"),
            ".form-row.field-initiative, .form-row.field-country",
        ),
        _(
            "An intention is no contract, and each counts once. The page of the show says how many were reported, and how many of them "
            "are itemized."
        ),
    ),
    needs="initiatives.add_intention",
    pages=("admin:initiatives_intention",),
)

ON_STEPS_UP = HowTo(
    "steps",
    _("When an intention becomes more, or ends"),
    (
        Steps(
            _(
                "Open the intention. Under [Steps of intentions], add what it became: [Memorandum of understanding], [Contract], "
                "[Delivered], or [Declined], [Lapsed], [Cancelled]."
            ),
            _("Give its day and its passage or paper: a contract without either is not counted in public."),
            _("Set the [Next step] and its day in the follow-up. The list shows what is [Overdue]."),
        ),
        PagePicture(
            "intentions",
            _("The list of intentions: show, our side, market, state, next step and its day."),
            ("admin:initiatives_intention_changelist",),
            "#result_list",
            width=1500,
        ),
    ),
    needs="initiatives.change_intention",
    pages=("admin:initiatives_intention",),
)

ON_ENQUIRY = HowTo(
    "enquiry",
    _("When an enquiry becomes an intention"),
    (
        Steps(
            _("Open the enquiry, and press [Make an intention of it]."),
            _("What the enquiry says of the company and of what it is about stands in the form already. Complete it and press [Save]."),
        ),
        _("The person who wrote stays with the enquiry, and is wiped with it. Only who is in the group “Enquiries” sees enquiries."),
    ),
    pages=("admin:portal_enquiry",),
)

add_chapter(
    30,
    "shows",
    _("A show from plan to intentions"),
    _(
        "What is known of a show grows: first its days and place, then who goes, what protects their marks there, and at last what came"
        " of it."
    ),
    ON_PLAN,
    ON_READY,
    ON_EVIDENCE,
    ON_INTENTIONS,
    ON_STEPS_UP,
    ON_ENQUIRY,
)

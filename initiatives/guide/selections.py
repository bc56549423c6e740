"""The chapter about a selection, from the call to the list of those who were recognized."""

from django.utils.translation import gettext_lazy as _

from portal.guide.chapters import HowTo, PagePicture, Steps, add_chapter

ROUND = HowTo(
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

NOMINEES = HowTo(
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
        _("To put forward is not to choose: the public page keeps both apart."),
    ),
    needs="initiatives.change_selectioncategory",
    pages=("admin:initiatives_selectioncategory",),
)


WRONG_OUTCOME = HowTo(
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
    ROUND,
    NOMINEES,
    WRONG_OUTCOME,
)

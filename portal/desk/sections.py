"""Sections of the desk, the staff's first page: what waits for the user who opens it.

A section has at most LINES lines and a link to the whole list; the number of queries does not grow with the rows.
"""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.access.admin_addresses import admin_page_of, list_of
from portal.access.roles import PUBLISH, SEE_ENQUIRIES, may_work
from portal.desk.added_sections import LINES, DeskLine, Section, of_apps
from portal.desk.changed_lately import LATELY, changed_by_others
from portal.desk.gaps import GAPS, counts, lacking, lacks, lacks_in_words
from portal.enquiries.handling import about_in_a_line, waiting_for
from portal.listing.kept import kept
from portal.models import Person, Picture, ProposedChange, Record, ReviewStep
from portal.models.first_rows import first_of_each
from portal.models.missing_languages import half_told_in_private
from portal.review.steps import may_judge, state_in_words
from portal.text.partial_dates import day_in_words

WEEK = timedelta(days=7)
LAPSING = timedelta(days=60)
LOOKED_THROUGH = 200  # records of others, those that changed last, in which gaps are looked for first
Step, ProposalState = ReviewStep.Step, ProposedChange.State


def in_charge(user):
    """The condition on records that `user` is responsible for, or deputy."""
    return Q(responsible=user) | Q(deputy=user)


def moment(when):
    return date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT")


def last_notes(records, step):
    """{key of a record: its last ReviewStep of this sort}."""
    rows = ReviewStep.objects.filter(record__in=[record.pk for record in records], step=step).select_related("user").order_by("at", "pk")
    return {row.record_id: row for row in rows}


def first_and_number(name, rows, user):
    """(the first LINES of `rows`, records in order; how many there are), for `user`, of whom and of records alone they depend: of many
    drafts each would be gone through on every request."""
    keys, number = kept(name, lambda: (list(rows.values_list("pk", flat=True)[:LINES]), rows.count()), user.pk)
    return list(rows.filter(pk__in=keys)) if keys else [], number


def to_judge(user):
    """Records that `user`, a Publisher, judges: with REVIEW_BY_ANOTHER without those that they sent themselves."""
    records = Record.objects.waiting()
    return records.exclude(submitted_by=user) if settings.REVIEW_BY_ANOTHER else records


def returned_to(user):
    return Record.objects.returned().filter(in_charge(user) | Q(submitted_by=user))


def waiting_section(user):
    """Records for a Publisher to judge, with the note that was sent with them."""
    waiting = to_judge(user).order_by("submitted_at", "pk").select_related("submitted_by")
    more = {"state": "waiting"} | ({"whose": "others"} if settings.REVIEW_BY_ANOTHER else {})
    records, number = first_and_number("first to judge", waiting, user)
    sent, gaps = last_notes(records, Step.SENT), lacks(record.pk for record in records)
    lines = []
    for record in records:
        acts = [(_("Publish"), admin_page_of(record, "step", "publish")), (_("Return"), admin_page_of(record, "step", "return"))]
        line = DeskLine(record, admin_page_of(record), acts, gaps=lacks_in_words(gaps[record.pk]))
        line.notes.append(_("sent by %(who)s, %(when)s") % {"who": record.submitted_by, "when": moment(record.submitted_at)})
        if record.pk in sent and sent[record.pk].note:
            line.notes.append(sent[record.pk].note)
        lines.append(line)
    return Section("waiting", _("Waits for my review"), _("Nothing waits for your review."), lines, number, list_of(**more))


def returned_section(user):
    returned = returned_to(user).order_by("-returned_at", "pk")
    records, number = first_and_number("first returned", returned, user)
    notes = last_notes(records, Step.RETURNED)
    lines = []
    for record in records:
        line = DeskLine(record, admin_page_of(record), [(_("Send again"), admin_page_of(record, "step", "send"))])
        if step := notes.get(record.pk):
            line.notes += [step.note, _("%(who)s, %(when)s") % {"who": step.user, "when": moment(step.at)}]
        lines.append(line)
    more = list_of(state="returned", whose="mine-or-sent")
    return Section("returned", _("Returned to me"), _("Nothing has come back to you."), lines, number, more)


def proposed_section(user):
    """Proposed changes of `user` that are open, or were declined LATELY; for a Publisher all that are open, too."""
    own = Q(proposed_by=user) & (Q(state=ProposalState.OPEN) | Q(state=ProposalState.DECLINED, decided_at__gte=timezone.now() - LATELY))
    condition, more = own, {"proposed_by__id__exact": user.pk}
    if user.has_perm(PUBLISH):
        condition, more = own | Q(state=ProposalState.OPEN), {"state__exact": ProposalState.OPEN}
    changes = ProposedChange.objects.filter(condition).order_by("-state", "proposed_at", "pk")
    lines = []
    for change in changes.select_related("record", "proposed_by", "decided_by")[:LINES]:
        url = reverse("admin:portal_proposedchange_change", args=[change.pk])
        may_decide = change.state == ProposalState.OPEN and may_judge(user, change)
        line = DeskLine(change.record, url, [(_("Decide") if may_decide else _("Open"), url)])
        if change.state == ProposalState.DECLINED:
            line.notes += [
                _("declined by %(who)s, %(when)s") % {"who": change.decided_by, "when": moment(change.decided_at)},
                change.comment,
            ]
        else:
            line.notes += [
                _("proposed by %(who)s, %(when)s") % {"who": change.proposed_by, "when": moment(change.proposed_at)},
                change.note,
            ]
        lines.append(line)
    more = f"{reverse('admin:portal_proposedchange_changelist')}?{urlencode(more)}"
    return Section("proposed", _("Proposed changes"), _("No proposed change is open."), lines, changes.count(), more)


def scheduled_section(user):
    records = Record.objects.scheduled(before=timezone.now() + WEEK).order_by("published_at", "pk")
    lines = []
    for record in records[:LINES]:
        acts = [(_("Change the time"), admin_page_of(record, "step", "publish"))] if user.has_perm(PUBLISH) else []
        lines.append(DeskLine(record, admin_page_of(record), acts, [moment(record.published_at)]))
    empty = _("Nothing is due to be published in the next seven days.")
    return Section("scheduled", _("Scheduled this week"), empty, lines, records.count(), list_of(state="scheduled"))


def drafts_section(user):
    drafts = (
        Record.objects.drafts()
        .filter(in_charge(user), Q(submitted_at=None) | Q(submitted_by=user), returned_at=None)
        .order_by("-updated_at", "pk")
    )
    records, number = first_and_number("first drafts", drafts, user)
    gaps = lacks(record.pk for record in records)
    lines = []
    for record in records:
        acts = [] if record.submitted_at else [(_("Send to review"), admin_page_of(record, "step", "send"))]
        notes = [_("%(state)s, changed %(when)s") % {"state": state_in_words(record), "when": moment(record.updated_at)}]
        lines.append(DeskLine(record, admin_page_of(record), acts, notes, lacks_in_words(gaps[record.pk])))
    more = list_of(state="draft", whose="mine")
    return Section("drafts", _("My drafts"), _("You have no drafts."), lines, number, more)


HAS, DOUBT, HAS_NOT, NOT_ASKED = "has", "doubt", "hasnot", ""
COLUMNS = (  # of the table of gaps: (the gap, the lesser gaps of the same thing)
    ("statement", ()),
    ("role", ()),
    ("english", ()),
    ("chinese", ("unconfirmed",)),
    ("language", ()),
    ("picture", ("alt", "rights")),
)


def marks(record, record_lacks):
    """[(mark, text, address where it is mended)] of the columns of `record` in the table of gaps; `record_lacks` is its [Lack]:
    ("hasnot", "no picture", "/admin/…/change/#pictures-heading")."""
    lacks_by_key = {lack.key: lack for lack in record_lacks}
    for gap, lesser_gaps in COLUMNS:
        lack = next((lacks_by_key[key] for key in (gap, *lesser_gaps) if key in lacks_by_key), None)
        if record.kind not in GAPS[gap].of_kinds():
            yield NOT_ASKED, _("not asked for"), ""
        elif lack is None:
            yield HAS, _("there"), ""
        else:
            yield HAS_NOT if lack.key == gap else DOUBT, str(lack), f"{admin_page_of(record)}#{lack.anchor}"


def first_incomplete(user):
    """(the keys of the first records with gaps, those of `user` before others; how many there are). Those of others are looked for among
    the ones that changed last, for to ask each record for its gaps takes long, and only then among all."""
    order = ("-updated_at", "pk")
    others = Record.objects.exclude(in_charge(user))
    latest = others.filter(pk__in=others.order_by(*order).values("pk")[:LOOKED_THROUGH])
    own_keys, others_keys = first_of_each(
        [lacking(rows).order_by(*order) for rows in (Record.objects.filter(in_charge(user)), latest)], LINES
    )
    number = lacking(Record.objects.all()).count()
    if len(own_keys) + len(others_keys) < min(LINES, number):
        others_keys = lacking(others).order_by(*order).values_list("pk", flat=True)[:LINES]
    return [*own_keys, *others_keys][:LINES], number


def incomplete_section(user):
    """Records with gaps, those of `user` first, and of each gap the number of records that have it."""
    in_private = [half_told_in_private()]
    keys, number = kept("first incomplete", lambda: first_incomplete(user), user.pk, besides=in_private)
    found = Record.objects.in_bulk(keys)
    records = [found[key] for key in keys if key in found]
    gaps, all_counts, own_counts = (
        lacks(record.pk for record in records),
        kept("gaps", lambda: counts(Record.objects.all()), besides=in_private),
        kept("gaps", lambda: counts(Record.objects.filter(in_charge(user))), user.pk, besides=in_private),
    )
    empty, hint = _("Every record has all that is asked for."), _("your own records first")
    section = Section("incomplete", _("Incomplete"), empty, [], number, list_of(gap="any"), hint)
    section.columns = [GAPS[gap].label for gap, _lesser_gaps in COLUMNS]
    for record in records:
        line = DeskLine(record, admin_page_of(record))
        line.marks = list(marks(record, gaps[record.pk]))
        section.lines.append(line)
    for key, gap in GAPS.items():
        if all_counts[key]:
            section.gaps.append((gap.sort, all_counts[key], list_of(gap=key), own_counts[key], list_of(gap=key, whose="mine")))
    return section


def rights_section(user):
    today = timezone.localdate()
    pictures = Picture.objects.lapsing(today + LAPSING).order_by("rights_until", "pk")
    lines = []
    for picture in pictures.select_related("record")[:LINES]:
        url = f"{admin_page_of(picture.record)}#pictures-heading"
        day = day_in_words(picture.rights_until)
        note = _("lapsed after %(day)s: not shown any more") if picture.rights_until < today else _("allowed until %(day)s")
        lines.append(DeskLine(picture.record, url, [(_("Mend"), url)], [note % {"day": day}, picture.alt]))
    empty = _("No picture’s rights end in the next 60 days.")
    return Section("rights", _("Pictures’ rights running out"), empty, lines, pictures.count(), list_of(rights="ending"))


def changed_section(user):
    changes = changed_by_others(user, LINES * 10)
    records = Record.objects.in_bulk(list(changes))
    users = Person.objects.in_bulk({who for _when, who in changes.values()})
    lines = [
        DeskLine(
            records[key],
            admin_page_of(records[key]),
            [(_("History"), admin_page_of(records[key], "history"))],
            [_("%(who)s, %(when)s") % {"who": users[who], "when": moment(when)}],
        )
        for key, (when, who) in changes.items()
        if key in records and who in users
    ][:LINES]
    empty = _("Nobody else has changed a record in the last two weeks.")
    return Section("changed", _("Changed lately by others"), empty, lines)


def enquiries_section(user):
    """Enquiries that wait for `user`, without their words: the desk is open on a screen all day."""
    waiting, lines = waiting_for(user), []
    for enquiry in waiting.order_by("at", "pk").prefetch_related("records")[:LINES]:
        url = reverse("admin:portal_enquiry_change", args=[enquiry.pk])
        line = DeskLine(enquiry, url, [(_("Open"), url)], [moment(enquiry.at)], name=enquiry.reference)
        line.notes.append(about_in_a_line(enquiry))
        owners = {user.pk: _("in your hands"), None: _("in nobody’s hands")}
        line.notes.append(owners.get(enquiry.owner_id) or _("in the hands of somebody who left"))
        line.gaps = _("a mail could not be sent") if enquiry.has_failed else _("overdue") if enquiry.is_overdue else ""
        lines.append(line)
    more = f"{reverse('admin:portal_enquiry_changelist')}?waiting=mine"
    return Section("enquiries", _("Enquiries to answer"), _("No enquiry waits."), lines, waiting.count(), more)


def waiting_count(user):
    """Number of the records, changes and enquiries that wait for `user`; every page of the admin shows it beside the desk."""
    records = [("returned, counted", returned_to(user))] if may_work(user) else []
    others = []
    if user.has_perm(PUBLISH):
        records.append(("to judge, counted", to_judge(user)))
        others.append(ProposedChange.objects.to_judge(user))
    if user.has_perm(SEE_ENQUIRIES):
        others.append(waiting_for(user))
    return sum(kept(name, rows.count, user.pk) for name, rows in records) + sum(rows.count() for rows in others)


def sections(user):
    """([Section] of what `user` is to do, [Section] of what they are to know), in the order of the page."""
    to_do, to_know = [], []
    if user.has_perm(SEE_ENQUIRIES):
        to_do.append(enquiries_section(user))
    if user.has_perm(PUBLISH):
        to_do.append(waiting_section(user))
    to_do += of_apps(user)
    if may_work(user):
        to_do += [returned_section(user), proposed_section(user), drafts_section(user), incomplete_section(user)]
    if user.has_perm("portal.view_record"):
        to_know.append(scheduled_section(user))
        if may_work(user):
            to_know.append(rights_section(user))
        to_know.append(changed_section(user))
    return to_do, to_know

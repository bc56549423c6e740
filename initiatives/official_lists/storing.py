"""An official list is stored with what was chosen: its lines for staff, the outcomes as events or proposals, and what it says of names."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from initiatives.deciding import enter
from initiatives.models import OfficialLine, OfficialList
from initiatives.official_lists.matching import whole_form
from portal.access.audit import record_action
from portal.access.roles import may_change
from portal.admin.form.server_proposals import propose
from portal.admin.record_parts import show_change
from portal.models import AuditEntry, ProposedChange, Record, Statement

NUMBERED = _("No. %(number)s of the list")
NAMES_IT = _("The official list gives its Chinese name as “%(name)s”.")


def in_both(text, **values):
    """{language: `text`, a lazy translation}: what is kept in both."""
    found = {}
    for language, code in (("en", "en"), ("zh", "zh-hans")):
        with override(code):
            found[language] = str(text) % values
    return found


def note_of(entry):
    """The locator of a name in the list, {"note_en": …, "note_zh": …}; nothing where it has no number."""
    if not entry.number:
        return {}
    words = in_both(NUMBERED, number=entry.number)
    return {f"note_{language}": text for language, text in words.items()}


def stored_list(category, passage, text):
    """The same list, pasted before; None where it is new."""
    return OfficialList.objects.filter(category=category, passage=passage, text=text).first() if passage else None


def outcomes_of(form, choices, missing):
    """{key of a nomination: Said} of what the list says of those whom it names, and of the `missing` where it is complete."""
    found = {key: form.outcome(**note_of(choices.entries[line - 1])) for key, line in choices.lines.items()}
    opposite = OfficialList.OPPOSITES.get(form.cleaned_data["verb"])
    return found | {key: form.outcome(verb=opposite) for key in missing if opposite and key not in found}


def keep_list(request, category, form, choices, outcomes, corrected, nominations):
    """Write it all; returns what `enter` does. Whoever calls it holds the locks; raises ValidationError with what is refused."""
    said, now = form.cleaned_data, timezone.now()
    kept = stored_list(category, said["passage"], said["text"]) or OfficialList(
        category=category, passage=said["passage"], text=said["text"], pasted_by_id=request.user.pk
    )
    kept.title, kept.verb, kept.stage = said["title"], said["verb"], said["stage"]
    kept.listed_on, kept.listed_precision = said["happened"]
    if choices.is_complete != kept.is_complete:
        kept.is_complete = choices.is_complete
        kept.completed_by_id, kept.completed_at = (request.user.pk, now) if choices.is_complete else (None, None)
    kept.full_clean()
    is_new = kept._state.adding
    kept.save()
    store_lines(kept, choices, request.user, now)
    record_action(request, AuditEntry.Action.ADDED if is_new else AuditEntry.Action.CHANGED, kept)
    entered = enter(request, outcomes, corrected)
    for nomination in nominations:
        if nomination.pk in choices.names and nomination.pk in choices.lines:
            confirm_name(request, nomination.nominee, kept)
    return entered


def store_lines(kept, choices, user, now):
    """Write the lines anew; one that is as it was keeps who decided it, and when."""
    before = {(line.position, line.text, line.state, line.nomination_id): line for line in kept.lines.all()}
    nominations, lines = {line: key for key, line in choices.lines.items()}, []
    for position, entry in enumerate(choices.entries, start=1):
        state, nomination = choices.state_of(position), nominations.get(position)
        same = before.get((position, entry.text, state, nomination))
        line = OfficialLine(
            list=kept,
            position=position,
            first_row=entry.first_row,
            last_row=entry.last_row,
            text=entry.text,
            number=entry.number[:20],
            state=state,
            nomination_id=nomination,
            decided_by_id=same.decided_by_id if same else user.pk,
            decided_at=same.decided_at if same else now,
        )
        lines.append(line)
    kept.lines.all().delete()
    OfficialLine.objects.bulk_create(lines, batch_size=200)


def names_its_chinese(record, entry):
    """Whether an entry has exactly the Chinese name of a record, which nobody has confirmed yet."""
    if not record.name_zh or record.name_zh_confirmed:
        return False
    return whole_form(record.name_zh) in map(whole_form, entry.variants())


def names_proposed(keys):
    """Those of `keys`, of records, whose Chinese name it is proposed already to confirm."""
    waiting = ProposedChange.objects.open().filter(record__in=keys)
    return {
        proposal.row
        for proposal in waiting
        if proposal.row in keys and proposal.sent.get("name_zh_confirmed") and not proposal.opened.get("", {}).get("name_zh_confirmed")
    }


def confirm_name(request, nominee, kept):
    """Confirm the Chinese name of a nominee, and keep that this list gives it: by a statement that cites its passage."""
    record = Record.objects.get(pk=nominee.pk).specific
    if record.name_zh_confirmed or not record.name_zh or names_proposed([record.pk]):
        return
    words = in_both(NAMES_IT, name=record.name_zh)
    statement = Statement(record_id=record.pk, passage=kept.passage, wording_en=words["en"], wording_zh=words["zh"])
    if not may_change(request.user, record):
        propose(request, record, {record: {"name_zh_confirmed": True}}, [statement])
        return
    statement.full_clean()
    statement.save(force_insert=True)
    record.name_zh_confirmed = True
    record.save()
    record_action(request, AuditEntry.Action.CHANGED, record)
    show_change(Record.objects.filter(pk=record.pk))

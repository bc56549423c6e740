"""An official list is pasted, read, compared with the nominees of its category, and stored once a person has confirmed it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from initiatives.admin.category_tables import CORRECTED, corrected_by, sent_once, tell_entered
from initiatives.admin.outcome_forms import REASON_IS_DUE, ListForm
from initiatives.admin.partial_dates import text_of
from initiatives.deciding import intended, lock_records
from initiatives.models import Nomination, OfficialList
from initiatives.official_lists import choices as chosen
from initiatives.official_lists.choices import Choices, digest
from initiatives.official_lists.matching import Matches, Register
from initiatives.official_lists.storing import keep_list, names_its_chinese, names_proposed, outcomes_of, stored_list
from portal.access.roles import may_work
from portal.admin.form.sent_once import context_of, refuse_what_came_back
from portal.models import Record

STEP = "step"  # the control that says what is to be done: "read" the list, show what would happen, store it
SHOW, STORE = "show", "store"
READING = "reading"
PASTED_LIST = "list"  # the parameter of the address that names a list that was pasted before
READ_OTHERWISE = _("Names were changed meanwhile, and the list is read otherwise by now: look through it again.")


@dataclass
class Line:
    """One line on the page: what was read, what is proposed, what is chosen."""

    position: int
    entry: Any
    state: str
    proposals: list
    elsewhere: list  # records of exactly this name that are not put forward in this category
    is_open: bool
    is_heading: bool


@dataclass
class NomineeChoice:
    """What is asked about one nominee."""

    nomination: Any
    proposals: list  # [(initiatives.official_lists.matching.Proposed, Entry)]
    line: int | None
    another: str  # a line that nothing proposes, typed
    offers_name: bool
    takes_name: bool


class Pasted:
    """A list as it was read: its entries, what is proposed for them, and what is chosen."""

    def __init__(self, request, category, form):
        from initiatives.official_lists.reading import read, rows_left_out  # its patterns take 20 ms, and few processes read a list

        rows = Nomination.objects.filter(category=category).select_related("category__round", "organization", "initiative")
        self.nominations = sorted(rows, key=lambda nomination: (nomination.nominee.name_sort, nomination.pk))
        register = Register(self.nominations)
        self.text = form.cleaned_data["text"]
        self.entries = read(self.text, register.is_known)
        self.rows_left_out = rows_left_out(self.text, self.entries)
        self.matches = Matches(self.entries, register)
        self.stored = stored_list(category, form.cleaned_data["passage"], self.text)
        is_new = READING not in request.POST
        self.is_otherwise = not is_new and request.POST[READING] != digest(self.entries)
        if is_new or self.is_otherwise:
            self.choices = Choices.by_default(self.entries, self.matches, set(self.names_offered()), self.stored)
        else:
            self.choices = Choices.sent(self.entries, self.nominations, request.POST)

    def names_offered(self):
        """{key of a nomination: position} of the lines that have exactly its Chinese name, which nobody has confirmed."""
        found = {}
        for proposals in self.matches.of_nominee.values():
            for each in proposals:
                if names_its_chinese(each.nomination.nominee, self.entries[each.position - 1]):
                    found.setdefault(each.nomination.pk, each.position)
        waiting = names_proposed([each.nominee.pk for each in self.nominations if each.pk in found])
        return {each.pk: found[each.pk] for each in self.nominations if each.pk in found and each.nominee.pk not in waiting}

    def nominees(self):
        offered = self.names_offered()
        for nomination in self.nominations:
            line = self.choices.lines.get(nomination.pk)
            proposals = [(each, self.entries[each.position - 1]) for each in self.matches.of_nominee.get(nomination.pk, ())]
            another = str(line) if line and line not in {each.position for each, _entry in proposals} else ""
            takes_name = nomination.pk in self.choices.names
            yield NomineeChoice(nomination, proposals, line, another, nomination.pk in offered, takes_name)

    def lines(self):
        records = Record.objects.in_bulk({key for keys in self.matches.elsewhere.values() for key in keys})
        for position, entry in enumerate(self.entries, start=1):
            elsewhere = [records[key] for key in sorted(self.matches.elsewhere.get(position, ())) if key in records]
            yield Line(
                position,
                entry,
                self.choices.state_of(position).label,
                self.matches.of_line.get(position, []),
                elsewhere,
                position in self.choices.open,
                position in self.choices.headings,
            )

    def missing(self):
        """The nominees whom no line names, once a person has said that the list is complete; not one who may stand in an open line, nor
        one who withdrew."""
        if not self.choices.is_complete:
            return []
        asked = {each.nomination.pk for line in self.choices.open for each in self.matches.of_line.get(line, ())}
        withdrawn = Nomination.objects.filter(pk__in=[each.pk for each in self.nominations]).withdrawn().values_list("pk", flat=True)
        return [nomination for nomination in self.nominations if nomination.pk not in {*self.choices.lines, *asked, *withdrawn}]

    def warnings(self):
        for entry in self.entries:
            if entry.miscounts:
                text = ngettext(
                    "“%(heading)s” counts %(count)d; beneath it stands %(counted)d name.",
                    "“%(heading)s” counts %(count)d; beneath it stand %(counted)d names.",
                    entry.counted,
                )
                yield text % {"heading": entry.text.strip(), "count": entry.count, "counted": entry.counted}
        if self.rows_left_out:
            yield gettext("Rows that were not read: %(rows)s") % {"rows": " ".join(map(str, self.rows_left_out))}


def prefilled(request, category):
    """What the empty page shows: a list that was pasted before, where the address names one."""
    kept = OfficialList.objects.filter(category=category, pk=request.GET.get(PASTED_LIST, "")).first()
    if kept is None:
        return {"verb": OfficialList.Verb.RECOGNIZED}
    given = {name: getattr(kept, name) for name in ("title", "verb", "stage", "passage", "text")}
    return given | {"happened": text_of(kept.listed_on, kept.listed_precision)}


def list_page(model_admin, request, category):
    """The three pages: paste, choose, confirm. Nothing is stored before the last."""
    if not may_work(request.user):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = ListForm(request, category, request.POST if is_sent else None, initial=prefilled(request, category))
    refuse_what_came_back(request, form)
    context = {
        "title": gettext("Official list: %(name)s") % {"name": category.name},
        "opts": model_admin.opts,
        "original": category,
        "back": model_admin.address_of(category),
        "category": category,
        "form": form,
        "step": STEP,
        "controls": {name.lower(): getattr(chosen, name) for name in ("LINE", "NAME", "OPEN", "HEADING", "COMPLETE", "ABSENT")}
        | {"another": chosen.ANOTHER_LINE, "correct": CORRECTED, "reading": READING},
    }
    if not (form.is_bound and form.is_valid()):
        return model_admin.admin_site.page(request, "initiatives/official_list_paste.html", context | context_of(request, form))
    pasted, step = Pasted(request, category, form), request.POST.get(STEP)
    missing = [nomination.pk for nomination in pasted.missing()]
    if step == STORE:  # who is ticked of those
        missing = [key for key in request.POST.getlist(chosen.ABSENT) if key in missing]
    refusals = [*pasted.choices.refusals, *([READ_OTHERWISE] if pasted.is_otherwise else [])]
    outcomes = outcomes_of(form, pasted.choices, missing)
    corrected = corrected_by(request, outcomes)
    is_shown = step in (SHOW, STORE) and not refusals
    if is_shown and corrected and not form.has_reason:
        form.add_error("reason_en", REASON_IS_DUE)
    if is_shown and step == STORE and not form.errors:
        done = sent_once(request, lambda: send_list(request, category, form, pasted, outcomes, corrected))
        if done is not None:
            return done
    found = intended(request.user, outcomes) if is_shown else []
    context |= {
        "pasted": pasted,
        "lines": list(pasted.lines()),
        "nominees": list(pasted.nominees()),
        "digest": digest(pasted.entries),
        "warnings": list(pasted.warnings()),
        "refusals": refusals,
        "missing": missing,
        "missing_nominations": pasted.missing(),
        "corrected": corrected,
        "named": [each for each in found if each.nomination.pk not in missing],
        "not_named": [each for each in found if each.nomination.pk in missing],
        "has_contradictions": any(each.is_new and each.against for each in found),
        **context_of(request, form),
    }
    template = "initiatives/official_list_confirm.html" if is_shown else "initiatives/official_list_choose.html"
    return model_admin.admin_site.page(request, template, context)


def send_list(request, category, form, pasted, outcomes, corrected):
    """(response, key of what was written) of a list that is confirmed; no response where it is refused, which the form then says."""
    lock_records(category, [each.nominee.pk for each in pasted.nominations if each.pk in pasted.choices.names])
    try:
        with transaction.atomic():  # all of it, or nothing
            written, proposed, left = keep_list(request, category, form, pasted.choices, outcomes, corrected, pasted.nominations)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return None, ""
    tell_entered(request, written, proposed, left)
    return HttpResponseRedirect(reverse("admin:initiatives_selectioncategory_table", args=[category.pk])), category.pk

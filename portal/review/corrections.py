"""What was changed in a figure after it was public. The department says so, and why."""

import copy
import re
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext

from portal.models import Correction, Measure, Record, ReviewStep, Statement
from portal.text import figure_wording
from portal.text.search_words import CHINESE

FIGURE_FIELDS = ("measure", "value", "qualifier", "currency", "period_starts_on", "period_ends_on")
REASON = ("_reason_en", "_reason_zh")  # the names of the controls
LANGUAGES = {"en": "en", "zh": "zh-hans"}  # the end of a column's name → the language
NO_REASON = "no-reason"  # the code of an error that says the following
WITHOUT_REASON = _("This changes a figure that is public. Say why, in English or Chinese, under “Reason for the correction”.")


def public_figures(keys):
    """{key: statement} of those that the public reads now with a figure."""
    return Statement.objects.published().with_figures().select_related("measure").in_bulk(keys)


def has_reason(data):
    return any(data.get(name, "").strip() for name in REASON)


def phrase(statement, language):
    """The figure as the public reads it: "nearly 1.5 million yuan, revenue of an exhibition"; empty without a figure."""
    if statement is None or statement.measure_id is None:
        return ""
    told = copy.copy(statement)
    told.__dict__.pop("figure", None)  # kept in the language of whoever read it first
    with override(language):
        apart = "", pgettext("between a figure and its measure", ", ") + told.measure.name
        before, after = figure_wording.around_figure(told) or apart
        return f"{before}{told.figure}{after} ({told.period})" if told.period else f"{before}{told.figure}{after}"


def note_correction(before, after, user, data):
    """Log that a public figure became another, or was taken out (`after` None); nothing where it reads the same. `data` holds
    the REASON."""
    texts = {f"before_{tag}": phrase(before, language) for tag, language in LANGUAGES.items()}
    texts |= {f"after_{tag}": phrase(after, language) for tag, language in LANGUAGES.items()}
    if (texts["before_en"], texts["before_zh"]) != (texts["after_en"], texts["after_zh"]):
        reasons = {name.removeprefix("_"): data.get(name, "").strip() for name in REASON}
        Correction.objects.create(record_id=before.record_id, statement=before.pk, user=user, **texts, **reasons)


@contextmanager
def noted(keys, user, data):
    """Log what becomes, within the block, of those of the statements with these `keys` that the public reads with a figure."""
    before = public_figures(keys)
    yield
    after = public_figures(list(before))
    for key, statement in before.items():
        note_correction(statement, after.get(key), user, data)


def reason(text):
    """A note as the reason of a correction, in the language in which it is written."""
    return {REASON[1] if re.search(f"[{CHINESE}]", text) else REASON[0]: text}


def since_withdrawal(record):
    """[(before, after or None)] of the figures of a withdrawn record that the public read then and would read otherwise now."""
    withdrawal = ReviewStep.objects.filter(record=record.pk, step=ReviewStep.Step.WITHDRAWN).first()
    if withdrawal is None:
        return []
    rows = Statement.history.filter(record=record.pk, history_date__lte=withdrawal.at).order_by("history_date", "history_id")
    then = {row.id: row for row in rows}.values()
    before = [row.instance for row in then if row.history_type != "-" and row.measure_id]
    told = Measure.history.filter(id__in={each.measure_id for each in before}, history_date__lte=withdrawal.at)
    measures = {row.id: row.instance for row in told.order_by("history_date", "history_id")}
    for each in before:  # in the words of then: the measure may be another by now, or gone
        each.measure = measures.get(each.measure_id) or each.measure
    now = record.statements.of_public_sources().with_figures().select_related("measure").in_bulk()
    pairs = [(each, now.get(each.pk)) for each in before]
    return [(was, figure) for was, figure in pairs if any(phrase(was, each) != phrase(figure, each) for each in LANGUAGES.values())]


def changed_since_withdrawal(keys):
    """{key: `since_withdrawal` of the record} of those of the records with these keys that read otherwise now."""
    withdrawn = ReviewStep.objects.filter(record__in=keys, step=ReviewStep.Step.WITHDRAWN).order_by().values("record")
    found = {record.pk: since_withdrawal(record) for record in Record.objects.filter(pk__in=withdrawn)}
    return {key: pairs for key, pairs in found.items() if pairs}


def touches_figure(form):
    """Whether a form of a statement changes its figure, or takes it from the public: with the statement, or by citing a
    source that is not public."""
    given, changed = form.cleaned_data, set(form.changed_data)
    hides = "passage" in changed and given.get("passage") is not None and not given["passage"].source.is_published
    return given.get("DELETE", False) or hides or bool(set(FIGURE_FIELDS) & changed)

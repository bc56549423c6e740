"""What was changed in a figure after it was public. The department says so, and why."""

import re

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext

from portal import figures
from portal.models import Correction, ReviewStep, Statement
from portal.search import CHINESE

FIGURE = ("measure", "value", "qualifier", "currency", "period_starts_on", "period_ends_on")
REASON = ("_reason_en", "_reason_zh")  # the names of the controls
WITHOUT_REASON = _("This changes a figure that is public. Say why, in English or Chinese, under “Reason for the correction”.")


def public_figures(keys):
    """{key: statement} of those that the public reads now with a figure."""
    return Statement.objects.published().with_figures().select_related("measure").in_bulk(keys)


def has_reason(data):
    return any(data.get(name, "").strip() for name in REASON)


def phrase(statement, language):
    """The figure as the public reads it: "nearly 1.5 million yuan, revenue of an exhibition"."""
    if statement is None or statement.measure_id is None:
        return ""
    with override(language):
        between = pgettext("between a figure and its measure", ", ")
        text = f"{figures.read(statement)}{between}{statement.measure.name}"
        days = [date_format(day) for day in (statement.period_starts_on, statement.period_ends_on) if day]
        return f"{text} ({' – '.join(days)})" if days else text


def note(before, after, user, data):
    """Log that a public figure became another, or was taken out (`after` None); returns nothing where it reads the same."""
    texts = {f"before_{tag}": phrase(before, language) for tag, language in (("en", "en"), ("zh", "zh-hans"))}
    texts |= {f"after_{tag}": phrase(after, language) for tag, language in (("en", "en"), ("zh", "zh-hans"))}
    if (texts["before_en"], texts["before_zh"]) != (texts["after_en"], texts["after_zh"]):
        reasons = {name.removeprefix("_"): data.get(name, "").strip() for name in REASON}
        Correction.objects.create(record_id=before.record_id, statement=before.pk, user=user, **texts, **reasons)


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
    stated = Statement.objects.filter(record=record.pk, passage__source__published_at__lte=timezone.now())
    now = stated.with_figures().select_related("measure").in_bulk()
    pairs = [(each, now.get(each.pk)) for each in before]
    return [(was, figure) for was, figure in pairs if phrase(was, "en") != phrase(figure, "en")]


def touches_figure(form):
    """Whether a form of a statement changes its figure, or takes it from the public: with the statement, or by citing a
    source that is not public."""
    given, changed = form.cleaned_data, set(form.changed_data)
    hides = "passage" in changed and given.get("passage") is not None and not given["passage"].source.is_published
    return given.get("DELETE", False) or hides or bool(set(FIGURE) & changed)

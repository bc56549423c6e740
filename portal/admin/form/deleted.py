"""What is sent after its row was deleted: what was typed is shown, to be copied, where Django would drop it."""

import copy

from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.admin.form.comparing import OPENED, control_in_words, plain_texts, read_opened, rows_sent, shown_by

NONE_LEFT = _("None of the records that were selected is there any more.")


def lines(form, opened, sent):
    """[(label, text, whether it was changed since the form was opened)] of the controls that people see and that hold a text."""
    found = []
    for name in shown_by(form):
        texts, field = sent.get(name, []), form.fields.get(name)
        if any(texts) and field and not field.widget.is_hidden:
            is_changed = plain_texts(texts) != plain_texts(opened.get(name, []))
            found.append((str(form[name].label), control_in_words(form, name, texts), is_changed))
    return found


def typed(model_admin, request):
    """[(row, `lines`)] of everything that the form of a row that is gone says; the row is empty for its own controls."""
    reading = copy.copy(request)
    reading.method = "GET"
    sent, opened = request.POST, read_opened(request.POST.get(OPENED))
    form = model_admin.get_form(reading)()
    parts = [("", lines(form, opened.get("", {}), {name: sent.getlist(name) for name in sent}))]
    for inline in model_admin.inlines:
        formset = inline(model_admin.model, model_admin.admin_site).get_formset(reading)()
        label, was = capfirst(formset.model._meta.verbose_name), opened.get(formset.prefix, {})
        rows = [(key, row) for key, row in rows_sent(sent, formset) if DELETION_FIELD_NAME not in row]
        parts += [(f"{label} {place}", lines(formset.empty_form, was.get(key, {}), row)) for place, (key, row) in enumerate(rows, 1)]
    return [(part, found) for part, found in parts if found]

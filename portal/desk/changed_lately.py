"""What has been changed lately: the history of records and of all that is edited with them, as one."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import F
from django.forms.models import _get_foreign_key
from django.utils import timezone

from portal.models import Record

LATELY = timedelta(days=14)


def histories(model_admin, path):
    """(history table, the path from its rows to the key of the record) of what is edited with a record, and with that."""
    for inline in model_admin.inlines:
        if getattr(inline, "is_in_history", False):
            foreign = _get_foreign_key(model_admin.model, inline.model, fk_name=inline.fk_name)
            own = f"{foreign.name}__{path}" if path else foreign.attname
            yield inline.model.history.model, own
            inner = admin.site._registry.get(inline.model)
            if inner:
                yield from histories(inner, own)


def tables_of_history():
    """{history table: path to the key of the record} of all records and their parts."""
    found = {}
    for model, model_admin in admin.site._registry.items():
        if issubclass(model, Record) and model is not Record and not model._meta.proxy:
            found[model.history.model] = model._meta.pk.attname
            found |= dict(histories(model_admin, ""))
    return found


def changed_by_others(user, most):
    """{key of a record: (when, the key of the user)} of what others changed lately, the latest first: out of
    at most `most` rows of history."""
    rows = [
        table.objects.filter(history_date__gte=timezone.now() - LATELY, history_user__isnull=False)
        .exclude(history_user=user)
        .order_by()
        .values_list("history_date", "history_user", F(path))
        for table, path in tables_of_history().items()
    ]
    found = {}
    for when, who, key in rows[0].union(*rows[1:], all=True).order_by("-history_date")[:most]:
        found.setdefault(key, (when, who))
    return found

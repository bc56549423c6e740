"""Changes of the last 14 days: the histories of records and of their parts, read as one."""

from datetime import UTC, timedelta
from functools import cache
from operator import itemgetter

from django.contrib import admin
from django.db.models import F
from django.forms.models import _get_foreign_key
from django.utils import timezone

from portal.listing.kept import kept
from portal.models import Record
from portal.models.first_rows import first_of_each
from portal.models.kept_sql import QuerySet

LATELY = timedelta(days=14)


def histories_of_parts(model_admin, path):
    """(history table, lookup of the record's key) of the inlines of `model_admin`, and of their inlines: a part has "record_id", a part
    of a part "category__round_id". `path` is the lookup from the rows of `model_admin`, "" where these are records."""
    for inline in model_admin.inlines:
        if getattr(inline, "is_in_history", False):
            foreign_key = _get_foreign_key(model_admin.model, inline.model, fk_name=inline.fk_name)
            part_path = f"{foreign_key.name}__{path}" if path else foreign_key.attname
            yield inline.model.history.model, part_path
            part_admin = admin.site._registry.get(inline.model)
            if part_admin:
                yield from histories_of_parts(part_admin, part_path)


@cache
def tables_of_history():
    """{history table: lookup of the record's key} of the records of every kind and of their parts."""
    tables = {}
    for model, model_admin in admin.site._registry.items():
        if issubclass(model, Record) and model is not Record and not model._meta.proxy:
            tables[model.history.model] = model._meta.pk.attname
            tables |= dict(histories_of_parts(model_admin, ""))
    return tables


@cache
def newest_first():
    return [QuerySet(table).order_by("-pk").values_list("pk") for table in tables_of_history()]


def newest_rows():
    """What is another as soon as a row of history is written: the key of the newest of each table."""
    return tuple(map(tuple, first_of_each(newest_first(), 1)))


def changed_by_others(user, most):
    """{key of a record: (moment, key of the user)} of its last change by others than `user` in the time LATELY, the latest first; out of
    the last `most` rows of history. They are read anew once there are others: whoever imported a sheet has all its rows passed over."""
    since = timezone.now() - LATELY
    changes = kept("changed by others", lambda: changes_since(since, user, most), user.pk, most, besides=newest_rows())
    return {key: (when, who) for key, (when, who) in changes.items() if when >= since}


def changes_since(moment, user, most):
    querysets = [
        QuerySet(table)
        .filter(history_date__gte=moment, history_user__isnull=False)
        .exclude(history_user=user)
        .order_by("-history_date")
        .values_list("history_date", "history_user", F(path))
        for table, path in tables_of_history().items()
    ]
    latest = [row for rows in first_of_each(querysets, most) for row in rows]
    changes = {}
    for when, who, key in sorted(latest, key=itemgetter(0), reverse=True)[:most]:
        changes.setdefault(key, (when.replace(tzinfo=when.tzinfo or UTC), who))  # SQLite gives them without it
    return changes

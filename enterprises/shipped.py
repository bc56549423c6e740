"""Rows that come with the portal, such as a year’s calendar: written after each `migrate`, left alone once staff changed them."""

from django.utils import timezone

from portal.models.history import SHIPPED


def bring(model, rows, using):
    """Write those of `rows`, unsaved objects of `model` with their keys, that are missing or are not as the portal ships them now.

    What staff changed or deleted is left alone: the last row of its history has another reason than "shipped". Returns the others,
    which are in the database as they are shipped. It may be called as often as one likes.
    """
    key, history = model._meta.pk.attname, model.history.model
    last = {}  # {key: (reason, type)} of its last row of history
    earlier = history.objects.using(using).filter(**{f"{key}__in": [row.pk for row in rows]}).order_by("history_date", "history_id")
    for pk, reason, kind in earlier.values_list(key, "history_change_reason", "history_type"):
        last[pk] = reason, kind
    stored = model._base_manager.using(using).in_bulk([row.pk for row in rows])
    names = [field.attname for field in model._meta.local_concrete_fields if not field.primary_key]

    def differs(row):
        return any(getattr(row, name) != getattr(stored[row.pk], name) for name in names)

    ours = [row for row in rows if last.get(row.pk, (SHIPPED, "+")) in ((SHIPPED, "+"), (SHIPPED, "~"))]
    new = [row for row in ours if row.pk not in stored]
    changed = [row for row in ours if row.pk in stored and differs(row)]
    model._base_manager.using(using).bulk_create(new)
    if changed:
        model._base_manager.using(using).bulk_update(changed, names)
    history.objects.using(using).bulk_create(
        history(
            history_date=timezone.now(),
            history_change_reason=SHIPPED,
            history_type="~" if row.pk in stored else "+",
            **{field.attname: getattr(row, field.attname) for field in history.tracked_fields},
        )
        for row in [*new, *changed]
    )
    return ours

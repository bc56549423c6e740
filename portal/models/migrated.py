"""Whether a table is in the database as the code has it."""

from django.apps import apps as installed


def is_there(model, apps):
    """Whether the database has the table of `model` as the code has it: a migration may have stopped before, and `migrate` may have
    gone back. `apps` are those of its migrations, or None, as after a `flush`."""
    try:
        migrated = (apps or installed).get_model(model._meta.label)
    except LookupError:
        return False
    columns, expected = ({field.column for field in each._meta.local_concrete_fields} for each in (migrated, model))
    return columns == expected

"""Migrations: whether a table is in the database as the code has it, and many steps that change no table."""

from django.apps import apps as installed
from django.db.migrations import SeparateDatabaseAndState


class StateAtOnce(SeparateDatabaseAndState):
    """Steps that change what Django knows and no table. It makes all models that refer to each other anew after each step; here
    it does so once, when somebody asks for them: that was a tenth of the time of all migrations."""

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


def is_there(model, apps):
    """Whether the database has the table of `model` as the code has it: a migration may have stopped before, and `migrate` may have
    gone back. `apps` are those of its migrations, or None, as after a `flush`."""
    try:
        migrated = (apps or installed).get_model(model._meta.label)
    except LookupError:
        return False
    columns, expected = ({field.column for field in each._meta.local_concrete_fields} for each in (migrated, model))
    return columns == expected

"""Migrations: whether a table is in the database as the code has it, and many steps that change no table."""

from django.apps import apps as installed
from django.db.migrations import SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation


class StateAtOnce(SeparateDatabaseAndState):
    """Steps that change what Django knows and no table. It makes all models that refer to each other anew after each step; here
    it does so once, when somebody asks for them: that was a tenth of the time of all migrations."""

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


class AtOnce(Operation):
    """Tables that are made together, and models that Django makes once, not anew for each of them: those that refer to each other are
    nearly all, and of a hundred tables that took nine tenths of the time."""

    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)


def is_there(model, apps):
    """Whether the database has the table of `model` as the code has it: a migration may have stopped before, and `migrate` may have
    gone back. `apps` are those of its migrations, or None, as after a `flush`."""
    try:
        migrated = (apps or installed).get_model(model._meta.label)
    except LookupError:
        return False
    columns, expected = ({field.column for field in each._meta.local_concrete_fields} for each in (migrated, model))
    return columns == expected

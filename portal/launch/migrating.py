"""Brings the database up to date at each start of `make run`, most of which find that it is."""

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate():
    """Apply the migrations that are not applied, and do what follows on them: rights, triggers, the index.

    Where none is left to apply it follows with the models of the code. `migrate` would make those of the last migration for it, which are
    the same, and take as long for that as for all the rest.
    """
    executor = MigrationExecutor(connection)
    loader = executor.loader
    is_behind = executor.migration_plan(loader.graph.leaf_nodes()) or loader.detect_conflicts()
    if is_behind or not are_as_migrated(loader.project_state()):
        call_command("migrate", verbosity=0)
    else:
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def are_as_migrated(state):
    """Whether the models of the code and their fields are those of a ProjectState: a migration may not be written yet."""
    models = {
        (model._meta.app_label, model._meta.model_name): {
            field.name for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        }
        for model in apps.get_models()
    }
    return models == {key: set(model.fields) for key, model in state.models.items()}

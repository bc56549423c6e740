"""Which migrations a database has, and a database that has some. Each goes by its own name: one that replaces others, and makes in one
step what they made one by one, is never named, so that a backup of before and one of today tell their state alike.
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from portal.exchange.backups.archive import BackupError


def one_by_one():
    """A loader for which nothing replaces anything."""
    return MigrationLoader(connection, replace_migrations=False)


def known_migrations():
    """{"portal.0001_initial", …}, every migration of this code."""
    loader = one_by_one()
    return {".".join(key) for key in loader.graph.nodes if key not in loader.replacements}


def migrations_of_the_database():
    """["portal.0001_initial", …], every migration that the database has; raises BackupError where the code has others."""
    loader = one_by_one()
    applied = {key for key in loader.applied_migrations if key[0] in loader.migrated_apps and key not in loader.replacements}
    if lacking := [key for key in loader.graph.nodes if key not in applied and key not in loader.replacements]:
        raise BackupError(f"The database lacks the migration {'.'.join(lacking[0])}. Run `manage.py migrate` first.")
    if unknown := sorted(applied - loader.disk_migrations.keys()):
        app, name = unknown[0]
        raise BackupError(
            f"The database has the migration {app}.{name}, which this code does not know: it belongs to a newer portal. "
            f"Update the code; where the migration was squashed, run `manage.py migrate {app} --prune`."
        )
    return sorted(".".join(key) for key in applied)


def at_migrations(names):
    """Make the tables as they were when the database had these migrations and no others; returns the models of then."""
    keys = {tuple(name.split(".", 1)) for name in names}
    executor = MigrationExecutor(connection)
    replacing = executor.loader.replacements
    wanted = keys | replacing.keys()
    if any(not keys.issuperset(migration.replaces) for migration in replacing.values()):
        executor.loader, wanted = one_by_one(), keys
    nodes = executor.loader.graph.node_map
    wanted &= nodes.keys()
    last = [key for key in sorted(wanted) if not any(child.key in wanted and child.key[0] == key[0] for child in nodes[key].children)]
    apps = executor.migrate(last).apps
    if executor.recorder.applied_migrations().keys() - replacing.keys() != keys:
        raise BackupError("The migrations of this backup do not stand by themselves; it cannot be restored by this code.")
    return apps

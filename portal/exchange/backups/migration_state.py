"""Which migrations a database has, and a database that has some. Each goes by its own name: one that replaces others, and makes in one
step what they made one by one, is never named, so that a backup of before and one of today tell their state alike.
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from portal.exchange.backups.archive import BackupError


class Loader(MigrationLoader):
    """The migrations, of those that replace others only which make nothing that is not `wanted`."""

    def __init__(self, connection, wanted):
        self.wanted = wanted
        super().__init__(connection)

    def load_disk(self):
        super().load_disk()
        migrations = self.disk_migrations.items()
        self.disk_migrations = {key: migration for key, migration in migrations if self.wanted.issuperset(migration.replaces)}


def one_by_one():
    """A loader for which nothing replaces anything."""
    return MigrationLoader(connection, replace_migrations=False)


def is_replacing(key):
    """Whether a migration replaces others, or did: the database names it still where a longer one took its place."""
    return "_squashed_" in key[1]


def known_migrations():
    """{"portal.0001_initial", …}, every migration of this code."""
    return {".".join(key) for key in one_by_one().graph.nodes if not is_replacing(key)}


def migrations_of_the_database():
    """["portal.0001_initial", …], every migration that the database has; raises BackupError where the code has others."""
    loader = one_by_one()
    applied = {key for key in loader.applied_migrations if key[0] in loader.migrated_apps and not is_replacing(key)}
    if lacking := [key for key in loader.graph.nodes if key not in applied and not is_replacing(key)]:
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
    executor.loader = Loader(connection, keys)
    wanted = (keys | executor.loader.replacements.keys()) & executor.loader.graph.nodes.keys()
    nodes = executor.loader.graph.node_map
    last = [key for key in sorted(wanted) if not any(child.key in wanted and child.key[0] == key[0] for child in nodes[key].children)]
    apps = executor.migrate(last).apps
    if {key for key in executor.recorder.applied_migrations() if not is_replacing(key)} != keys:
        raise BackupError("The migrations of this backup do not stand by themselves; it cannot be restored by this code.")
    return apps

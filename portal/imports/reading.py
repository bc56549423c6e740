"""Reads the file of an import into its rows, and says of each what it would do."""


def read_import(kept, progress):
    """Read the sheet by the columns that were matched: afterwards it waits to be confirmed. See portal.imports.running."""
    raise NotImplementedError

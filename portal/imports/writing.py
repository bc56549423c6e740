"""Writes the rows of an import, all that is right or nothing."""


def write_import(kept, progress):
    """Write what was previewed, in one transaction. Where rows were changed since, or the seal is another, nothing is stored: `failure`
    says so, and `result` of each of those rows. See portal.imports.running."""
    raise NotImplementedError

"""Takes an import back."""


def undo_import(kept, progress):
    """Take back what was written, in one transaction; what was edited since stays, and `result` of its row says so."""
    raise NotImplementedError

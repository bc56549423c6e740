"""What a person says of one row of an import, which is then judged anew."""


def retype(row, place, text, user):
    """Read the cell at `place`, such as C5, as if `text` stood in it, and judge the row anew; kept in the options for the next reading.
    Returns the row."""
    raise NotImplementedError


def choose_row(row, choice, user):
    """Have a person say what an ImportedRow is: AS_NEW, LEAVE (portal.imports.options), or the key of one of its candidates. Those that it
    is not, where it is new, are not proposed for that name again. Judges the row anew and returns it, its import with other counts.
    Raises NotNow where the import does not wait to be confirmed, ValueError for a key that is no candidate."""
    raise NotImplementedError

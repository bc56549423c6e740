"""What depends on the calendar, and is looked at again when staff change it."""

# Each is called within the transaction of the save, as `look(person)`, and yields sentences in the reader's language about what it moved:
# an app or a package appends it once the models are ready. The calendar is by then as it was saved.
on_change = []


def calendar_changed(person):
    """[sentence] of everything that depends on the calendar, after `person` changed it."""
    return [sentence for look in on_change for sentence in look(person)]

"""The counts that headings give, held against the names that stand beneath them."""

from initiatives.official_lists.entries import Sort

ENDS_A_PLACE = {Sort.PLACE, Sort.SECTION, Sort.TITLE, Sort.TOTAL, Sort.SUBTOTAL}
ENDS_A_SECTION = {Sort.SECTION, Sort.TITLE, Sort.TOTAL}


def names_below(entries, place, ends):
    """How many names stand between a heading and the next of the sorts `ends`."""
    found = 0
    for entry in entries[place + 1 :]:
        if entry.sort in ends:
            break
        found += entry.is_name
    return found


def names_above(entries, place, ends):
    return names_below([*reversed(entries[: place + 1])], 0, ends)


def names_around(entries, place):
    """How many names stand in the annex, or the list, in which a total stands."""
    return names_above(entries, place, {Sort.TITLE}) + names_below(entries, place, {Sort.TITLE})


def count_names(entries):
    """Give each heading that counts names how many there are. A total may stand for all, or for those just above or below it: where
    one of these agrees it is meant."""
    for place, entry in enumerate(entries):
        if entry.count is None:
            continue
        if entry.sort == Sort.PLACE:
            entry.counted = names_below(entries, place, ENDS_A_PLACE)
        elif entry.sort == Sort.SUBTOTAL:
            entry.counted = names_above(entries, place, ENDS_A_PLACE)
        elif entry.sort == Sort.SECTION:
            entry.counted = names_below(entries, place, ENDS_A_SECTION)
        else:
            meant = [names_around(entries, place), names_below(entries, place, ENDS_A_PLACE), names_above(entries, place, ENDS_A_PLACE)]
            entry.counted = entry.count if entry.count in meant else meant[0]

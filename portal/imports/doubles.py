"""Rows of one sheet that cannot all be written: they are the same one, or one says otherwise than another."""

from collections import defaultdict

from portal.imports.options import AS_NEW
from portal.text.told import told_text as _


def find_doubles(kind, places, rows):
    """Say of those of `rows`, without those that are left out, that they are the same row of ours, or, new ones, that they have the same
    names and no code that tells them apart, or that one says otherwise than another."""
    by_key, by_name = defaultdict(list), defaultdict(list)
    for row in rows:
        if row.row:
            by_key[row.row].append(row)
        elif kind.is_of_records and row.choice != AS_NEW and (names := told_by(kind, row)):
            by_name[names].append(row)
    for several in (*by_key.values(), *by_name.values()):
        for row in several if len(several) > 1 else ():
            others = ", ".join(str(other.number) for other in several if other is not row)
            said = _("Row %(others)s says it of the same one.") if row.row else _("Row %(others)s has the same name.")
            remedy = _("Leave one of the rows out, or put both in one.")
            if not row.row:
                remedy = _("Leave one of the rows out, or tell the two apart by their names or codes.")
            row.problems.append(places.of_fields(telling_fields(kind), row, said % {"others": others}, remedy))
    if kind.at_odds:
        find_odds(kind, places, [row for row in rows if not row.row])


def find_odds(kind, places, rows):
    """Say of new parts which other row says otherwise; `SheetKind.identity` begins with what both are about."""
    alike = defaultdict(list)
    for row in rows:
        if about := row.values.get(kind.identity[0]):
            alike[about].append(row)
    for several in alike.values():
        for row in several:
            if other := next((each for each in several if kind.at_odds(row.values, each.values)), None):
                said = _("Row %(other)s says otherwise.") % {"other": other.number}
                row.problems.append(places.of_fields(telling_fields(kind)[1:], row, said, _("Leave one of the rows out.")))


def told_by(kind, row):
    """What tells a new record of a sheet from the others of the sheet."""
    codes = [column.fields[0] for column in kind.columns if column.is_code and column.read]
    return tuple(row.values.get(name) or "" for name in ("name_zh", "name_en", "starts_on", *codes))


def telling_fields(kind):
    return ["name_zh", "name_en"] if kind.is_of_records else list(kind.identity)

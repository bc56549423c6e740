"""What a person says of one row of an import, which is then judged anew."""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext

from portal.imports import options
from portal.imports.judging import Judge
from portal.imports.leases import NotNow
from portal.imports.reading import RowReader, cell_from_json
from portal.models import ImportedRow, NotTheSame, SheetImport
from portal.search.similar_names import ComparedName
from portal.sheets.columns import sheet_kinds

MOST_SETTLED = 500  # rows that are all judged anew after a choice; of more only the one, and all before they are written


def preview_of(key):
    """The import of that key, locked until the transaction ends; raises NotNow where it does not wait to be confirmed."""
    kept = SheetImport.objects.select_for_update(no_key=True, of=("self",)).select_related("by").get(pk=key)
    if kept.job or kept.state != SheetImport.State.PREVIEW:
        raise NotNow(gettext("Something else was done with this import meanwhile."))
    return kept


def retype(row, place, text, user):
    """Read the cell at `place`, such as C5, as if `text` stood in it, and judge the row anew; kept in the options for the next reading.
    Returns the row. Raises NotNow."""
    with transaction.atomic():
        kept = preview_of(row.sheet_import_id)
        kept.options = kept.options | {options.TYPED: {**(kept.options.get(options.TYPED) or {}), place: text}}
        kept.save(update_fields=["options"])
        reader = RowReader(sheet_kinds[kept.kind], kept.matched, kept.options)
        cells = {letters: cell_from_json(stored, f"{letters}{row.number}") for letters, stored in row.cells.items()}
        reader.expect([(row.number, cells)])
        before = {each.part: each for each in kept.rows.filter(number=row.number)}
        rows = list(reader.read(row.number, cells))
        for each in rows:
            old = before.pop(each.part, None)
            each.sheet_import_id, each.pk, each.choice = kept.pk, old and old.pk, old.choice if old else ""
            each.cells = row.cells
        kept.rows.filter(pk__in=[each.pk for each in before.values()]).delete()
        judge_again(kept, rows)
    return next((each for each in rows if each.part == row.part), rows[0])


def choose_row(row, choice, user):
    """Have a person say what an ImportedRow is: AS_NEW, LEAVE (portal.imports.options), the key of one of its candidates, or "" to take a
    choice back. Those that it is not, where it is new, are not proposed for that name again. Judges the row anew and returns it, its import
    with other counts. Raises NotNow where the import does not wait to be confirmed, ValueError for a key that is no candidate."""
    with transaction.atomic():
        kept = preview_of(row.sheet_import_id)
        row = kept.rows.get(pk=row.pk)
        candidates = [key for key, _why in row.candidates]
        if choice not in ("", options.AS_NEW, options.LEAVE, *candidates):
            raise ValueError(f"{choice} is no candidate of row {row.number}")
        if choice == options.AS_NEW:
            tell_apart(row, candidates, user)
        elif choice in candidates and row.choice == options.AS_NEW:
            NotTheSame.objects.filter(record=choice, name__in=names_told_apart(row)).delete()
        row.choice = choice
        judge_again(kept, [row])
    return row


def names_told_apart(row):
    names = (row.values.get("name_zh"), row.values.get("name_en"))
    return {ComparedName.of(name).folded[:250] for name in names if name} - {""}


def tell_apart(row, candidates, user):
    """Remember that these records are not what the row names."""
    pairs = [(name, key) for name in sorted(names_told_apart(row)) for key in candidates]
    NotTheSame.objects.bulk_create([NotTheSame(name=name, record_id=key, by_id=user.pk) for name, key in pairs], ignore_conflicts=True)


def judge_again(kept, rows):
    """Judge `rows` and store them; of few the others, too, for two rows may be the same one."""
    total = kept.rows.count()
    if total <= MOST_SETTLED:
        keys = {row.pk for row in rows}
        rows = [*rows, *kept.rows.exclude(pk__in=keys)]
    rows.sort(key=lambda row: (row.number, row.part))
    Judge(kept).judge(rows)
    kept.rows.filter(pk__in=[row.pk for row in rows if row.pk]).delete()
    ImportedRow.objects.bulk_create(rows, batch_size=MOST_SETTLED)
    kept.counts = dict(Counter(kept.rows.order_by().values_list("state", flat=True)))
    SheetImport.objects.filter(pk=kept.pk).update(counts=kept.counts, total=kept.rows.count())

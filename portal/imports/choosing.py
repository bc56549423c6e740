"""What a person says of one row of an import, which is then judged anew."""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext

from portal.imports import options
from portal.imports.headings import in_all_languages
from portal.imports.judging import Judge
from portal.imports.leases import NotNow
from portal.imports.reading import RowReader
from portal.imports.stored_cells import cell_from_json
from portal.models import ImportedRow, NotTheSame, SheetImport
from portal.models.locking.order import lock
from portal.search.similar_names import SAME, WHY, ComparedName
from portal.sheets.columns import sheet_kinds

MOST_SETTLED = 500  # rows that are all judged anew after a choice; of more only the one, and all before they are written


def preview_of(key):
    """The import of that key, locked until the transaction ends; raises NotNow where it does not wait to be confirmed."""
    [kept] = lock(SheetImport.objects.filter(pk=key))
    if kept.job or kept.state != SheetImport.State.PREVIEW:
        raise NotNow(gettext("Something else was done with this import meanwhile."))
    return kept


def settle(key, user, choices=(), typed=(), meant=()):
    """Keep what a person says of rows of the import of that key, and judge these anew, once: `choices` is [(ImportedRow, choice)], a choice
    being AS_NEW, LEAVE (portal.imports.options), the key of one of its candidates, or "" to take one back; `typed` is [(ImportedRow, place
    of a cell such as C5, text that is read as if it stood there)], kept in the options for the next reading; `meant` are answers of
    questions that are asked of rows, of all that ask the same. Records that a row is not,
    where it is new, are not proposed for its name again. Returns {(number, part): ImportedRow}. Raises NotNow where the import does not
    wait to be confirmed, ValueError for a key that is no candidate."""
    with transaction.atomic():
        kept, told = preview_of(key), {}
        if typed:
            kept.options |= {options.TYPED: (kept.options.get(options.TYPED) or {}) | {place: text for _row, place, text in typed}}
            kept.save(update_fields=["options"])
            told = {(row.number, row.part): row for row in read_again(kept, {row.number for row, _place, _text in typed})}
        if meant:
            kept.options |= {options.MEANT_AS_IT_IS: [*(kept.options.get(options.MEANT_AS_IT_IS) or ()), *meant]}
            kept.save(update_fields=["options"])
            wrong = kept.rows.filter(state=ImportedRow.State.WRONG)
            told = {(row.number, row.part): row for row in wrong if any(each.get("answer") in meant for each in row.problems)} | told
        for row, choice in choices:
            row = told.get((row.number, row.part)) or kept.rows.get(pk=row.pk)
            take_choice(row, choice, user)
            told[row.number, row.part] = row
        judge_again(kept, [*told.values()])
    return told


def choose_options(key, chosen):
    """Keep what is chosen for the import of that key as a whole, {option: whether}. Raises NotNow."""
    with transaction.atomic():
        kept = preview_of(key)
        kept.options |= chosen
        kept.save(update_fields=["options"])


def retype(row, place, text, user):
    """The row that comes of an ImportedRow where `text` is read at `place`: see `settle`."""
    told = settle(row.sheet_import_id, user, typed=[(row, place, text)])
    return told.get((row.number, row.part)) or next(iter(told.values()))


def choose_row(row, choice, user):
    """What becomes of an ImportedRow with that choice: see `settle`."""
    return settle(row.sheet_import_id, user, choices=[(row, choice)])[row.number, row.part]


def read_again(kept, numbers):
    """The rows of the sheet with these numbers, read with what was typed, in the place of those that are kept."""
    reader, stored = RowReader(sheet_kinds[kept.kind], kept.matched, kept.options), {}
    for row in kept.rows.filter(number__in=numbers):
        stored.setdefault(row.number, {})[row.part] = row
    cells = {}
    for number, parts in stored.items():
        texts = next(iter(parts.values())).cells
        cells[number] = {letters: cell_from_json(text, f"{letters}{number}") for letters, text in texts.items()}
    reader.expect([*cells.items()])
    rows = []
    for number, parts in stored.items():
        texts = next(iter(parts.values())).cells
        for row in reader.read(number, cells[number]):
            old = parts.pop(row.part, None)
            row.sheet_import_id, row.cells = kept.pk, texts
            if old is not None:
                row.pk, row.choice, row.candidates = old.pk, old.choice, old.candidates
            rows.append(row)
    kept.rows.filter(pk__in=[row.pk for parts in stored.values() for row in parts.values()]).delete()
    return rows


def take_choice(row, choice, user):
    candidates = [key for key, _why in row.candidates]
    if choice not in ("", options.AS_NEW, options.LEAVE, *candidates):
        raise ValueError(f"{choice} is no candidate of row {row.number}")
    if choice == options.AS_NEW:
        tell_apart(row, candidates, user)
    elif choice in candidates and row.choice == options.AS_NEW:
        NotTheSame.objects.filter(record=choice, name__in=names_told_apart(row)).delete()
    row.choice = choice


def choose_same_names(sheet_import):
    """Say of all rows whose name is that of one record, and of no other, that they are this record; returns of how many. They are to be
    judged anew. Raises NotNow."""
    same_name, chosen = {*in_all_languages(WHY[SAME])}, []
    with transaction.atomic():
        for row in preview_of(sheet_import.pk).rows.filter(state=ImportedRow.State.LIKE, choice="").only("candidates", "choice"):
            of_same_name = [key for key, why in row.candidates if why in same_name]
            if len(of_same_name) == 1:
                row.choice = of_same_name[0]
                chosen.append(row)
        ImportedRow.objects.bulk_update(chosen, ["choice"], batch_size=MOST_SETTLED)
    return len(chosen)


def names_told_apart(row):
    names = (row.values.get("name_zh"), row.values.get("name_en"))
    return {ComparedName.of(name).folded[:250] for name in names if name} - {""}


def tell_apart(row, candidates, user):
    """Remember that these records are not what the row names."""
    pairs = [(name, key) for name in sorted(names_told_apart(row)) for key in candidates]
    NotTheSame.objects.bulk_create([NotTheSame(name=name, record_id=key, by_id=user.pk) for name, key in pairs], ignore_conflicts=True)


def judge_again(kept, rows):
    """Judge `rows` and store them; of few the others, too, for two rows may be the same one: but not which of ours these are."""
    total, anew = kept.rows.count(), rows
    if total <= MOST_SETTLED:
        keys = {row.pk for row in rows}
        rows = [*rows, *kept.rows.exclude(pk__in=keys)]
    rows.sort(key=lambda row: (row.number, row.part))
    Judge(kept).judge(rows, matched_anew=anew)
    kept.rows.filter(pk__in=[row.pk for row in rows if row.pk]).delete()
    ImportedRow.objects.bulk_create(rows, batch_size=MOST_SETTLED)
    kept.counts = dict(Counter(kept.rows.order_by().values_list("state", flat=True)))
    SheetImport.objects.filter(pk=kept.pk).update(counts=kept.counts, total=kept.rows.count(), failure="")

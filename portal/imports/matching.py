"""Which rows of a sheet are rows that we have: by key, by code, by what tells a part from others; by a name only where a person says so."""

from array import array
from collections import defaultdict

from portal.imports.options import AS_NEW
from portal.imports.stored_values import from_json
from portal.models import AlternativeName, NotTheSame, Record, kinds
from portal.search.similar_names import MOST_COMPARED, WHY, ComparedName, entries_like, likeness
from portal.text.search_words import pairs
from portal.text.told import kept_text

KEYS_ASKED = 900  # keys in one question
RARE_PIECES = 4  # of a name, by which names that may be like it are found: of a slip in one character two pairs stay
MOST_SHARING = 200  # names that may share a piece: one of more tells nobody from others
MOST_LIKE = 6  # records that are named to whoever chooses
FEW_NAMES, FEW_RECORDS = 30, 5000  # so few names among so many records are looked for one by one
NAMES_READ = 5000  # names in memory at a time


def in_some(keys, size=KEYS_ASKED):
    keys = sorted(keys)
    return (keys[start : start + size] for start in range(0, len(keys), size))


def names_of_values(values):
    """The names in the values of a row of records."""
    return [name for name in (values.get("name_zh"), values.get("name_en")) if name]


def kinds_compared(kind):
    """The kinds of records whose names are compared with those of a sheet: found in one table and beside each other, as enterprises are
    beside other organizations. A project and an exhibition of one name are two."""
    own = {kinds.of(kind.kind).collection} if kind.kind else {each.collection for each in kind.model.KINDS}
    near = own | {each.beside for each in own if each.beside}
    near |= {each for each in kinds.collections() if each.beside in near}
    table = {each.model for each in own}
    return [str(each) for each in kinds.declared if each.collection in near and each.collection.model in table]


def stored_with_codes(kind, rows):
    """{id of an ImportedRow: key} of those whose code a record has: no name is asked any more."""
    found = {}
    for column in kind.columns:
        if not column.is_code or column.fields == ("id",) or column.read is None:
            continue
        (name,) = column.fields
        field = kind.model._meta.get_field(name)
        wanted = {number: field.to_python(row.values[name]) for number, row in enumerate(rows) if row.values.get(name)}
        stored = {}
        for some in in_some(set(wanted.values()) - {None}):
            stored.update(field.model._base_manager.filter(**{f"{name}__in": some}).values_list(name, "pk"))
        for number, code in wanted.items():
            if code in stored:
                found.setdefault(number, stored[code])
    return found


def codes_of_records(kind, keys):
    """{key: {field: code}} of the records with these keys, of the codes that the sheet gives, too."""
    names = [column.fields[0] for column in kind.columns if column.is_code and column.fields != ("id",) and column.read]
    found = {}
    for some in in_some(keys) if names else ():
        rows = kind.model._meta.concrete_model._base_manager.filter(pk__in=some).values("pk", *names)
        found.update({row.pop("pk"): row for row in rows})
    return found


class NamesOnRecord:
    """The names of a few thousand rows against those of all records of their kinds: two passes over these, and no question for each row.

    A name is looked for by its rarest pieces: pairs of Chinese characters, words of others. Names that share one of them are compared.
    """

    def __init__(self, kind, names):
        self.kinds = kinds_compared(kind)
        self.mine = {name: ComparedName.of(name) for name in names}
        self.pieces = {name: pieces_compared(compared) for name, compared in self.mine.items()}
        self.near = defaultdict(dict)  # {name: {key: rank}}
        if not self.mine:
            return
        records = Record.objects.filter(kind__in=self.kinds)
        if len(self.mine) <= FEW_NAMES and records.order_by()[:FEW_RECORDS].count() == FEW_RECORDS:
            self.ask_index(records)
        else:
            self.compare()

    def ask_index(self, records):
        """For few names among many records: a question for each, to the index of the search."""
        for name, mine in self.mine.items():
            keys = entries_like(name).order_by().values("record_id")[:MOST_COMPARED]
            found = records.filter(pk__in=keys).order_by().values_list("pk", "name_zh", "name_en")
            rows = [(key, each) for key, *both in found for each in both]
            others = AlternativeName.objects.filter(record__in=keys, record__kind__in=self.kinds).order_by()
            for key, theirs in [*rows, *others.values_list("record_id", "name")]:
                self.note(name, key, likeness(mine, ComparedName.of(theirs)) if theirs else None)

    def note(self, name, key, rank):
        if rank is not None and rank < self.near[name].get(key, len(WHY)):
            self.near[name][key] = rank

    def all_names(self):
        """(key, name) of the records and of their other names."""
        records = Record.objects.filter(kind__in=self.kinds).order_by()
        for key, *names in records.values_list("pk", "name_zh", "name_en").iterator(chunk_size=NAMES_READ):
            yield from ((key, name) for name in names if name)
        others = AlternativeName.objects.filter(record__kind__in=self.kinds).order_by()
        yield from others.values_list("record_id", "name").iterator(chunk_size=NAMES_READ)

    def compare(self):
        numbers = {piece: number for number, piece in enumerate({piece for pieces in self.pieces.values() for piece in pieces})}
        folded = defaultdict(list)
        for name, mine in self.mine.items():
            folded[mine.folded].append(name)
        counts, theirs = [0] * len(numbers), []
        for key, theirs_name in self.all_names():
            compared = ComparedName.of(theirs_name)
            for name in folded.get(compared.folded, ()):
                self.note(name, key, likeness(self.mine[name], compared))
            own = array("I", {numbers[piece] for piece in pieces_compared(compared) if piece in numbers})
            for number in own:
                counts[number] += 1
            if own:
                theirs.append((key, theirs_name, own))  # so that a hundred thousand names take some 30 MB
        looking = defaultdict(list)
        for name, pieces in self.pieces.items():
            rare = sorted((counts[numbers[piece]], piece) for piece in pieces if 0 < counts[numbers[piece]] <= MOST_SHARING)
            for _count, piece in rare[:RARE_PIECES]:
                looking[numbers[piece]].append(name)
        for key, theirs_name, own in theirs:
            if names := {name for number in own for name in looking.get(number, ())}:
                compared = ComparedName.of(theirs_name)
                for name in names:
                    self.note(name, key, likeness(self.mine[name], compared))

    def like(self, names):
        """{key: rank} of the records that are named like one of `names`."""
        found = {}
        for name in names:
            for key, rank in self.near.get(name, {}).items():
                found[key] = min(rank, found.get(key, rank))
        return found


def pieces_compared(compared):
    """Parts of a name of which a like one has some: pairs of characters of a Chinese name, words of another with what each begins with."""
    if compared.words:
        return {*compared.words, *(word[:4] for word in compared.words)}
    return {*pairs(compared.folded)} if compared.folded else set()


def said_not_to_be(names):
    """{folded name: {key of a record}} of what people said not to be the same."""
    found = defaultdict(set)
    for some in in_some({ComparedName.of(name).folded for name in names}):
        for name, key in NotTheSame.objects.filter(name__in=some).values_list("name", "record_id"):
            found[name].add(key)
    return found


def match_records(kind, rows):
    """Give each of `rows`, ImportedRows, the key of the record that it is (`row`), or those that it may be (`candidates`)."""
    by_code = stored_with_codes(kind, rows)
    model = kind.model._meta.concrete_model
    keys = {row.values["id"] for row in rows if row.values.get("id")}
    of_kinds = model._base_manager.filter(kind__in=kinds_compared(kind))  # a project in a sheet of exhibitions is a mistake
    known = {key for some in in_some(keys) for key in of_kinds.filter(pk__in=some).values_list("pk", flat=True)}
    open_rows = []
    for number, row in enumerate(rows):
        row.row, row.candidates = "", []
        if (key := row.values.get("id")) in known:
            row.row = key
        elif number in by_code:
            row.row = by_code[number]
        else:
            open_rows.append(row)
    names = {name for row in open_rows for name in names_of_values(row.values)}
    near, refused = NamesOnRecord(kind, names), said_not_to_be(names)
    found = [(row, near.like(names_of_values(row.values))) for row in open_rows]
    codes = codes_of_records(kind, {key for _row, ranks in found for key in ranks})
    for row, ranks in found:
        not_it = set().union(*(refused.get(ComparedName.of(name).folded, ()) for name in names_of_values(row.values)))
        not_it = not_it if row.choice != AS_NEW else ()  # whoever said so may take it back
        possible = [key for key in ranks if key not in not_it and not differs_by_code(row.values, codes.get(key, {}))]
        row.candidates = [[key, str(WHY[ranks[key]])] for key in sorted(possible, key=lambda key: (ranks[key], key))[:MOST_LIKE]]


def differs_by_code(values, codes):
    """Whether a record has another code than a row of a sheet: then it is another body, whatever the names."""
    return any(values.get(name) and code and values[name] != code for name, code in codes.items())


def match_parts(kind, rows):
    """Give each of `rows` the key of the part that it is: by its key, or by what tells it from others; of a new one, too, what stands
    beside it and may be meant."""
    keys = {row.values["id"] for row in rows if row.values.get("id")}
    manager = kind.model._base_manager
    known = {key for some in in_some(keys) for key in manager.filter(pk__in=some).values_list("pk", flat=True)}
    fields = [kind.model._meta.get_field(name) for name in kind.identity]
    wanted = {}
    for row in rows:
        row.row, row.candidates = "", []
        if (key := row.values.get("id")) in known:
            row.row = key
        elif row.values and fields:
            wanted.setdefault(identity_in(kind, row.values), []).append(row)
    if wanted:
        match_by_identity(fields, wanted, manager)
    if kind.beside:
        new = [row for row in rows if not row.row]
        for row, found in zip(new, kind.beside([row.values for row in new]), strict=True):
            row.candidates = [[key, kept_text(why)] for key, why in found]


def match_by_identity(fields, wanted, manager):
    """Give rows, `wanted` {values of `fields`: [ImportedRow]}, the keys of the parts with these values."""
    place = max(range(len(fields)), key=lambda each: len({values[each] for values in wanted}))
    asked = {values[place] for values in wanted if values[place] not in (None, "")}
    for some in in_some(asked):
        rows_stored = manager.filter(**{f"{fields[place].attname}__in": some}).order_by("pk")
        for key, *stored in rows_stored.values_list("pk", *(field.attname for field in fields)):
            for row in wanted.get(tuple(map(plain_value, stored)), ()):
                row.row = row.row or key


def identity_in(kind, values):
    """The values that tell a part from others, in the form of the table."""
    return tuple(plain_value(from_json(kind.model, name, values.get(name))) for name in kind.identity)


def plain_value(value):
    return "" if value is None else str(value) if not isinstance(value, (int, str)) else value

"""What each row of a sheet would do: which row of ours it is, what it would change in that, and what is wrong with it."""

from collections import Counter
from itertools import islice
from operator import attrgetter

from django.core.exceptions import ValidationError

from portal.imports import options
from portal.imports.doubles import find_doubles
from portal.imports.form_rules import against_forms
from portal.imports.matching import in_some, match_parts, match_records
from portal.imports.problems import OF_CELL, Places, without_follow_ups, without_known
from portal.imports.rules_in_bulk import broken_checks, standing_twice
from portal.imports.sheet_as_source import passages_of, source_of_same_file
from portal.imports.stored_values import Wording, column_value, digest_of_row, from_json, lists_by_row, lists_of_rows
from portal.models import ImportedRow, SheetImport
from portal.sheets.columns import sheet_kinds
from portal.text.told import in_each, told_together
from portal.text.told import told_text as _

RECORD_NAMES = ("name_zh", "name_en")
JUDGED_AT_ONCE = 1000  # rows in memory with all that they have
Verdict = ImportedRow.State


class JudgedRow:
    """One row of a sheet beside the row of ours that it becomes: `instance` with the new values, `before` {field: value} of those that it
    changes, `lists` {name: keys} of the lists as they would be, `stored_lists` as they are."""

    def __init__(self, row, instance, is_new):
        self.row, self.instance, self.is_new = row, instance, is_new
        self.before, self.lists, self.stored_lists = {}, {}, {}
        self.named = ()  # fields that the sheet says anything of

    @property
    def changed(self):
        return {name for name, old in self.before.items() if old != self.value(name)}

    def value(self, name):
        if name in self.lists:
            return sorted(self.lists[name])
        return column_value(self.instance, self.instance._meta.get_field(name))


class Judge:
    """Judges rows of one import. `keep` is called with each JudgedRow, for whoever writes them."""

    def __init__(self, sheet_import, keep=None):
        self.sheet_import, self.kind, self.keep = sheet_import, sheet_kinds[sheet_import.kind], keep
        self.model = self.kind.model._meta.concrete_model
        self.places = Places(self.kind, sheet_import.matched, sheet_import.options.get(options.SAME_IN_ALL) or ())
        self.meant = frozenset(sheet_import.options.get(options.MEANT_AS_IT_IS) or ())
        self.takes_sheet_as_source = bool(sheet_import.options.get(options.AS_SOURCE))
        self.fields = self.model._meta.concrete_fields
        references = [field for field in self.fields if field.remote_field and not field.remote_field.parent_link]
        self.needed = [field for field in references if not field.null]
        self.chosen_from = [field for field in self.fields if field.choices]
        self.known_choices = set()  # {(field, value)} that passed: a field makes its choices anew for each value
        self.never_cleaned = {field.name for field in self.fields if field.remote_field or field.primary_key}

    def judge(self, rows, progress=None, matched_anew=None):
        """Say of `rows`, all of the import, what they would do: `state`, `row`, `candidates`, `changes`, `problems`, `version`. Which rows
        of ours they are is found out of those in `matched_anew`, by default of all."""
        for row in rows:
            row.problems = [each for each in row.problems if each["of"] == OF_CELL]
            row.changes, row.version, row.record = [], "", ""
        self.cite_same_file(rows)
        (match_records if self.kind.is_of_records else match_parts)(self.kind, rows if matched_anew is None else matched_anew)
        self.follow_choices(rows)
        find_doubles(self.kind, self.places, [row for row in rows if row.choice != options.LEAVE])
        left = iter(rows)
        done = 0
        while some := list(islice(left, JUDGED_AT_ONCE)):
            self.judge_some(some)
            done += len(some)
            if progress:
                progress(SheetImport.Stage.MATCHING, done)

    def cite_same_file(self, rows):
        """Where the sheet becomes a source, and the same file became one before, its rows are the passages of that."""
        if self.takes_sheet_as_source and any(field.name == "passage" for field in self.model._meta.fields):
            passages = passages_of(source_of_same_file(self.sheet_import))
            for row in rows:
                if row.number in passages:
                    row.values.setdefault("passage", passages[row.number])

    def follow_choices(self, rows):
        for row in rows:
            keys = {key for key, _why in row.candidates}
            if row.choice in keys:
                row.row = row.choice
            elif row.choice not in (options.AS_NEW, options.LEAVE):
                row.choice = ""

    def judge_some(self, rows):
        judged = self.with_instances(rows)
        for each in judged:
            self.take_values(each)
        self.fill_references(judged)
        for each in judged:
            self.check(each)
        self.check_together(judged)
        self.say_changes(judged)
        for each in judged:
            self.conclude(each)
            if self.keep:
                self.keep(each)

    def with_instances(self, rows):
        keys = {row.row for row in rows if row.row}
        stored = {}
        for some in in_some(keys):
            stored.update({found.pk: found for found in self.model._base_manager.filter(pk__in=some)})
        lists = lists_by_row(self.model, stored)
        judged, seen = [], set()
        for row in rows:
            found = stored.get(row.row)
            if found is None or row.row in seen:  # the second of two, which is refused
                row.row = row.row if found else ""
                instance = self.new_instance() if found is None else self.model._base_manager.get(pk=row.row)
            else:
                instance = found
            seen.add(row.row)
            each = JudgedRow(row, instance, found is None)
            each.stored_lists = {name: list(keys) for name, keys in lists.get(row.row, {}).items()}
            each.lists = {name: list(each.stored_lists.get(name, ())) for name in lists_of_rows(self.model)}
            if found is not None:
                row.version = digest_of_row(instance, each.stored_lists)
            judged.append(each)
        return judged

    def new_instance(self):
        instance = self.model()
        if self.kind.is_of_records:
            kinds = [*self.kind.model.KINDS]
            instance.kind = self.kind.kind or (str(kinds[0]) if len(kinds) == 1 else "")  # of several the row says which
            for link in self.model._meta.parents.values():
                setattr(instance, link.attname, instance.id)
            instance.slug = instance.id  # until it is written: then it is made of the names, as a form makes it
        return instance

    def take_values(self, each):
        """Put what the sheet says into the row; `before` keeps what stood there."""
        each.named = [name for name in each.row.values if name != "id" and not self.is_told_by(each, name)]
        for name in each.named:
            field = self.model._meta.get_field(name)
            try:
                value = from_json(self.model, name, each.row.values[name])
            except ValidationError as error:
                each.row.problems += self.places.of_errors(each.row, ValidationError({name: error.messages}))
                continue
            each.before[name] = each.value(name)
            if field.many_to_many:
                each.lists[name] = sorted(set(value))
            elif field.remote_field:
                if getattr(each.instance, field.attname) != value:
                    setattr(each.instance, field.attname, value)
            elif name in ("slug",) and not value:
                each.before.pop(name)
            else:
                setattr(each.instance, name, value)

    def is_told_by(self, each, name):
        """Whether a person chose the row by a name like this one: the sheet spells it otherwise, and the name of the row stays."""
        return name in RECORD_NAMES and bool(each.row.choice) and each.row.choice == each.row.row and bool(each.value(name))

    def fill_references(self, judged):
        """Give each row the rows that it names, all of one table by one question: what its rules ask of them asks no more."""
        fields = [field for field in self.model._meta.concrete_fields if field.remote_field and not field.remote_field.parent_link]
        for field in fields:
            wanted = {getattr(each.instance, field.attname) for each in judged} - {None}
            if not wanted or field.related_model._meta.label_lower == "portal.person":
                continue
            rows, found_with = {}, field.related_model._base_manager.all()
            first, _between, rest = self.kind.carrier.partition("__")
            if rest and field.name == first:
                found_with = found_with.select_related(rest)
            for some in in_some(wanted):
                rows.update({row.pk: row for row in found_with.filter(pk__in=some)})
            for each in judged:
                if (found := rows.get(getattr(each.instance, field.attname))) is not None:
                    setattr(each.instance, field.name, found)

    def check(self, each):
        """The rules of one row that need no database: of its fields, of the row as a whole."""
        row, instance = each.row, each.instance
        excluded = self.never_cleaned if each.is_new else {field.name for field in self.fields} - {*each.named} | self.never_cleaned
        missing = self.missing_references(each)
        choices = {field.name: (field, column_value(instance, field)) for field in self.chosen_from}
        excluded = excluded | {name for name, choice in choices.items() if choice in self.known_choices}
        try:
            instance.clean_fields(exclude=excluded)
            self.known_choices.update(choice for name, choice in choices.items() if name not in excluded)
        except ValidationError as error:
            row.problems += without_follow_ups(self.kind, row, without_known(row, self.places.of_errors(row, error)))
        row.problems += without_follow_ups(self.kind, row, missing)
        row.problems += without_known(row, against_forms(each, self.kind, self.places, self.meant))
        if missing:
            return
        try:
            instance.clean()
        except ValidationError as error:
            row.problems += without_known(row, self.places.of_errors(row, error))

    def missing_references(self, each):
        """The problems of rows that have to be named and are not."""
        found = []
        for field in self.needed:
            if getattr(each.instance, field.attname):
                continue
            if field.name == "passage" and self.takes_sheet_as_source:
                continue
            if field.name == "passage":
                said, remedy = (
                    _("No passage says so."),
                    _("Name its source and the place in it, or have the sheet itself registered as a source."),
                )
            else:
                said, remedy = _("It is missing."), _("Fill the cell in, or match the column that has it.")
            found.append(self.places.of_fields([field.name], each.row, said, remedy))
        columns = {entry["column"] for entry in each.row.problems}
        return [entry for entry in found if not entry["column"] or entry["column"] not in columns]

    def check_together(self, judged):
        """What the database is asked of many rows at once."""
        by_instance = {id(each.instance): each for each in judged}
        whole = [each.instance for each in judged if not self.lacks_a_reference(each)]
        for instance, constraint in broken_checks(whole):
            each = by_instance[id(instance)]
            names = sorted(constraint.condition.referenced_base_fields, key=lambda name: name not in each.named)
            said = self.places.of_fields(names, each.row, in_each(constraint.get_violation_error_message), _("Correct the cell."))
            each.row.problems += without_known(each.row, [said])
        for instance, once, other in standing_twice(whole):
            each = by_instance[id(instance)]
            names = [field.name for field in once.fields]
            if not set(names) & set(each.named):
                continue
            where = by_instance[id(other)].row.number if id(other) in by_instance else None
            too = _("Row %(row)s has it, too.")
            said = told_together(" ", [once.said, too % {"row": where}]) if where else once.said
            each.row.problems.append(self.places.of_fields(names, each.row, said, _("Correct the cell, or leave one of the rows out.")))

    def lacks_a_reference(self, each):
        missing = {field.name for field in self.needed if not getattr(each.instance, field.attname)}
        return bool(missing - ({"passage"} if self.takes_sheet_as_source else set()))

    def say_changes(self, judged):
        wording, wanted = Wording(), set()
        for each in judged:
            changed = each.changed
            columns = [column for column in self.places.told if changed.intersection(column.fields)] if changed else ()
            new = {name: each.value(name) for column in columns for name in column.fields if name in each.before}
            wanted |= wording.references(self.model, new) | wording.references(self.model, {name: each.before[name] for name in new})
        wording.look_up(wanted)
        for each in judged:
            changed, said = each.changed, set()
            for column in self.places.told:
                names = [name for name in column.fields if name in changed and name not in said]
                said.update(names)
                if names:
                    with_others = [name for name in column.fields if name in each.before]
                    old = {} if each.is_new else {name: each.before[name] for name in with_others}
                    new = {name: each.value(name) for name in with_others}
                    words = [wording.in_each(self.model, values) for values in (old, new)]
                    each.row.changes.append([column.key, *words])

    def conclude(self, each):
        row = each.row
        row.row = "" if each.is_new else each.instance.pk
        if not self.kind.is_of_records and not self.lacks_a_reference(each):
            row.record = attrgetter(self.kind.carrier.replace("__", "."))(each.instance).pk
        elif self.kind.is_of_records:
            row.record = row.row
        if row.problems:
            row.state = Verdict.WRONG
        elif row.candidates and not row.choice:
            row.state = Verdict.LIKE
        elif each.is_new:
            row.state = Verdict.NEW
        else:
            row.state = Verdict.CHANGED if each.changed else Verdict.SAME


def counts_of_states(rows):
    """{state: number} of rows."""
    return dict(Counter(str(row.state) for row in rows))

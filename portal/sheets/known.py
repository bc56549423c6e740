"""The rows that cells name: found by key, by code, by a name in either language, by another name, for a whole sheet in few queries."""

import re
from collections import defaultdict

from django.utils.translation import gettext as _

from portal.models import AlternativeName, Record
from portal.models.terms import Term
from portal.search.similar_names import fold, like_named
from portal.sheets.cells import RefusedCell

WITH_KEY = re.compile(r"(?P<name>.*?)\s*\[(?P<key>[a-z0-9]+(?:-[a-z0-9]+)*)\]", re.DOTALL)
KEYS_AT_ONCE = 400  # keys in one question
NAMES_AT_ONCE = 5000  # names in memory
MOST_OFFERED = 8  # rows that are offered where a name has several
MOST_NAMES_COMPARED = 50  # that nobody has, of one sheet, for which those like them are looked for
codes = {}  # {model: the field by which its rows are found beside their key}; each app adds its own


def find_by_code(model, field):
    """Have the rows of `model` and of its proxies found by a code that stands in `field`: called in the `columns.py` of an app."""
    codes[model] = field


class Known:
    """What is on record, as cells name it. Texts are expected first, so that all are looked up at once when the first is asked for.

    A record is named by its key, its code, its name in either language, or another name; a term by its key or its name. Names are compared
    as portal.search.similar_names folds them. "Name [key]" is the row of that key, provided that it has the name.
    """

    def __init__(self):
        self.expected = defaultdict(set)  # {model: texts that were not looked up yet}
        self.found = defaultdict(dict)  # {model: {text: [(key, label)]}}
        self.nearest, self.names_left = {}, MOST_NAMES_COMPARED  # {(model, text): choices}
        self.rows = {}  # {(model, field): {key: rows of the model whose field leads there}, (model, ""): all rows}

    def expect(self, model, texts):
        """Say which texts will be asked for; nothing is looked up yet."""
        self.expected[model].update(text for text in map(str.strip, texts) if text and text not in self.found[model])

    def find(self, model, text):
        """The key of the one row of `model` that `text` names; raises RefusedCell where there is none, or with `choices` where there
        are several."""
        matches = self.matches(model, text)
        if len(matches) == 1:
            return matches[0][0]
        if matches:
            rows = model._default_manager.in_bulk([key for key, _label in matches[:MOST_OFFERED]])
            raise RefusedCell(
                _("Several have the name “%(name)s”.") % {"name": text},
                _("Choose one, or write its key in the cell."),
                [(f"[{key}]", f"{named_with_kind(row)} [{key}]") for key, row in rows.items()],
            )
        choices = self.near(model, text)
        remedy = _("Write the name as the portal has it, or enter it first.")
        raise RefusedCell(
            _("“%(name)s” is not among the %(kinds)s.") % {"name": text, "kinds": model._meta.verbose_name_plural},
            _("Choose one, or enter it first.") if choices else remedy,
            choices,
        )

    def near(self, model, text):
        """[(name with its key, label)] of rows that may be meant by a name that nobody has: those like it, or all where there are few. Of
        the first names of a sheet only, for each is a question."""
        if (model, text) not in self.nearest:
            found = []
            if self.names_left and issubclass(model, (Record, Term)):
                self.names_left -= 1
                like = [record.pk for record, _why in like_named([text])] if issubclass(model, Record) else []
                rows = list(model._default_manager.filter(pk__in=like)) if like else []
                rows = rows or list(model._default_manager.order_by("pk")[: MOST_OFFERED + 1])
                found = [(f"[{row.pk}]", named_with_kind(row)) for row in rows] if len(rows) <= MOST_OFFERED else []
            self.nearest[model, text] = found
        return self.nearest[model, text]

    def find_several(self, model, texts):
        """The keys of the rows that `texts`, those of one cell, name; raises one RefusedCell for all that name none, or several."""
        keys, refused = [], {}
        for text in texts:
            try:
                keys.append(self.find(model, text))
            except RefusedCell as error:
                refused[text] = error
        if not refused:
            return keys
        choices = [
            ("; ".join(said if each == text else each for each in texts), label)
            for text, error in refused.items()
            for said, label in error.choices
        ]
        remedy = max(refused.values(), key=lambda error: len(error.choices)).remedy
        raise RefusedCell(" ".join(error.reason for error in refused.values()), remedy, choices[:MOST_OFFERED])

    def matches(self, model, text):
        """[(key, label)] of the rows of `model` that `text` names: the surest way that finds any."""
        text = text.strip()
        if text not in self.found[model]:
            self.expect(model, [text])
            self.look_up(model)
        return self.found[model][text]

    def among(self, model, field, key):
        """The rows of `model` whose relation `field` leads to the row of `key`; read at once for all rows that were found so far."""
        kept = self.rows.setdefault((model, field), {})
        if key not in kept:
            related = model._meta.get_field(field).related_model
            keys = {key} | {each for rows in self.found[related].values() for each, _label in rows}
            keys -= kept.keys()
            kept.update({each: [] for each in keys})
            for some in short_lists(sorted(keys)):
                for row in model._default_manager.filter(**{f"{field}__in": some}):
                    kept[getattr(row, f"{field}_id")].append(row)
        return kept[key]

    def all_of(self, model):
        """All rows of `model`, of which there are few: measures."""
        if (model, "") not in self.rows:
            self.rows[model, ""] = list(model._default_manager.all())
        return self.rows[model, ""]

    def look_up(self, model):
        """Look up all that is expected of `model`, in so many questions whatever the number of texts is."""
        texts = self.expected.pop(model, set())
        asked = {text: AskedFor(text) for text in texts}
        search = NameSearch if issubclass(model, (Record, Term)) else KeySearch
        self.found[model].update(search(model, asked.values()).answers())


class AskedFor:
    """What one text may mean: a key, a code, a name."""

    def __init__(self, text):
        self.text = text
        found = WITH_KEY.fullmatch(text)
        self.key = found["key"] if found else text
        self.has_key = bool(found)
        self.name = found["name"] if found else text
        self.folded = folded_name(self.name)


class KeySearch:
    """Rows that have no name of their own: they are found by their key, or by a code."""

    def __init__(self, model, asked):
        self.model, self.asked = model, list(asked)

    def by_key(self):
        """{key: label}"""
        keys = sorted({each.key for each in self.asked})
        return {row.pk: named_with_kind(row) for some in short_lists(keys) for row in self.model._default_manager.filter(pk__in=some)}

    def by_code(self):
        """{text: {key: label}} of those whose code a text is."""
        field = next((codes[model] for model in self.model.__mro__ if model in codes), None)
        texts = {each.text.upper(): each.text for each in self.asked}
        found = defaultdict(dict)
        for some in short_lists(sorted(texts)) if field else ():
            for row in self.model._default_manager.filter(**{f"{field}__in": some}):
                found[texts[getattr(row, field)]][row.pk] = named_with_kind(row)
        return found

    def answers(self):
        """{text: [(key, label)]}"""
        by_key, by_code = self.by_key(), self.by_code()
        return {each.text: [(each.key, by_key[each.key])] if each.key in by_key else [*by_code[each.text].items()] for each in self.asked}


class NameSearch(KeySearch):
    """Records and terms: by a name that has its key beside it, else by code, by name, by key, and by another name."""

    def answers(self):
        by_key, by_code = self.by_key(), self.by_code()
        wanted = {each.folded for each in self.asked if not by_code[each.text]}
        by_name = self.by_name(wanted)
        by_other_name = self.by_other_name(wanted)
        answers = {}
        for each in self.asked:
            of_key = {each.key: by_key[each.key]} if each.key in by_key else {}
            named, otherwise_named = by_name[each.folded], by_other_name[each.folded]
            if each.has_key and of_key:
                fits = not each.name or each.key in named or each.key in otherwise_named
                found = of_key if fits else {}
            else:
                found = by_code[each.text] or named or of_key or otherwise_named
            answers[each.text] = [*found.items()]
        return answers

    def by_name(self, wanted):
        """{folded name: {key: label}} of the rows that have one of these names."""
        found = defaultdict(dict)
        rows = self.model._default_manager.order_by().values_list("pk", "name_en", "name_zh")
        for key, name_en, name_zh in rows.iterator(chunk_size=NAMES_AT_ONCE) if wanted else ():
            for name in filter(None, (name_en, name_zh)):
                if (folded := folded_name(name)) in wanted:
                    found[folded][key] = " · ".join(filter(None, (name_en, name_zh)))
        return found

    def by_other_name(self, wanted):
        found = defaultdict(dict)
        if not wanted or not issubclass(self.model, Record):
            return found
        names = AlternativeName.objects.filter(record__in=self.model._default_manager.order_by().values("pk")).order_by()
        for key, name in names.values_list("record_id", "name").iterator(chunk_size=NAMES_AT_ONCE):
            if (folded := folded_name(name)) in wanted:
                found[folded][key] = name
        return found


def folded_name(name):
    """A name as names are compared; one of nothing but signs as it stands."""
    return fold(name) or name


def named_with_kind(row):
    return row.label if isinstance(row, Record) else str(row)


def short_lists(keys):
    """`keys`, a list, in lists short enough for one question."""
    return (keys[start : start + KEYS_AT_ONCE] for start in range(0, len(keys), KEYS_AT_ONCE))

"""Sheets that staff send: the file, what was read of each row, what was written of it, and what is remembered for the next."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.models.accounts import Person
from portal.models.records import Record
from portal.text.fields import LineField, key_field
from portal.text.told_fields import ToldField, ToldJSONField


class SheetImport(models.Model):
    """One file that somebody sent, from its reading until it is undone. The file itself stands in the private storage, under its key.

    `job` is what is to be done apart from requests; whoever does it holds it until `held_until`, under `held_by`, and says how far it is.
    """

    class State(models.TextChoices):
        COLUMNS = "columns", pgettext_lazy("of an import", "columns are to be matched")
        PREVIEW = "preview", pgettext_lazy("of an import", "to be confirmed")
        WRITTEN = "written", pgettext_lazy("of an import", "imported")
        UNDONE = "undone", pgettext_lazy("of an import", "taken back")
        FAILED = "failed", pgettext_lazy("of an import", "failed, nothing was stored")
        DROPPED = "dropped", pgettext_lazy("of an import", "given up")

    class Job(models.TextChoices):
        NONE = "", pgettext_lazy("of an import", "nothing to do")
        READ = "read", pgettext_lazy("of an import", "is read")
        WRITE = "write", pgettext_lazy("of an import", "is written")
        UNDO = "undo", pgettext_lazy("of an import", "is taken back")

    class Stage(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("of an import", "waits for its turn")
        READING = "reading", pgettext_lazy("of an import", "cells are read")
        MATCHING = "matching", pgettext_lazy("of an import", "rows are compared with those of the portal")
        WRITING = "writing", pgettext_lazy("of an import", "rows are written")

    id = key_field()
    kind = models.CharField(_("kind of rows"), max_length=40, blank=True)  # code of a portal.sheets.columns.SheetKind
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.COLUMNS, db_index=True)
    file_name = models.CharField(_("name of the file"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField(_("digest"), max_length=64, db_index=True)
    sheet = models.CharField(_("sheet"), max_length=200, blank=True)
    look = models.CharField(_("digest of the headings"), max_length=64, blank=True)
    matched = models.JSONField(_("columns"), default=dict)  # {place of the column in the sheet: key of a Column}
    options = models.JSONField(_("options"), default=dict)
    counts = models.JSONField(_("counts"), default=dict)  # {state of rows: number}
    outcome = models.JSONField(_("what became of it"), default=dict)  # {"written": number, …}: see portal.imports.outlook
    language = models.CharField(_("language"), max_length=10, blank=True)  # in which its rows are told
    seal = models.CharField(_("seal"), max_length=64, blank=True)  # of what was shown when it was confirmed
    notes = ToldJSONField(_("notes"), default=list)  # what was left out of the sheet, and why
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    at = models.DateTimeField(_("sent at"), default=timezone.now, db_index=True)
    written_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken back by"))
    reason_en = models.TextField(_("reason in English"), blank=True)
    reason_zh = models.TextField(_("reason in Chinese"), blank=True)
    source = models.ForeignKey(
        "portal.Source", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("registered as a source")
    )
    job = models.CharField(_("job"), max_length=10, choices=Job, blank=True, db_index=True)
    asked_at = models.DateTimeField(_("asked for at"), null=True, blank=True)
    held_by = models.CharField(_("held by"), max_length=40, blank=True)
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, blank=True)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows"), default=0)
    failure = ToldField(_("why it failed"), blank=True)

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("import of a sheet")
        verbose_name_plural = _("imports of sheets")
        ordering = ["-at", "id"]

    def __str__(self):
        return f"{self.file_name} ({self.at:%Y-%m-%d %H:%M})"


class ImportedRow(models.Model):
    """One row of a sheet: what was read, what it would change or has changed, and what a person chose."""

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("of a row of a sheet", "new")
        CHANGED = "changed", pgettext_lazy("of a row of a sheet", "changed")
        SAME = "same", pgettext_lazy("of a row of a sheet", "unchanged")
        LIKE = "like", pgettext_lazy("of a row of a sheet", "like one we have")
        WRONG = "wrong", pgettext_lazy("of a row of a sheet", "wrong")

    sheet_import = models.ForeignKey(SheetImport, models.CASCADE, related_name="rows", verbose_name=_("import of a sheet"))
    number = models.PositiveIntegerField(_("row"))  # in the sheet, from 1
    part = models.PositiveSmallIntegerField(_("part"), default=0)  # where one row of the sheet becomes several
    state = models.CharField(_("state"), max_length=8, choices=State)
    name = models.CharField(_("name"), max_length=250, blank=True)
    cells = models.JSONField(_("cells"), default=dict)  # {letters of a column: [sort, value, shown]}, to be read again
    values = models.JSONField(_("read"), default=dict)  # {field: value}
    changes = ToldJSONField(_("changes"), default=list)  # [[key of a column, old in words, new in words]]
    problems = ToldJSONField(_("mistakes"), default=list)  # [{place, column, value, reason, remedy, choices, of}]
    candidates = ToldJSONField(_("like"), default=list)  # [[key of a record, why]]
    choice = models.CharField(_("choice"), max_length=64, blank=True)  # "new", or the key of a candidate, or "leave"
    row = models.CharField(_("key"), max_length=64, blank=True, db_index=True)  # of what is changed, or was made
    record = models.CharField(_("record"), max_length=64, blank=True, db_index=True)  # on whose page it stands
    version = models.CharField(_("version"), max_length=64, blank=True)  # digest of what was stored when it was previewed
    before = models.JSONField(_("before"), null=True, blank=True)  # {field: value}; None of a new row
    after = models.CharField(_("version after"), max_length=64, blank=True)
    proposal = models.CharField(_("proposed change"), max_length=64, blank=True)
    passage = models.CharField(_("passage"), max_length=64, blank=True)  # that the row of the sheet became
    result = ToldField(_("what became of it"), blank=True)

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["sheet_import", "number", "part", "id"]
        constraints = [models.UniqueConstraint(fields=["sheet_import", "number", "part"], name="imported_row_once")]

    def __str__(self):
        return f"{self.number} · {self.name}"


class MatchedHeadings(models.Model):
    """Which columns a person found in sheets of one look, for the next of it."""

    look = models.CharField(_("digest of the headings"), max_length=64)
    kind = models.CharField(_("kind of rows"), max_length=40)
    matched = models.JSONField(_("columns"), default=dict)  # {heading: key of a Column}
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("matched by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("matched headings")
        verbose_name_plural = _("matched headings")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["look", "kind"], name="matched_headings_once")]

    def __str__(self):
        return f"{self.kind} · {self.look[:8]}"


class NotTheSame(models.Model):
    """That a name, folded, is not that of a record, as a person said: it is not proposed again."""

    name = LineField(_("name"), max_length=250)
    record = models.ForeignKey(Record, models.CASCADE, related_name="+", verbose_name=_("record"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("said by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    IN_PUBLIC = False

    class Meta:
        verbose_name = _("not the same")
        verbose_name_plural = _("not the same")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["name", "record"], name="not_the_same_once")]

    def __str__(self):
        return f"{self.name} ≠ {self.record_id}"

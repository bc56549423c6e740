"""Where a mark is protected at a destination: a Cell for each class, never one for the mark as a whole."""

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises import kinds
from enterprises.models import IntellectualProperty, Reach, Trademark, TrademarkRegistration
from enterprises.protection.cells import ORDER, Cell, CellState, classes_in_words
from enterprises.protection.judging import NOT_ENDED, judge_registration, key_of, route_in_words
from enterprises.renewals.status import of_registration

BASIC = "CN"  # where holders from Gansu register first: their international registrations rest on that


def marks_with_rights():
    """Marks and groups of marks, and whatever else a registration is on record for, with all that `protection_of` reads."""
    registered = Exists(TrademarkRegistration.objects.filter(trademark=OuterRef("pk")))
    rows = TrademarkRegistration.objects.with_events().order_by("territory", "nice_class", "number", "id")
    chosen = IntellectualProperty.objects.filter(Q(kind__in=[*Trademark.KINDS]) | registered)
    return chosen.select_related("owner").prefetch_related(Prefetch("registrations", rows))


def protection_of(mark, destination, today, reaches):
    """[Cell] of one mark at one destination, in the order of the classes: those in which it is on record anywhere, and those of the
    goods shown. `mark` comes from `marks_with_rights()`, `reaches` are Reaches; the words are in the active language."""
    return Protection(mark, destination, today, reaches).cells()


class Protection:
    """What of one mark's registrations counts at one destination."""

    def __init__(self, mark, destination, today, reaches):
        self.mark, self.destination, self.today, self.reaches = mark, destination, today, reaches
        self.rows = list(mark.registrations.all())

    def cells(self):
        if self.mark.kind == kinds.TRADEMARK_GROUP:
            rows = tuple(row for row in self.rows if self.covers(row))
            return [Cell(CellState.NOT_KNOWN, _("not known: the source does not say which marks"), rows=rows)]
        asked = sorted({row.nice_class for row in self.rows} | set(self.destination.nice_classes))
        return [self.of_class(number) for number in asked or [None]]

    def covers(self, row):
        return self.reaches.is_covered(row, self.destination.territory, self.destination.first)

    def refusal(self, row):
        """The Reach by which a registration does not count here, or only once that is checked; None where it counts, or says nothing."""
        reach = self.reaches.of(row, self.destination.territory, self.destination.first)
        return reach if reach is not None and reach.answer != Reach.Answer.YES else None

    @cached_property
    def judged(self):
        """[Judged] of the registrations that cover the destination."""
        basic = [row for row in self.rows if str(row.territory) == BASIC and row.route == row.Route.NATIONAL]
        covering = [row for row in self.rows if self.covers(row) and not self.refusal(row)]
        return [judge_registration(row, self.destination, self.today, basic) for row in covering]

    @cached_property
    def alive(self):
        return [judged for judged in self.judged if judged.state]

    @cached_property
    def standing(self):
        """Its registrations, wherever, whose right has not ended."""
        return [row for row in self.rows if key_of(of_registration(row, self.today)) in NOT_ENDED]

    @cached_property
    def madrid(self):
        """The Reach that says that the destination cannot be designated, or that it is to be checked; None where it can."""
        reach = self.reaches.on("", self.destination.territory, self.destination.first)
        return reach if reach is not None and reach.answer != Reach.Answer.YES else None

    @cached_property
    def out_of_reach(self):
        """[Reach] by which what the mark has elsewhere ends short of the destination."""
        found = [reach for reach in map(self.refusal, self.standing) if reach]
        if self.madrid and any(row.route == row.Route.MADRID for row in self.standing):
            found.append(self.madrid)
        return list(dict.fromkeys(found))

    def of_class(self, number):
        """The Cell of one class, by the best of what is on record in it."""
        nice_classes = () if number is None else (number,)
        own = sorted((judged for judged in self.alive if judged.row.nice_class == number), key=lambda judged: ORDER[judged.state])
        if own:
            return Cell(own[0].state, own[0].words, own[0].notes, nice_classes, tuple(judged.row for judged in own))
        doubtful = [row for row in self.standing if row.nice_class == number and self.is_entered_here(row) and self.refusal(row)]
        if doubtful:
            words = _("check the entry (%(via)s, {classes}): %(why)s") % {
                "via": route_in_words(doubtful[0]),
                "why": self.refusal(doubtful[0]).advice,
            }
            return Cell(CellState.NOT_CHECKED, words, (), nice_classes, tuple(doubtful))
        ended = [judged for judged in self.judged if judged.row.nice_class == number]
        notes = tuple(note for judged in ended for note in judged.notes)
        if self.alive:
            return self.of_other_classes(nice_classes, notes)
        return self.gap(nice_classes, notes, tuple(judged.row for judged in ended))

    def is_entered_here(self, row):
        return str(row.territory) == self.destination.territory

    def of_other_classes(self, nice_classes, notes):
        others = classes_in_words(sorted({judged.row.nice_class for judged in self.alive}))
        words = _("gap: other class (%(others)s, not {classes})") % {"others": others}
        return Cell(CellState.OTHER_CLASS, words, notes, nice_classes, tuple(judged.row for judged in self.alive))

    def gap(self, nice_classes, notes, rows):
        place = {"place": self.destination.place}
        notes += (_("no search of the register there is entered"),)
        if self.out_of_reach:
            why = pgettext("between words", "; ").join(reach.advice for reach in self.out_of_reach)
            notes = (_("no registration entered (%(place)s)") % place, *notes)
            return Cell(CellState.GAP, _("gap: %(why)s ({classes})") % {"why": why}, notes, nice_classes, rows)
        if self.madrid:
            notes = (self.madrid.advice, *notes)
        return Cell(CellState.GAP, _("gap: no registration entered (%(place)s, {classes})") % place, notes, nice_classes, rows)

"""The readiness sheet of an exhibition: what is on record of each participant, and what is not. In the reader's language, and private."""

from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enterprises.deadlines.deriving import open_deadlines, with_rows
from enterprises.models import CustomsRecordal, LegalRule, Licence, Reach, TrademarkRegistration
from enterprises.protection.cells import together
from enterprises.protection.judging import NOT_ENDED, key_of
from enterprises.protection.marks import marks_with_rights, protection_of
from enterprises.protection.reach import Reaches
from enterprises.renewals.law import rule_in_force, rules_for
from enterprises.renewals.status import of_recordal, of_registration
from initiatives.destinations import destination_of
from initiatives.models import Participation
from portal.access.admin_addresses import admin_page_of
from portal.models import Paper
from portal.models.records import name_order
from portal.text.partial_dates import day_in_words

SHOWING = (Participation.Role.EXHIBITOR, Participation.Role.ATTENDED)  # whose goods are there; others only where they own a mark


class Point(NamedTuple):
    """One thing that is on record, what is said of it, and whether somebody must look at it."""

    name: str
    text: str
    is_ready: bool


class MarkAtShow(NamedTuple):
    mark: Any
    cells: list

    @property
    def url(self):
        return admin_page_of(self.mark)


class Participant(NamedTuple):
    """What is on record of one organization for the show."""

    organization: Any
    roles: str
    marks: list  # [MarkAtShow]
    recordals: list  # [Point]
    licences: list  # [Point]
    missing: list  # sentences
    deadlines: list  # [Point]


class ReadinessSheet:
    """All of one exhibition, in a fixed number of queries."""

    def __init__(self, exhibition, today):
        self.exhibition, self.today = exhibition, today
        self.destination = destination_of(exhibition, today)
        self.reaches = Reaches(Reach.objects.all())

    @property
    def days(self):
        return self.destination.days or _("days not entered: as of today")

    @cached_property
    def participations(self):
        """{organization: its roles in words}, those who show something first."""
        rows = Participation.objects.filter(initiative=self.exhibition).select_related("organization")
        found = {}
        for row in sorted(rows.order_by(*name_order("organization__"), "id"), key=lambda row: row.role not in SHOWING):
            found.setdefault(row.organization, []).append(row)
        return found

    @cached_property
    def marks(self):
        """{key of an organization: its marks}"""
        papers = Prefetch("papers", Paper.objects.order_by("id"))
        owned = marks_with_rights().filter(owner__in=self.participations).prefetch_related(papers).order_by("owner_id", *name_order())
        return {owner: list(marks) for owner, marks in groupby(owned, key=lambda mark: mark.owner_id)}

    @cached_property
    def recordals(self):
        """[CustomsRecordal] of the marks and works of the participants, or held by them."""
        concerned = Q(property__owner__in=self.participations) | Q(holder__in=self.participations)
        registration = Prefetch("registration", TrademarkRegistration.objects.with_events())
        rows = CustomsRecordal.objects.filter(concerned).select_related("property").with_events()
        return list(rows.prefetch_related(registration).order_by("number", "id"))

    @cached_property
    def licences(self):
        rows = Licence.objects.filter(property__owner__in=self.participations).select_related("property", "licensee", "contract")
        return list(rows.order_by("property", "ends_on", "id"))

    @cached_property
    def deadlines(self):
        """[Shown] of what falls due before the show closes, or is overdue."""
        until = max(self.destination.last, self.today)
        return with_rows(open_deadlines(self.today, until, Q(owner__in=self.participations)))

    @cached_property
    def participants(self):
        """[Participant]: whoever shows something, and of the others those who own a mark."""
        found = []
        for organization, rows in self.participations.items():
            if self.marks.get(organization.pk) or any(row.role in SHOWING for row in rows):
                found.append(self.participant(organization, rows))
        return found

    def participant(self, organization, rows):
        marks = [MarkAtShow(mark, self.cells(mark)) for mark in self.marks.get(organization.pk, [])]
        recordals = [row for row in self.recordals if organization.pk in (row.property.owner_id, row.holder_id)]
        licences = [row for row in self.licences if row.property.owner_id == organization.pk and self.reaches_there(row)]
        return Participant(
            organization,
            " · ".join(str(row.get_role_display()) for row in rows),
            marks,
            [self.recordal_point(row) for row in recordals],
            [self.licence_point(row) for row in licences],
            [*self.missing_certificates(marks), *self.missing_contracts(licences)],
            [deadline_point(shown, self.today) for shown in self.deadlines if shown.property.owner_id == organization.pk],
        )

    def cells(self, mark):
        return together(protection_of(mark, self.destination, self.today, self.reaches)) if self.destination.territory else []

    def recordal_point(self, row):
        """Goods leave before the show opens and come back after it, so that both days count."""
        name = _("%(number)s, %(property)s") % {"number": row.number, "property": row.property.name}
        on_days = [
            of_recordal(row, day) for day in (min(self.today, self.destination.first), self.destination.first, self.destination.last)
        ]
        said = [str(status.label) if status else _("its dates are not entered") for status in on_days]
        is_ready = all(key_of(status) in ("in-force", "renewal") for status in on_days)
        if len(set(said)) == 1:
            return Point(name, said[0], is_ready)
        named = {"now": said[0], "first": said[1], "last": said[2]}
        return Point(name, _("today: %(now)s; when the show opens: %(first)s; when it closes: %(last)s") % named, is_ready)

    def reaches_there(self, licence):
        """A licence for the destination, worldwide, or for a union of territories to which it belongs; where none is stated, perhaps."""
        territory = str(licence.territory)
        if licence.is_worldwide or territory in ("", self.destination.territory):
            return True
        reach = self.reaches.on(territory, self.destination.territory, self.destination.first)
        return reach is not None and reach.answer == Reach.Answer.YES

    def licence_point(self, licence):
        where = _("worldwide") if licence.is_worldwide else licence.territory.name or _("territory not entered")
        named = {"property": licence.property.name, "licensee": licence.licensee or licence.licensee_name, "where": where}
        name = _("%(property)s: %(licensee)s, %(where)s") % named
        is_stated = licence.is_worldwide or bool(licence.territory)
        if licence.ends_on is None:
            return Point(name, _("its end is not entered"), False)
        day = {"day": day_in_words(licence.ends_on)}
        if licence.ends_on < self.destination.first:
            return Point(name, _("ends before the show opens, on %(day)s") % day, False)
        if licence.ends_on < self.destination.last:
            return Point(name, _("ends before the show closes, on %(day)s") % day, False)
        if licence.starts_on and licence.starts_on > self.destination.first:
            return Point(name, _("starts only on %(day)s") % {"day": day_in_words(licence.starts_on)}, False)
        return Point(name, _("until %(day)s") % day, is_stated)

    def missing_certificates(self, marks):
        for each in marks:
            rows = [row for cell in each.cells for row in cell.rows]
            alive = [row for row in dict.fromkeys(rows) if key_of(of_registration(row, self.today)) in NOT_ENDED]
            if alive and not any(paper.kind == Paper.Kind.CERTIFICATE for paper in each.mark.papers.all()):
                yield _("certificate of %(mark)s (%(registrations)s)") % {
                    "mark": each.mark.name,
                    "registrations": pgettext("between words", "; ").join(map(str, alive)),
                }

    def missing_contracts(self, licences):
        for licence in licences:
            if licence.contract is None:
                named = {"property": licence.property.name, "licensee": licence.licensee or licence.licensee_name}
                yield _("contract of the licence: %(property)s, %(licensee)s") % named

    def evidence(self):
        """What to bring home of each mark, and why by the law of the show's first day."""
        rules = rules_for(LegalRule.Subject.NON_USE, TrademarkRegistration.Route.NATIONAL, "CN")
        rule = rule_in_force(rules, self.destination.first)
        sentences = [
            _("For each mark a dated trace of its use at the show: a photograph of the stand, a contract or an order, the catalogue."),
            _("Why: what is shown at an exhibition counts as use, and a mark that was not used for three years may be cancelled."),
        ]
        if rule:
            sentences.append(_("Rule: %(source)s") % {"source": f"{rule.source} {rule.address}".strip()})
        return [*sentences, _("Keep it as papers of the mark, with its day (advice of several firms).")]


def deadline_point(shown, today):
    deadline = shown.deadline
    about = shown.registration or shown.recordal or shown.licence
    named = {"what": deadline.what.label, "about": about or shown.property.name}
    day = {"day": day_in_words(deadline.day)}
    text = _("overdue since %(day)s") % day if deadline.day < today else _("until %(day)s") % day
    return Point(_("%(what)s: %(about)s") % named, text, deadline.day >= today)

"""What an event is entered about: the rows that the page offers, and those of them that are ticked at first."""

from typing import Any, NamedTuple

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from enterprises.effects import mark_of
from enterprises.models import CustomsRecordal, IntellectualProperty, Licence, Organization, RightEvent, TrademarkRegistration

SUBJECT_MODELS = {"registration": TrademarkRegistration, "recordal": CustomsRecordal, "licence": Licence, "holder": Organization}
MOST_FOUND = 12  # marks, and organizations, that the search shows
CORRECTS = "replaces"  # the parameter of the page's address that names the event to be corrected


class Subjects(NamedTuple):
    name: str  # of RightEvent.SUBJECTS
    rows: Any  # a queryset of what may be ticked
    ticked: list  # keys
    record: Any  # the mark, or the organization: what the page is about, and whose papers are offered
    corrected: dict  # {key of a row: the event about it that is to be corrected}


def alike(registration):
    """The registrations that are renewed with one: the classes of its number, and for a Madrid number all territories."""
    rows = registration.trademark.registrations.filter(number=registration.number, route=registration.route)
    return rows if registration.route == registration.Route.MADRID else rows.filter(territory=registration.territory)


def entered_together(event):
    """`event`, and the events that were entered in one step with it and are not corrected yet."""
    same = {name: getattr(event, name) for name in ("verb", "happened_on", "entered_at", "entered_by")}
    others = RightEvent.objects.unreplaced().filter(**same, **{f"{event.subject_name}__isnull": False})
    return [event, *others.exclude(pk=event.pk)]


def subjects_of(query):
    """Subjects by the query of the page's address: ?registration=, ?recordal=, ?licence=, ?holder= or ?replaces=, each a key. None
    where it names nothing; raises Http404 where what it names is not there."""
    if key := query.get(CORRECTS):
        event = RightEvent.objects.filter(pk=key).first()
        if event is None:
            raise Http404
        name = event.subject_name
        corrected = {getattr(each, f"{name}_id"): each for each in entered_together(event)}
        return Subjects(
            name, SUBJECT_MODELS[name].objects.filter(pk__in=corrected), list(corrected), record_of_subject(event.subject), corrected
        )
    for name, model in SUBJECT_MODELS.items():
        if key := query.get(name):
            subject = model.objects.filter(pk=key).first()
            if subject is None:
                raise Http404
            return subjects_beside(name, subject)
    return None


def subjects_beside(name, subject):
    """Subjects where an event about `subject` is entered."""
    record = record_of_subject(subject)
    if name == "registration":
        return Subjects(name, record.registrations.all(), list(alike(subject).values_list("pk", flat=True)), record, {})
    rows = {"recordal": "recordals", "licence": "licences"}.get(name)
    rows = getattr(record, rows).all() if rows else Organization.objects.filter(pk=subject.pk)
    return Subjects(name, rows, [subject.pk], record, {})


def record_of_subject(subject):
    return subject if isinstance(subject, Organization) else mark_of(subject)


def found_by(request, site, text):
    """[(record, [Subjects to choose from])] for what somebody searches: names of marks and organizations, numbers of rights."""
    found = []
    for model in (IntellectualProperty, Organization):
        model_admin = site.get_model_admin(model)
        records, _has_doubles = model_admin.get_search_results(request, model.objects.all(), text)
        found += records.distinct()[:MOST_FOUND]
    return [(record, list(rights_of(record))) for record in found]


def rights_of(record):
    """[(parameter of the address, row, label)] of what may happen to what of a record: one of each number."""
    if isinstance(record, Organization):
        yield "holder", record, _("organization")
        return
    numbers = {}
    for row in record.registrations.all():
        numbers.setdefault((row.number, row.route, "" if row.route == "madrid" else str(row.territory)), row)
    yield from (("registration", row, _("registration, with what has the same number")) for row in numbers.values())
    yield from (("recordal", row, _("customs recordal")) for row in record.recordals.all())
    yield from (("licence", row, _("licence")) for row in record.licences.select_related("licensee", "property"))

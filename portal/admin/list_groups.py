"""The groups in which the staff's lists stand on the desk."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from portal.models import Record, kinds


class ListGroup(NamedTuple):
    place: int  # its order among all, in tens
    key: str
    title: Any
    labels: tuple  # of the models with a list, in order: "portal.enquiry"


RECORDS = "records"  # the models of this one follow from the kinds
groups = [
    ListGroup(10, RECORDS, _("Records"), ()),
    ListGroup(20, "enquiries", _("Enquiries"), ("portal.enquiry",)),
    ListGroup(30, "review", _("Review"), ("portal.proposedchange", "portal.correction")),
    ListGroup(40, "site", _("Public site"), ("portal.feature",)),
    ListGroup(50, "sources", _("Sources"), ("portal.source", "portal.passage", "portal.statement")),
    ListGroup(70, "vocabulary", _("Vocabulary"), ("portal.measure", "portal.sector", "portal.technology")),
    ListGroup(80, "accounts", _("Accounts"), ("portal.account", "portal.auditentry", "auth.user", "auth.group")),
]


def add_group(place, key, title, *labels):
    """Register a group of an app: called in its `admin`."""
    groups.append(ListGroup(place, key, title, labels))


def of_records(models):
    """Labels of those of `models` that are records, in the order in which their tables are declared: within one table first those of
    few kinds, such as programmes, then the table as a whole; all records last."""
    declared = list(kinds.declared)

    def order(model):
        own, of_table = [*model.KINDS], [*model._meta.concrete_model.KINDS]
        return own == declared, declared.index(of_table[0]), len(own), declared.index(own[0])

    elsewhere = {label for group in groups for label in group.labels}
    records = [model for model in models if issubclass(model, Record) and model._meta.label_lower not in elsewhere]
    return [model._meta.label_lower for model in sorted(records, key=order)]


def in_order(models):
    """[(ListGroup, [label])] of `models`, those that have a list."""
    for group in sorted(groups):
        yield group, of_records(models) if group.key == RECORDS else group.labels

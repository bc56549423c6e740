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


class GroupPage(NamedTuple):
    """A page of the staff's site that is no list of a model, for those who have the permission."""

    key: str  # of its group
    title: Any
    note: Any
    url_name: str
    permission: str
    beside: tuple = ()  # the names of the lists that lead to it: "admin:portal_source_changelist"


pages = []


def add_page(key, title, note, url_name, permission, beside=()):
    """Register a page of an app in a group: called in its `admin`."""
    pages.append(GroupPage(key, title, note, url_name, permission, tuple(beside)))


def pages_for(user, key):
    """[GroupPage] of a group, those that a user may open."""
    return [page for page in pages if page.key == key and user.has_perm(page.permission)]


def pages_beside(user, view_name):
    """[GroupPage] to which a list leads, by the name of its address; those that a user may open."""
    return [page for page in pages if view_name in page.beside and user.has_perm(page.permission)]


lists_of_others = []  # [(key of a group, label)] of models that stand in a group which another module registers


def add_list(key, label):
    """Put the list of a model into a group that another module registers: called in the `admin` of its app."""
    lists_of_others.append((key, label))


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
        further = tuple(label for key, label in lists_of_others if key == group.key)
        yield group, of_records(models) if group.key == RECORDS else (*group.labels, *further)

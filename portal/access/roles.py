"""Who may do what: the groups and their rights, as a table. `make_groups` brings the database to it after migrations."""

from operator import attrgetter

from django.apps import apps as installed
from django.contrib.auth.models import User
from django.utils.translation import pgettext_lazy

from portal.models import Person, Record

PUBLISH = "portal.publish_record"
SEE_ENQUIRIES = "portal.change_enquiry"

VIEW = ("view",)
WORK = ("view", "add", "change", "delete")

# what a right is about → the models; records, their parts and what an app adds are told by their models: see `models_about`
MODELS = {
    "vocabulary": ("portal.measure", "portal.sector", "portal.technology"),
    "home page": ("portal.feature",),
    "private papers": ("portal.paper",),
    "review": ("portal.reviewstep", "portal.proposedchange", "portal.correction"),
    "audit log": ("portal.auditentry",),
    "accounts": ("portal.account",),
    "personal data": ("portal.enquiry",),
    "nothing to ask for": (
        "portal.enquirystep",
        "portal.mail",
        "portal.sending",
        "portal.opening",
        "portal.person",
        "portal.secondfactor",
        "portal.guess",
        "portal.sentform",
        "portal.keptform",
        "portal.sheetimport",
        "portal.importedrow",
        "portal.matchedheadings",
        "portal.notthesame",
    ),
}

LABELS = {
    "Viewer": pgettext_lazy("role", "Viewer"),
    "Editor": pgettext_lazy("role", "Editor"),
    "Publisher": pgettext_lazy("role", "Publisher"),
    "": pgettext_lazy("role", "none"),
}

# An Editor's rights end where a record is public or scheduled: see `may_change`.
ROLES = {
    "Viewer": {
        "records": VIEW,
        "parts of records": VIEW,
        "work of staff": VIEW,
        "vocabulary": VIEW,
        "home page": VIEW,
        "law and calendar": VIEW,
        "review": VIEW,
    },
    "Editor": {
        "records": WORK,
        "parts of records": WORK,
        "work of staff": WORK,
        "vocabulary": VIEW,
        "home page": VIEW,
        "law and calendar": VIEW,
        "private papers": WORK,
        "rights in hand": WORK,
        "partners in hand": WORK,
        "review": VIEW,
    },
    "Publisher": {
        "records": (*WORK, "publish"),
        "parts of records": WORK,
        "work of staff": WORK,
        "vocabulary": WORK,
        "home page": WORK,
        "law and calendar": WORK,
        "private papers": WORK,
        "rights in hand": (*WORK, "waive"),
        "partners in hand": WORK,
        "review": VIEW,
        "audit log": VIEW,
        "accounts": ("view", "add", "change"),
    },
}

# Beside the one role that everybody has: who is in this group sees what visitors say of themselves, and answers them.
DESK = "Enquiries"
GROUPS = ROLES | {DESK: {"personal data": ("view", "change")}}


def models_about(subject):
    """The labels of the models that a right is about, proxies too: Django gives each permissions of its own.

    A part of a record names in `ON_PAGE_OF` the way to the record whose page shows it: "category__round". A model of an app that nobody
    has rights on says so by NOBODY_ASKS, one of a subject of its own names that in RIGHTS_ABOUT: "rights in hand"."""
    is_about = {
        "records": lambda model: issubclass(model, Record),
        "parts of records": lambda model: hasattr(model, "ON_PAGE_OF"),
        "nothing to ask for": lambda model: hasattr(model, "NOBODY_ASKS"),
    }.get(subject, lambda model: getattr(model, "RIGHTS_ABOUT", "") == subject)
    return {*MODELS.get(subject, ()), *(model._meta.label_lower for model in installed.get_models() if is_about(model))}


def record_of(row):
    """The record whose page shows `row`: itself where it is one, or what the model of a part names in ON_PAGE_OF
    ("category__round"). None for what belongs to no record, such as a term."""
    if isinstance(row, Record):
        return row
    path = getattr(row, "ON_PAGE_OF", "")
    return attrgetter(path.replace("__", "."))(row) if path else None


def people_who_may(permission):
    """Active people who have a permission, in the order of their user names."""
    users = User.objects.with_perm(permission, backend="django.contrib.auth.backends.ModelBackend")
    return Person.objects.filter(pk__in=users.values("pk")).order_by("username")


def may_work(user):
    """Whether a user may write records at all."""
    return user.has_perm("portal.change_record")


def may_change(user, row):
    """Whether a user who may work on records may change or delete this one, or this part of one.

    What is public or scheduled is changed by those who may publish.
    """
    record = record_of(row)
    return record is None or record.published_at is None or user.has_perm(PUBLISH)


def permissions_of(role):
    """{(app, codename)} of the rights of a role, or of another group."""
    found = set()
    for subject, actions in GROUPS[role].items():
        for label in models_about(subject):
            app, model = label.split(".")
            own = {codename for codename, _name in installed.get_model(label)._meta.permissions}
            rights = {f"{action}_{model}" for action in actions}
            found |= {(app, right) for right in rights & (own | {f"{action}_{model}" for action in WORK})}
        if "publish" in actions:
            found.add(tuple(PUBLISH.split(".")))
    return found


def make_groups(using, apps=installed, **kwargs):
    """Bring the groups to the table. Takes what `post_migrate` sends; after a `flush` that is without `apps`."""
    try:
        Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:  # a migration that stopped before accounts exist
        return
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for role in GROUPS:
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([known[right] for right in permissions_of(role) if right in known])

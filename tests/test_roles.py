"""Who may do what: the table of roles, and every address of the admin held against it."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Group, User
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalChanges

from portal.access.roles import MODELS, ROLES, make_groups, may_change, models_about, permissions_of
from portal.admin.list_groups import in_order
from portal.models import Account, AuditEntry, Correction, Enquiry, Feature, ProposedChange, Sector, SlugRedirect, Technology
from tests.admin_pages import ADMINISTRATOR, make_user, send
from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_holiday_notice,
    make_intention,
    make_legal_rule,
    make_licence,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_official_list,
    make_organization,
    make_passage,
    make_programme,
    make_project,
    make_property,
    make_reach,
    make_right_event,
    make_selection_round,
    make_source,
    make_statement,
    make_task,
    make_trademark,
)

pytestmark = pytest.mark.django_db

ROLE_OF = {"V": "Viewer", "E": "Editor", "P": "Publisher", "A": ADMINISTRATOR}

# sort of row → address → the roles that get in: V(iewer), E(ditor), P(ublisher), A(dministrator). Nobody else does. Where a
# model has rows of two sorts, its list and its empty form stand with the first.
MAY = {
    "draft": {"list": "VEPA", "add": "EPA", "open": "VEPA", "save": "EPA", "papers": "EPA", "delete": "EPA", "history": "VEPA"},
    "public": {"open": "VEPA", "save": "PA", "papers": "EPA", "delete": "", "history": "VEPA"},
    "part of a draft": {"list": "VEPA", "add": "", "open": "VEPA", "save": "EPA", "delete": "EPA", "history": "VEPA"},
    "intention of a draft": {"list": "VEPA", "add": "EPA", "open": "VEPA", "save": "EPA", "delete": "EPA", "history": "VEPA"},
    "intention that is public": {"open": "VEPA", "save": "PA", "delete": "", "history": "VEPA"},
    "part of what is public": {"open": "VEPA", "save": "PA", "delete": "PA", "history": "VEPA"},
    "term": {"list": "VEPA", "add": "PA", "open": "VEPA", "save": "PA", "delete": "PA", "history": "VEPA"},
    "account": {"list": "PA", "add": "PA", "open": "PA", "save": "PA", "delete": ""},
    "account, Django’s form": {"list": "A", "add": "A", "open": "A", "save": "A", "delete": "", "history": "A"},
    "group": {"list": "A", "add": "A", "open": "A", "save": "A", "delete": "A", "history": "A"},
    "log": {"list": "PA", "add": "", "open": "PA", "save": "", "delete": "", "history": "PA"},
    "for the desk of enquiries": {"list": "A", "add": "", "open": "A", "delete": ""},
    "pasted by staff": {"list": "VEPA", "add": "", "open": "VEPA", "save": "", "delete": "EPA"},
    "right in hand": {"list": "EPA", "add": "EPA", "open": "EPA", "save": "EPA", "delete": "EPA", "history": "EPA"},
    "event of a right": {"list": "EPA", "add": "EPA", "open": "EPA", "save": "", "delete": "", "history": "EPA"},
    "deadline": {"list": "EPA", "add": "", "open": "EPA", "delete": ""},
    "kept by the review": {"list": "VEPA", "add": "", "open": "VEPA", "delete": ""},
}
RECORDS = {
    "portal.source": make_source,
    "enterprises.organization": make_organization,
    "enterprises.enterprise": make_enterprise,
    "enterprises.intellectualproperty": make_property,
    "enterprises.trademark": make_trademark,
    "initiatives.initiative": make_project,
    "initiatives.programme": make_programme,
    "initiatives.project": make_project,
    "initiatives.exhibition": make_exhibition,
    "initiatives.selectionround": make_selection_round,
}
PARTS = {
    "portal.passage": lambda published_at: make_passage(source=make_source(published_at=published_at)),
    "portal.statement": lambda published_at: make_statement(make_exhibition(published_at=published_at)),
    "initiatives.selectioncategory": lambda published_at: make_category(round=make_selection_round(published_at=published_at)),
    "initiatives.nomination": lambda published_at: make_nomination(
        category=make_category(round=make_selection_round(published_at=published_at))
    ),
}
TERMS = {
    "portal.measure": make_measure,
    "portal.sector": lambda: Sector.objects.create(name_en="Film", name_zh="电影"),
    "portal.technology": lambda: Technology.objects.create(name_en="Scanning", name_zh="扫描"),
}


def make_proposal():
    row = make_exhibition()
    fields = {"form": "initiatives.exhibition", "row": row.pk, "sent": {}, "opened": {}}
    return ProposedChange.objects.create(record_id=row.pk, proposed_by=User.objects.create_user("proposer"), **fields)


def make_correction():
    statement = make_statement(make_exhibition())
    words = {"before_en": "40", "before_zh": "40", "reason_en": "Miscounted."}
    return Correction.objects.create(
        record_id=statement.record_id, statement=statement.pk, user=User.objects.create_user("proposer"), **words
    )


def make_account():
    account = User.objects.create_user("somebody", is_staff=True)
    account.groups.add(Group.objects.get(name="Viewer"))
    return Account.objects.get(pk=account.pk)


OTHERS = {
    "portal.account": ("account", make_account),
    "auth.user": ("account, Django’s form", lambda: User.objects.create_user("somebody")),
    "auth.group": ("group", lambda: Group.objects.create(name="Readers")),
    "portal.auditentry": ("log", lambda: AuditEntry.objects.create(action="signed-in")),
    "enterprises.holidaynotice": ("term", make_holiday_notice),
    "enterprises.reach": ("term", make_reach),
    "enterprises.legalrule": ("term", make_legal_rule),
    "enterprises.task": ("deadline", make_task),
    "portal.feature": ("term", lambda: Feature.objects.create(record=make_exhibition())),
    "portal.enquiry": ("for the desk of enquiries", lambda: Enquiry.objects.create(language="en")),
    "initiatives.officiallist": ("pasted by staff", make_official_list),
    "portal.proposedchange": ("kept by the review", make_proposal),
    "portal.correction": ("kept by the review", make_correction),
    "enterprises.licence": ("right in hand", make_licence),
    "enterprises.rightevent": ("event of a right", make_right_event),
}


INTENTIONS = {  # rows of the sorts of their own, since one may be added in its list
    "intention of a draft": lambda: make_intention(make_exhibition(published_at=None)),
    "intention that is public": make_intention,
}


def rows():
    """(label, sort of row, how to make one) of every model in the admin."""
    for label, make in RECORDS.items():
        yield label, "draft", lambda make=make: make(published_at=None)
        yield label, "public", make
    for label, make in PARTS.items():
        yield label, "part of a draft", lambda make=make: make(published_at=None)
        yield label, "part of what is public", lambda make=make: make(published_at=timezone.now())
    for sort, make in INTENTIONS.items():
        yield "initiatives.intention", sort, make
    for label, make in TERMS.items():
        yield label, "term", make
    for label, (sort, make) in OTHERS.items():
        yield label, sort, make


CASES = [(label, sort, make, address) for label, sort, make in rows() for address in MAY[sort]]


def url_of(label, address, key):
    app, model = label.split(".")
    page = {"list": "changelist", "open": "change", "save": "change"}.get(address, address)
    return reverse(f"admin:{app}_{model}_{page}", args=[] if address in ("list", "add") else [quote(key)])


@pytest.fixture
def undrawn(monkeypatch):
    """Who gets in is decided before the rows of parts are looked at and a page is drawn, which takes most of the time."""
    monkeypatch.setattr(admin.ModelAdmin, "get_inlines", lambda *_asked: [])
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")


@pytest.fixture(scope="module")
def browsers(kept):
    """{letter of the role: a client in which somebody of that role has signed in}."""
    browsers = {}
    for letter, role in ROLE_OF.items():
        user = make_user(role)
        user.username = f"{role} of the table"
        user.save()
        browsers[letter] = Client()
        browsers[letter].force_login(user)
    return browsers


@pytest.mark.once
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(("label", "sort", "make", "address"), CASES, ids=[f"{c[0]}-{c[1]}-{c[3]}".replace(" ", "-") for c in CASES])
def test_every_address_of_the_admin_lets_in_those_whom_the_table_names(client, browsers, label, sort, make, address):
    url, method = url_of(label, address, make().pk), "post" if address == "save" else "get"
    assert getattr(client, method)(url).headers["Location"].startswith("/admin/login/")
    statuses = {letter: getattr(browser, method)(url).status_code for letter, browser in browsers.items()}
    assert set(statuses.values()) <= {200, 403}
    assert "".join(letter for letter, status in statuses.items() if status == 200) == MAY[sort][address]


def test_the_table_holds_every_model_of_the_admin():
    registered = {model._meta.label_lower for model in admin.site._registry}
    differing = registered ^ {*RECORDS, *PARTS, "initiatives.intention", *TERMS, *OTHERS, "portal.record"}
    assert not differing, f"RECORDS, PARTS, TERMS and OTHERS say of {differing} not who may do what"
    assert registered == {label for _group, labels in in_order(admin.site._registry) for label in labels}


@pytest.mark.parametrize("role", [*ROLES, ADMINISTRATOR])
def test_the_list_of_all_records_is_read_by_all_staff_and_changed_by_none(client, role):
    draft = make_exhibition(published_at=None)
    client.force_login(make_user(role))
    assert draft.name_en in client.get("/admin/portal/record/").content.decode()
    assert client.get("/admin/portal/record/add/").status_code == 403
    for page in ("change", "delete", "history"):
        opened = client.get(f"/admin/portal/record/{draft.pk}/{page}/")
        assert opened.headers["Location"] == f"/admin/initiatives/exhibition/{draft.pk}/{page}/"


@pytest.mark.parametrize("role", [*ROLES, ADMINISTRATOR])
def test_the_index_opens_for_all_staff(client, role):
    client.force_login(make_user(role))
    assert "/admin/initiatives/exhibition/" in client.get("/admin/").content.decode()


def test_the_index_asks_everybody_else_to_sign_in(client):
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    client.force_login(User.objects.create_user("visitor"))
    assert client.get("/admin/").status_code == 302


def test_every_model_that_staff_keep_is_in_the_table_of_roles():
    kept = {
        model._meta.label_lower
        for app in ("portal", "enterprises", "initiatives")
        for model in apps.get_app_config(app).get_models()
        if not issubclass(model, HistoricalChanges)
    }
    subjects = {*MODELS, *(subject for rights in ROLES.values() for subject in rights)}
    about = {label for subject in subjects for label in models_about(subject)}
    assert kept - {"portal.searchentry"} == about, "each says whose page it is ON_PAGE_OF, or stands in the table of portal.access.roles"


@pytest.mark.parametrize("role", ROLES)
def test_migrations_bring_the_group_to_the_table(role):
    group = Group.objects.get(name=role)
    group.permissions.clear()
    make_groups(apps=apps, using="default")
    found = {(right.content_type.app_label, right.codename) for right in group.permissions.select_related("content_type")}
    assert found == permissions_of(role)


def test_only_publishers_may_publish():
    assert [role for role in ROLES if ("portal", "publish_record") in permissions_of(role)] == ["Publisher"]


def test_what_is_scheduled_is_as_closed_to_an_editor_as_what_is_public():
    editor = make_user("Editor")
    assert may_change(editor, make_exhibition(published_at=None))
    assert not may_change(editor, make_exhibition(published_at=timezone.now() + timedelta(days=1)))
    assert not may_change(editor, make_exhibition())


def test_an_editor_reads_a_public_record_and_all_its_parts_without_a_field_to_fill_in(client):
    exhibition = make_exhibition()
    make_statement(exhibition)
    SlugRedirect.objects.create(slug="before", record_id=exhibition.pk)
    client.force_login(make_user("Editor"))
    page = client.get(f"/admin/initiatives/exhibition/{exhibition.pk}/change/")
    assert 'name="name_en"' not in page.content.decode()
    assert 'name="statements-0-wording_en"' not in page.content.decode()
    assert 'name="_save"' not in page.content.decode()


def test_an_editor_cannot_publish_by_sending_a_date(client):
    draft = make_exhibition(published_at=None)
    client.force_login(make_user("Editor"))
    url = f"/admin/initiatives/exhibition/{draft.pk}/change/"
    assert send(client, url, published_at_0="2025-05-21", published_at_1="00:00").status_code == 302
    draft.refresh_from_db()
    assert draft.published_at is None


def test_an_editor_deletes_drafts_but_not_with_a_public_record_among_them(client):
    draft, public = make_exhibition(published_at=None), make_exhibition()
    client.force_login(make_user("Editor"))
    act = {"action": "delete_selected", "post": "yes"}
    assert client.post("/admin/initiatives/exhibition/", act | {"_selected_action": [draft.pk, public.pk]}).status_code == 403
    assert client.post("/admin/initiatives/exhibition/", act | {"_selected_action": [draft.pk]}).status_code == 302
    assert list(type(draft).objects.all()) == [public]


# the actions of the lists → the roles to which they are offered
ACTIONS = {
    "step_send": "EPA",
    "step_take_back": "EPA",
    "step_return": "PA",
    "step_publish": "PA",
    "step_withdraw": "PA",
    "hand_over": "EPA",
    "work_from": "EPA",
    "delete_selected": "EPA",
}


def test_a_list_offers_the_actions_that_the_reader_may_take_and_no_other(client):
    make_source(published_at=None)
    offered = dict.fromkeys(ACTIONS, "")
    for letter, role in ROLE_OF.items():
        client.force_login(make_user(role))
        form = client.get("/admin/portal/source/").context_data["action_form"]
        for name, _label in form.fields["action"].choices if form else ():
            if name:
                offered[name] += letter
    assert offered == ACTIONS


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_no_list_offers_to_delete_where_everything_is_kept(client, role):
    nomination = make_nomination()
    make_nomination_event(nomination)
    make_passage(source=make_source())
    client.force_login(make_user(role))

    def offered():
        lists = ("portal/source", "portal/passage", "initiatives/selectionround", "initiatives/selectioncategory", "initiatives/nomination")
        forms = {each: client.get(f"/admin/{each}/").context_data["action_form"] for each in lists}
        return {each for each, form in forms.items() if form and "delete_selected" in dict(form.fields["action"].choices)}

    parts = {"portal/passage", "initiatives/selectioncategory"}
    assert offered() == (parts if role == "Publisher" else set())
    make_nomination(category=make_category(round=make_selection_round(published_at=None)))
    assert {"initiatives/selectionround", "initiatives/selectioncategory", "initiatives/nomination"} <= offered()

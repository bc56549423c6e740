"""What an Editor proposes arrives once a Publisher accepts it: on every form, in every kind of row, added, changed or taken out."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.forms.models import _get_foreign_key
from django.urls import reverse
from django.utils.text import capfirst

from enterprises.models import Availability, CustomsRecordal, TrademarkRegistration
from initiatives.models import (
    Initiative,
    Intention,
    IntentionStep,
    Nomination,
    NominationEvent,
    Participation,
    SelectionCategory,
    SelectionStage,
)
from portal.admin.form.inlines import ListInline
from portal.admin.form.proposing import ProposingAdmin
from portal.admin.papers import PaperInline
from portal.models import AlternativeName, Passage, Picture, ProposedChange, Record, Statement
from tests.admin_pages import add_row, filled_in
from tests.factories import (
    make_availability,
    make_category,
    make_enterprise,
    make_exhibition,
    make_intention,
    make_intention_step,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_participation,
    make_passage,
    make_property,
    make_recordal,
    make_registration,
    make_selection_round,
    make_source,
    make_stage,
    make_statement,
)
from tests.pictures import make_picture

pytestmark = pytest.mark.django_db

RENAMED = ("name_en", "Renamed")
# form → what makes its row, and a change of its own
FORMS = {
    "source": (make_source, RENAMED),
    "organization": (make_organization, RENAMED),
    "intellectualproperty": (make_property, RENAMED),
    "initiative": (make_exhibition, RENAMED),
    "intention": (make_intention, ("subject_en", "Said otherwise")),
    "selectionround": (make_selection_round, RENAMED),
    "selectioncategory": (make_category, RENAMED),
    "nomination": (make_nomination, ("is_unnamed_project", "on")),
    "passage": (make_passage, ("label_en", "the headline")),
    "statement": (lambda: make_statement(make_exhibition()), ("wording_en", "It is said otherwise.")),
}

ON_BOTH = ("organization", "initiative", "selectioncategory")  # with rows of all sorts; a database keeps what was proposed of others alike


def participation_of(record):
    return make_participation(**{"initiative" if isinstance(record, Initiative) else "organization": record})


def another_side(record):
    if isinstance(record, Initiative):
        return {"organization": make_enterprise().pk, "role": "host"}
    return {"initiative": make_exhibition().pk, "role": "host"}


# rows → what makes one of a parent; what the form of a new one holds, where rows are added; a change of one
ROWS = {
    Statement: (
        make_statement,
        lambda parent: {"passage": make_passage().pk, "wording_en": "New.", "wording_zh": "新。"},
        ("wording_en", "Changed."),
    ),
    AlternativeName: (
        lambda record: AlternativeName.objects.create(record_id=record.pk, name=f"Name {AlternativeName.objects.count()}"),
        lambda parent: {"name": "New name", "language": "en"},
        ("name", "Changed name"),
    ),
    Picture: (make_picture, None, ("caption_en", "Changed")),
    Passage: (
        lambda source: make_passage(source=source),
        lambda parent: {"number": "900", "label_en": "sentence 900", "label_zh": "第900句"},
        ("label_en", "changed"),
    ),
    Participation: (participation_of, another_side, ("role", "co-organizer")),
    TrademarkRegistration: (
        make_registration,
        lambda parent: {"territory": "CN", "route": "national", "number": "12345678", "nice_class": "9"},
        ("nice_class", "41"),
    ),
    CustomsRecordal: (make_recordal, lambda parent: {"right": "trademark", "number": "T2021-1"}, ("number", "T2021-2")),
    Availability: (make_availability, lambda parent: {"category_en": "Games", "category_zh": "游戏"}, ("category_en", "Changed")),
    SelectionCategory: (
        lambda selection: make_category(round=selection),
        lambda parent: {"position": "9", "name_en": "New", "name_zh": "新"},
        ("name_en", "Changed"),
    ),
    SelectionStage: (
        lambda selection: make_stage(round=selection),
        lambda parent: {"position": "3", "kind": "notice", "closed": "2025-05"},
        ("kind", "recheck"),
    ),
    Intention: (
        make_intention,
        lambda parent: {"subject_en": "New", "subject_zh": "新", "our_side": make_enterprise().pk, "passage": make_passage().pk},
        ("subject_en", "Changed"),
    ),
    IntentionStep: (
        make_intention_step,
        lambda parent: {"step": "contract", "happened": "2026-10", "passage": make_passage().pk},
        None,
    ),
    Nomination: (
        lambda category: make_nomination(category=category),
        lambda parent: {"organization": make_enterprise().pk},
        ("is_unnamed_project", "on"),
    ),
    NominationEvent: (make_nomination_event, lambda parent: {"verb": "recognized", "happened": "2025-06"}, None),
}


def is_like_another(model_admin):
    """Whether a proxy's form has the rows of its concrete model's: what arrives there arrives here."""
    concrete = admin.site._registry.get(model_admin.opts.concrete_model)
    return model_admin.opts.proxy and isinstance(model_admin, type(concrete)) and model_admin.inlines == concrete.inlines


def forms():
    return [
        each
        for each in admin.site._registry.values()
        if isinstance(each, ProposingAdmin)
        and each.model is not Record
        and (issubclass(each.model, Record) or hasattr(each.model, "ON_PAGE_OF"))
        and not is_like_another(each)
    ]


def sent(value):
    return "on" if value is True else str(value)


@pytest.mark.parametrize(
    "model_admin",
    [pytest.param(each, marks=[] if each.opts.model_name in ON_BOTH else pytest.mark.once) for each in forms()],
    ids=lambda each: each.opts.model_name,
)
def test_every_change_that_is_proposed_arrives(client, people, model_admin):
    """Lists that are read only, and papers, which have a page of their own, are not on the form of a proposal."""
    name = model_admin.opts.model_name
    assert name in FORMS, f"FORMS says no column of {name} that is proposed to be another"
    make, (column, text) = FORMS[name]
    parent = make()
    inlines = [inline for inline in model_admin.inlines if not issubclass(inline, ListInline) and inline is not PaperInline]
    rows = {inline.model: [ROWS[inline.model][0](parent) for _ in range(2)] for inline in inlines}
    taken_out = {inline.model for inline in inlines if inline.can_delete and ROWS[inline.model][2]}
    client.force_login(people["editor"])
    url = reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_propose", args=[quote(parent.pk)])
    page = client.get(url)
    data = filled_in(page) | {column: text}
    sets = {each.formset.model: each.formset for each in page.context_data["inline_admin_formsets"]}
    for model, made in rows.items():
        _make, new, change = ROWS[model]
        prefix, stored = sets[model].prefix, [form.instance.pk for form in sets[model].initial_forms]
        changed, deleted = (stored.index(row.pk) for row in made)
        if change:
            data |= {f"{prefix}-{changed}-{change[0]}": change[1]}
        if model in taken_out:
            data |= {f"{prefix}-{deleted}-DELETE": "on"}
        if new:
            data = add_row(data, prefix, **new(parent))
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.context_data["errors"]
    client.force_login(people["publisher"])
    judged = f"/admin/portal/proposedchange/{ProposedChange.objects.get().pk}/change/"
    page = client.get(judged)
    parts = {part for part, *_change in page.context_data["changes"]}
    for model, made in rows.items():
        _make, new, change = ROWS[model]
        label = capfirst(model._meta.verbose_name)
        touched = made if model in taken_out else made[:1] if change else []
        expected = {f"{label}: {row}" for row in touched} | ({f"{label}: new"} if new else set())
        assert expected == {part for part in parts if part.startswith(f"{label}: ")}
    answer = client.post(judged, filled_in(page) | {"_accepted": "x"})
    assert answer.status_code == 302, answer.context_data["errors"]
    assert sent(getattr(model_admin.model.objects.get(pk=parent.pk), column)) == text
    for model, (changed, deleted) in rows.items():
        _make, new, change = ROWS[model]
        found = model.objects.filter(**{_get_foreign_key(model_admin.model, model).name: parent.pk}).in_bulk()
        expected = {changed.pk, *([] if model in taken_out else [deleted.pk])}
        assert len(found) == len(expected) + bool(new), model
        assert expected <= set(found), model
        if change:
            assert sent(getattr(found[changed.pk], change[0])) == change[1]

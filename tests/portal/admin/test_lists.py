"""Every list and form of the admin, over the article's records."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin_pages import ADMINISTRATOR, filled_in, make_user
from tests.factories import (
    make_category,
    make_exhibition,
    make_figure,
    make_measure,
    make_participation,
    make_passage,
    make_selection_round,
    make_source,
)

pytestmark = pytest.mark.django_db

# labels and buttons as Django's own Chinese has them: 增加 展览, 名称:, 删除所选的 展览
HALF_CHINESE = r"(增加|修改|查看|选择|删除|所选的|另一个|变更历史：) [\u4e00-\u9fff]|[\u4e00-\u9fff]:</label>"
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def page_of(record, page="change"):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[quote(record.pk)])


@pytest.fixture(scope="module")
def administrator(kept):
    return make_user(ADMINISTRATOR)


@pytest.fixture(scope="module")
def many(article):
    for _ in range(30):
        exhibition = make_exhibition(name_zh="名")
        make_figure(exhibition)
        make_participation(exhibition)


def open_each(client, pages):
    """Open each (language, address), and look for what no page of the admin says."""
    for language, address in pages:
        response = client.get(address, HTTP_ACCEPT_LANGUAGE=language.lower(), follow=True)
        assert response.status_code == 200, address
        assert f'<html lang="{language}">' in response.content.decode(), address
        assert 'style="' not in response.content.decode(), address
        assert not re.search(r">\s*(None\b|[(,] ?\W)", response.content.decode()), address  # what only a programmer reads
        assert language == "en" or not re.search(HALF_CHINESE, response.content.decode()), address


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
@pytest.mark.once
def test_every_list_opens_in_both_languages(client, article, administrator, model):
    """In its own order in English, and in the order of all its columns in Chinese."""
    client.force_login(administrator)
    lists = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    by_all_columns = ".".join(str(number) for number in range(1, 20))  # Django leaves out what is no column, or has no order
    open_each(client, [("en", lists), ("zh-Hans", f"{lists}?o={by_all_columns}")])


@pytest.mark.once  # tests/test_extremes.py opens the forms on both
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_form_opens_in_both_languages(client, rf, article, administrator, model):
    """What is alike for all models (history, deletion, an empty form) in Chinese only: other tests open it in English."""
    client.force_login(administrator)
    opts, pages = model._meta, []
    model_admin = admin.site.get_model_admin(model)
    request = rf.get("/admin/")
    request.user = administrator
    row = model._default_manager.first()
    if row and opts.label != "portal.Record":
        names = ["change", "history"] + ["delete"] * model_admin.has_delete_permission(request, row)
        pages += [("en", page_of(row)), *(("zh-Hans", page_of(row, page)) for page in names)]
    if model_admin.has_add_permission(request):
        pages.append(("zh-Hans", reverse(f"admin:{opts.app_label}_{opts.model_name}_add")))
    open_each(client, pages)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
@pytest.mark.once
def test_a_list_asks_as_many_questions_for_30_rows_as_for_3(client, many, administrator, model):
    """The article alone has few rows of some kinds; the page size is what changes."""
    client.force_login(administrator)
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    counts = []
    for size in (3, 3, 30):  # at first whatever is asked only once
        model_admin = admin.site.get_model_admin(model)
        before, model_admin.list_per_page = model_admin.list_per_page, size
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        model_admin.list_per_page = before
        counts.append(len(queries))
    assert counts[2] in (counts[1], counts[1] - 1), "a list of one page is not divided, which takes a question"


def test_what_is_counted_beside_keeps_its_order(client):
    """A count within a query takes its order away: rows stood by their keys, here the wrong way round."""
    client.force_login(make_user("Publisher"))
    source, selection = make_source(), make_selection_round()
    for number in (1, 2, 3):
        make_passage(source=source, number=number, id=f"key-{9 - number}")
        make_category(round=selection, position=number, id=f"key-{9 - number}", name_en=f"Category {9 - number}")
    form = filled_in(client.get(page_of(source)))
    assert [form[f"passages-{row}-number"] for row in range(3)] == [["1"], ["2"], ["3"]]
    page = client.get(f"/en/selections/{selection.slug}/").context_data["categories"]
    assert [category.position for category in page] == [1, 2, 3]
    measures = [make_measure(name_en=name, id=key).pk for name, key in (("quoll b", "a"), ("quoll a", "b"))]
    asked = {"app_label": "portal", "model_name": "statement", "field_name": "measure", "term": "quoll"}
    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [each["id"] for each in found] == measures[::-1]

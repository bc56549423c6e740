"""How staff find records in lists and choices: by what visitors may type, drafts included."""

import pytest

from portal.models import AlternativeName, Feature, Record
from portal.search.index import index
from tests.admin_pages import make_user, messages_of
from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_measure,
    make_nomination,
    make_passage,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editor"))
    return client


def found(client, address, text):
    response = client.get(address, {"q": text})
    assert response.status_code == 200
    return [str(row) for row in response.context_data["cl"].result_list], messages_of(response)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("huaxia", ""),
        ("Hua Xia", ""),
        ("huaxiayish", ""),
        ("艺术", ""),
        ("silk painted", ""),  # words in another order
        ("pict", ""),  # part of a word, as Django's own search finds it
        ("Ｐａｉｎｔｅｄ", ""),
        ("paimted", "Painted"),
        ("huaxai", "huaxia"),
    ],
)
def test_a_draft_is_found_by_pinyin_by_its_words_and_after_a_slip(editor, text, meant):
    draft = make_enterprise(name_en="Painted Silk Depictions", name_zh="华夏艺术馆", published_at=None)
    make_enterprise(name_en="Another Firm", name_zh="另一公司")
    index(Record.objects.all())
    names, said = found(editor, "/admin/enterprises/enterprise/", text)
    assert names == [draft.name]
    assert [f"Near it: “{meant}”" in text for text in said] == ([True] if meant else [])


def test_more_than_are_given_to_the_database_again_are_found_as_well(editor, monkeypatch):
    for name in ("Silk Works", "Silk House"):
        make_enterprise(name_en=name, published_at=None)
    index(Record.objects.all())
    for most in (0, 2):
        monkeypatch.setattr("portal.admin.name_search.MOST_KEYS_AT_ONCE", most)
        assert found(editor, "/admin/enterprises/enterprise/", "silk")[0] == ["Silk House", "Silk Works"]


def test_what_only_a_draft_source_says_is_found_by_staff_alone(editor):
    works = make_enterprise(name_en="Works")
    secret = make_passage(source=make_source(published_at=None))
    AlternativeName.objects.create(record_id=works.pk, name="锦绣坊", language="zh-Hans", passage=secret)
    index(Record.objects.all())
    assert found(editor, "/admin/portal/record/", "jinxiufang")[0] == ["Works"]
    assert "Works" not in editor.get("/en/search/?q=jinxiufang").content.decode()


def test_parts_are_found_by_the_pinyin_of_their_record_and_terms_by_their_own(editor):
    show = make_exhibition(name_en="Show", name_zh="丝路展")
    statement = make_statement(show, wording_en="It opened.")
    nomination = make_nomination(initiative_id=show.pk)
    passage = make_passage(source=make_source(name_en="Gazette", name_zh="公报"), label_en="page 7")
    measure = make_measure(name_en="visits", name_zh="参观")
    Feature.objects.create(record_id=show.pk)
    index(Record.objects.all())
    for address, text, row in (
        ("portal/statement", "silu", statement.wording_en),
        ("initiatives/nomination", "siluzhan", str(nomination)),
        ("portal/passage", "gongbao", str(passage)),
        ("portal/feature", "silu", show.name),
        ("portal/measure", "canguan", str(measure)),
    ):
        names, _said = found(editor, f"/admin/{address}/", text)
        assert len(names) == 1, address
        assert row in names[0], address
    choices = {"app_label": "initiatives", "model_name": "participation", "field_name": "initiative"}
    answer = editor.get("/admin/autocomplete/", {"term": "siluzhan", **choices}).json()
    assert [each["id"] for each in answer["results"]] == [show.pk]

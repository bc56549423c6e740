"""The character NUL, which PostgreSQL cannot even be asked for, is refused in words wherever it comes in."""

import pytest
from django.conf import settings

from tests.admin_pages import add_row, filled_in, make_user
from tests.factories import make_exhibition, make_organization
from tests.page import read

pytestmark = pytest.mark.django_db


def assert_refused(response, language="en"):
    assert response.status_code == 400
    page = read(response.content.decode())
    assert page.one("html")["lang"] == language
    assert language != "en" or page.one("h1").text == "This address or form contains a character that cannot be used"


def test_an_address_with_it_is_refused(client):
    for address in (
        "search/?q=%00",
        "search/suggestions/?q=a%00b",
        "exhibitions/?place=%00",
        "exhibitions/?%00=1",
        "exhibitions/a%00b/",
        "sources/?page=1%00",
    ):
        for language, tag in (("en", "en"), ("zh-hans", "zh-Hans")):
            assert_refused(client.get(f"/{language}/{address}"), tag)
    assert_refused(client.get("/%00"))
    client.force_login(make_user("Publisher"))
    asked = "app_label=enterprises&model_name=organization&field_name=parent"
    for address in ("%00", "?q=%00", "initiatives/exhibition/?country=%00", "initiatives/exhibition/?kind__exact=%00"):
        assert_refused(client.get(f"/admin/{address}"))
    for address in ("initiatives/exhibition/a%00b/change/", "portal/source/%00/history/", f"autocomplete/?{asked}&term=%00"):
        assert_refused(client.get(f"/admin/{address}"))


def test_a_cookie_with_it_is_refused(client):
    client.cookies[settings.SESSION_COOKIE_NAME] = "\0" * 32
    assert_refused(client.get("/admin/"))


def test_typed_text_with_it_is_refused_at_its_field_and_kept(client):
    client.force_login(make_user("Publisher"))
    exhibition = make_exhibition()
    page = f"/admin/initiatives/exhibition/{exhibition.pk}/change/"
    data = filled_in(client.get(page))
    refused = client.post(page, data | {"name_en": "Cave\0s", "slug": "a\0b", "summary_en": "A\0"})
    assert refused.status_code == 200
    assert {"name_en", "slug", "summary_en"} <= set(refused.context_data["adminform"].form.errors)
    assert client.post("/admin/login/", {"username": "a\0", "password": "b\0"}).status_code == 200


@pytest.mark.parametrize(
    "field", ["part_of", "technologies", "participations-0-organization", "participations-0-id", "statements-0-measure"]
)
def test_a_choice_with_it_changes_nothing(client, field):
    """No browser sends it; SQLite finds no such row, PostgreSQL refuses to look."""
    client.force_login(make_user("Publisher"))
    exhibition = make_exhibition()
    page = f"/admin/initiatives/exhibition/{exhibition.pk}/change/"
    data = filled_in(client.get(page))
    data = add_row(add_row(data, "participations", organization=make_organization().pk, role="host"), "statements")
    response = client.post(page, data | {"name_en": "Changed", field: "a\0"})
    assert response.status_code == 200 or assert_refused(response) is None
    assert client.post("/admin/initiatives/exhibition/", {"action": "step_publish", "_selected_action": ["\0"]}).status_code in (302, 400)
    exhibition.refresh_from_db()
    assert exhibition.name_en != "Changed"

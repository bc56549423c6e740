"""Rows of a form as lines: what they say, and which of them are open at once."""

import pytest
from django.contrib.admin.utils import quote
from django.urls import reverse

from tests.admin_pages import filled_in, make_user, send
from tests.factories import make_exhibition, make_figure, make_measure, make_passage, make_statement
from tests.page import read

pytestmark = pytest.mark.django_db


def rows(response):
    """{id of a row: (its line, whether it is open at once)}."""
    found = read(response.content.decode()).all("div", cls="form-line")
    return {row["id"]: (row.one("h3").text, "stays-open" in (row.one("details")["class"] or "")) for row in found}


def test_a_row_says_in_a_line_what_it_holds_and_opens_where_it_is_new_or_wrong(client):
    client.force_login(make_user("Publisher"))
    show = make_exhibition(published_at=None)
    wording = "A <b>statement</b> & more."
    make_statement(show, wording_en=wording, passage=make_passage(label_en="page 7"))
    make_figure(show, measure=make_measure(name_en="visits"))
    url = reverse("admin:initiatives_exhibition_change", args=[quote(show.pk)])
    response = client.get(url)
    shown = rows(response)
    stated = [name for name, (line, _open) in shown.items() if wording in line]
    assert len(stated) == 1
    assert "page 7" in shown[stated[0]][0]
    assert not any(is_open for name, (_line, is_open) in shown.items() if not name.endswith("-empty"))
    assert all(is_open for name, (_line, is_open) in shown.items() if name.endswith("-empty"))
    assert "&lt;b&gt;statement&lt;/b&gt;" in response.content.decode()

    refused = send(client, url, {f"{stated[0]}-as_of": "no day"})
    assert {name: is_open for name, (_line, is_open) in rows(refused).items() if not name.endswith("-empty")} == {
        name: name == stated[0] for name in shown if not name.endswith("-empty")
    }
    assert filled_in(refused)[f"{stated[0]}-as_of"] == ["no day"]

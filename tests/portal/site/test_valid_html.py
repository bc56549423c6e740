"""Every kind of public page is HTML as its standard has it, in both languages."""

from collections import Counter

import pytest
from justhtml import JustHTML

from tests.article_pages import article_page
from tests.browser.test_every_page import MISSING, PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("article")]
NAMING = ("for", "form", "aria-labelledby", "aria-describedby", "aria-controls")  # attributes that name ids of the same page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", [*PAGES, MISSING])
def test_a_page_is_valid_html_and_what_it_names_by_id_is_on_it(language, path):
    page = article_page(f"/{language}/{path}", 404 if path == MISSING else 200)
    document = JustHTML(page.response.content.decode(), collect_errors=True, sanitize=False)
    assert [f"line {mistake.line}: {mistake}" for mistake in document.errors] == []
    ids = Counter(element.attrs["id"] for element in document.query("[id]"))
    assert [key for key, count in ids.items() if count > 1] == []
    leads_to = {element.attrs["href"].removeprefix("#") for element in document.query("a[href^='#']")}
    assert leads_to - set(ids) == set()
    named = {key for name in NAMING for element in document.query(f"[{name}]") for key in element.attrs[name].split()}
    assert named - set(ids) == set()

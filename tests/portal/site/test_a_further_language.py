"""A language more in LANGUAGES: nothing is translated into it yet, and every page answers."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from portal.access.roles import DESK
from portal.enquiries import handling
from portal.models import Enquiry, Mail, Record
from tests.admin_pages import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def further_language(settings, article):
    settings.LANGUAGES = [*settings.LANGUAGES, ("fr", "Français")]


def pages_in_french(client):
    """One address of each kind of page in the sitemap, and those that it does not hold."""
    listed = re.findall(r"<loc>http://testserver(/fr/[^<]*)</loc>", client.get("/sitemap.xml").content.decode())
    yield from {(address.count("/"), address.split("/")[2]): address for address in listed}.values()
    with override("fr"):
        for name in ("feed", "exhibitions-feed", "corrections-feed", "calendar", "shortlist"):
            yield reverse(name)
        yield f"{reverse('search')}?q=Dunhuang"
        yield f"{reverse('search-suggestions')}?q=Dunhuang"
        yield f"{reverse('compare')}?{'&'.join(f'r={key}' for key in Record.objects.published().values_list('pk', flat=True)[:2])}"


@pytest.mark.engine("sqlite", "postgresql")
def test_every_kind_of_page_answers_and_tells_the_record_in_english(client):
    addresses = list(pages_in_french(client))
    assert len(addresses) > 30
    assert {address: status for address in addresses if (status := client.get(address).status_code) != 200} == {}
    record = Record.objects.published().filter(kind="exhibition").exclude(name_en="").first()
    with override("fr"):
        page = client.get(record.get_absolute_url()).content.decode()
    assert '<html lang="fr">' in page
    assert record.name_en in page
    assert '<link rel="alternate" hreflang="fr"' in page
    assert '<meta property="og:locale" content="fr">' in page
    assert re.findall(r'<a class="lang"[^>]*>([^<]*)</a>', page) == ["English", "中文"]


def test_an_enquiry_is_taken_and_answered(client, monkeypatch):
    monkeypatch.setattr(handling, "SHORTEST_FILLING", -1)
    form = dict(re.findall(r'<input type="hidden" name="(form|sent)" value="([^"]+)"', client.get("/fr/enquiry/").content.decode()))
    typed = {"name": "Ana", "email": "ana@example.org", "country": "PT", "role": "museum", "message": "May we?", "consent": "on"}
    assert client.post("/fr/enquiry/", form | typed).status_code == 302
    enquiry = Enquiry.objects.get()
    enquiry.full_clean()
    assert enquiry.language == "fr"
    assert "/fr/enquiry/" in Mail.objects.get().body
    with override("fr"):
        assert client.get(reverse("enquiry-status", args=[enquiry.token])).status_code == 200
    client.force_login(make_user(DESK))
    assert "Français" in client.get(reverse("admin:portal_enquiry_change", args=[enquiry.pk])).content.decode()


def test_staff_sign_in(client):
    page = client.get("/admin/login/", headers={"Accept-Language": "fr"}).content.decode()
    assert '<html lang="fr">' in page
    assert re.findall(r'name="language" value="([^"]*)"', page) == ["en", "zh-hans"]
    client.force_login(make_user("Publisher"))
    assert client.get("/admin/", headers={"Accept-Language": "fr"}).status_code == 200

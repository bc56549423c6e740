"""Pictures of a record: their rows and files, the form, the public pages and addresses."""

import time
from datetime import date, timedelta
from io import StringIO
from unittest import mock

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from initiatives.models import Exhibition
from portal.admin import pictures
from portal.admin.pictures import PictureInline
from portal.admin.records import RecordAdmin
from portal.media import orphans
from portal.media.pictures import storing
from portal.media.pictures.reading import read_picture
from portal.media.pictures.serving import PUBLIC_SECONDS, SALT
from portal.models import Picture, ProposedChange, Record
from portal.search.index import index
from tests.admin_pages import filled_in, make_user
from tests.factories import make_exhibition, make_source
from tests.page import visit
from tests.pictures import make_picture, plain, upload

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "pictures"


@pytest.fixture
def editor(client):
    user = make_user("Editor")
    client.force_login(user)
    return user


@pytest.fixture
def draft():
    return make_exhibition(published_at=None, name_en="Painted Caves", slug="painted-caves")


def stored(media):
    return sorted(path.name for path in media.glob("*"))


def url_of(record):
    return f"/admin/initiatives/exhibition/{record.pk}/change/"


def add(client, record, *files, **changes):
    url = url_of(record)
    return client.post(url, filled_in(client.get(url)) | changes | {"pictures-add": list(files)})


def text_of(response):
    return response.content.decode()


# ---- the form ---------------------------------------------------------------------------------------------------------


def test_several_files_become_rows_and_the_first_of_a_record_its_cover(client, editor, draft, media):
    files = [upload(plain((1000, 500))), upload(plain((500, 600)), "PNG", "second.png")]
    assert add(client, draft, *files).status_code == 302
    first, second = Picture.objects.all()
    assert [(each.position, each.is_cover, each.width, each.height) for each in (first, second)] == [
        (1, True, 1000, 500),
        (2, False, 500, 600),
    ]
    assert len(stored(media)) == 5
    assert sorted(f"pictures/{name}" for name in stored(media)) == sorted([*first.files.values(), *second.files.values()])
    assert first.history.get().history_user == editor
    page = client.get(url_of(draft))
    assert text_of(page).count("Not public: it does not say what it shows.") == 2 * 2  # on the line of each, and in its row
    assert 'enctype="multipart/form-data"' in text_of(page)
    assert add(client, draft, upload()).status_code == 302
    assert list(Picture.objects.values_list("position", "is_cover")) == [(1, True), (2, False), (3, False)]
    history = text_of(client.get(f"/admin/initiatives/exhibition/{draft.pk}/history/"))
    assert "1000 × 500" in history


def test_pictures_are_added_with_the_record_itself(client, editor, media):
    url = "/admin/enterprises/enterprise/add/"
    data = filled_in(client.get(url)) | {"name_en": "Loess Studio", "pictures-add": [upload()]}
    assert client.post(url, data).status_code == 302
    assert Picture.objects.get().record.name_en == "Loess Studio"
    assert len(stored(media)) == 2


def test_pictures_with_too_many_pixels_together_are_refused_before_one_is_decoded(client, editor, draft, media, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS_AT_ONCE", 600_000)
    monkeypatch.setattr(pictures, "read_picture", None)
    page = text_of(add(client, draft, upload(), upload(name="second.jpg"), city_en="Lisbon"))
    assert "second.jpg: Together they have more than 0 megapixels, the most that are added at once." in page
    assert 'value="Lisbon"' in page
    assert stored(media) == []


def test_when_one_file_is_refused_none_is_written_and_the_page_says_which_and_why(client, editor, draft, media):
    make_picture(draft, upload(plain(colour="red")))
    before = stored(media)
    files = [upload(), upload(b"<svg/>", name="plan.svg"), upload(plain(colour="red"), name="again.jpg")]
    refused = add(client, draft, *files, city_en="Lisbon")
    page = text_of(refused)
    assert refused.status_code == 200
    assert "plan.svg: This is a text file such as SVG" in page
    assert "again.jpg: This picture is here already (A painted cave.)." in page
    assert "choose them again" in page
    assert filled_in(refused)["city_en"] == ["Lisbon"]
    assert (Picture.objects.count(), stored(media)) == (1, before)
    too_many = add(client, draft, *(upload(name=f"{n}.jpg") for n in range(21)))
    assert "20.jpg: At most 20 pictures are added at once." in text_of(too_many)
    assert (Picture.objects.count(), stored(media)) == (1, before)


def test_a_refused_form_and_a_failed_save_leave_no_file(client, editor, draft, media, monkeypatch):
    refused = add(client, draft, upload(), name_en="")
    assert "choose them again" in text_of(refused)
    assert (Picture.objects.count(), stored(media)) == (0, [])

    opened = filled_in(client.get(url_of(draft)))
    Exhibition.objects.update(city_en="Porto")
    stale = client.post(url_of(draft), opened | {"city_en": "Braga", "pictures-add": [upload()]})
    assert "Somebody saved this" in text_of(stale)
    assert "choose them again" in text_of(stale)
    assert (Picture.objects.count(), stored(media)) == (0, [])

    def fail(*args, **kwargs):
        assert len(stored(media)) == 2  # they were there
        raise RuntimeError("after the files were written")

    monkeypatch.setattr("portal.admin.records.show_change", fail)
    with pytest.raises(RuntimeError, match="after the files"):
        add(client, draft, upload())
    assert (Picture.objects.count(), stored(media)) == (0, [])


def test_a_storage_that_fails_in_the_middle_leaves_neither_row_nor_file(client, editor, draft, media, monkeypatch):
    save = default_storage.save

    def full(name, content, **options):
        if "-640." in name:
            raise OSError("No space left on device")
        return save(name, content, **options)

    monkeypatch.setattr(storing.default_storage, "save", full)
    with pytest.raises(OSError, match="No space"):
        add(client, draft, upload())
    assert (Picture.objects.count(), stored(media)) == (0, [])


def test_the_words_order_and_cover_are_changed_and_the_cover_passes_on(client, editor, draft):
    first, second = make_picture(draft), make_picture(draft)
    url = url_of(draft)
    data = filled_in(client.get(url)) | {"pictures-1-is_cover": "on"}
    assert "Tick one picture only" in text_of(client.post(url, data))
    del data["pictures-0-is_cover"]
    changes = {"pictures-0-position": "2", "pictures-1-position": "1", "pictures-1-alt_zh": "壁画", "pictures-1-focus_x": "20"}
    assert client.post(url, data | changes).status_code == 302
    assert list(Picture.objects.values_list("pk", "is_cover", "alt_zh", "focus_x")) == [
        (second.pk, True, "壁画", 20),
        (first.pk, False, "一座彩绘洞窟。", 50),
    ]
    assert [row.is_cover for row in first.history.all()][:1] == [False]
    data = filled_in(client.get(url)) | {"pictures-0-focus_x": "101"}
    assert client.post(url, data).status_code == 200


def test_two_who_change_the_order_at_once_lose_nothing(client, editor, draft):
    pictures = [make_picture(draft) for _ in range(3)]
    url = url_of(draft)
    data = filled_in(client.get(url))
    theirs = {"pictures-0-position": "2", "pictures-1-position": "1"}
    assert client.post(url, data | theirs | {"pictures-2-caption_en": "Theirs."}).status_code == 302
    mine = {"pictures-0-position": "3", "pictures-2-position": "1", "pictures-1-credit": "Mine"}
    refused = client.post(url, data | mine)
    told = [(each.label, each.theirs, each.mine, each.is_mine) for each in refused.context_data["comparison"].differences]
    assert ("Order", "2", "3", True) in told
    assert ("Caption in English", "Theirs.", "—", False) in told
    assert client.post(url, filled_in(refused)).status_code == 302
    by_key = {picture.pk: picture for picture in Picture.objects.all()}
    assert [by_key[picture.pk].position for picture in pictures] == [3, 1, 1]
    assert by_key[pictures[2].pk].caption_en == "Theirs."
    assert by_key[pictures[1].pk].credit == "Mine"


def test_a_picture_that_was_deleted_meanwhile_is_told_and_does_not_come_back_without_its_file(client, editor, draft):
    make_picture(draft)
    data = filled_in(client.get(url_of(draft)))
    client.post(url_of(draft), data | {"pictures-0-DELETE": "on"})
    refused = client.post(url_of(draft), data | {"pictures-0-caption_en": "Cave 45"})
    [told] = refused.context_data["comparison"].differences
    assert (told.theirs, told.mine) == ("deleted", "Cave 45")
    assert client.post(url_of(draft), filled_in(refused)).status_code == 302
    forged = {"pictures-TOTAL_FORMS": "1", "pictures-0-position": "1", "pictures-0-alt_en": "Nothing"}
    client.post(url_of(draft), filled_in(client.get(url_of(draft))) | forged)
    assert not Picture.objects.exists()


def test_a_proposed_change_offers_no_files_and_says_where_they_are_added(client, editor, media):
    show = make_exhibition()
    picture = make_picture(show)
    before = stored(media)
    url = f"/admin/initiatives/exhibition/{show.pk}/propose/"
    page = client.get(url)
    assert "A proposed change adds no pictures" in text_of(page)
    assert 'name="pictures-add"' not in text_of(page)
    data = filled_in(page) | {"pictures-0-caption_en": "Cave 45", "pictures-add": [upload()]}
    refused = text_of(client.post(url, data))
    assert "Add papers on their own page, ask a Publisher to add pictures" in refused
    assert "Cave 45" in refused
    assert not ProposedChange.objects.exists()
    assert (list(Picture.objects.values_list("pk", "caption_en")), stored(media)) == ([(picture.pk, "")], before)


def test_a_picture_goes_public_with_its_credit_and_rights_and_an_older_one_stays(client, media):
    show = make_exhibition()
    new, older = make_picture(show, alt_en="", alt_zh=""), make_picture(show)
    Picture.objects.filter(pk__in=[new.pk, older.pk]).update(credit="", rights="")
    client.force_login(make_user("Publisher"))
    opened = filled_in(client.get(url_of(show)))
    place = next(name for name, value in opened.items() if value == [new.pk]).removesuffix("-id")
    words = {f"{place}-alt_en": "A hall.", f"{place}-alt_zh": "展厅。"}
    refused = client.post(url_of(show), opened | words | {f"{place}-credit": "Li"})
    assert "give the credit, and who allowed it" in text_of(refused)
    assert client.post(url_of(show), opened | words | {f"{place}-credit": "Li", f"{place}-rights": "For this site"}).status_code == 302
    assert [picture.credit for picture in Picture.objects.published().order_by("credit")] == ["", "Li"]
    opened = filled_in(client.get(url_of(show)))
    assert "give the credit" in text_of(client.post(url_of(show), opened | {f"{place}-credit": ""}))


def test_a_viewer_adds_nothing(client, draft, media):
    client.force_login(make_user("Viewer"))
    make_picture(draft)
    before = stored(media)
    page = client.get(url_of(draft))
    assert 'name="pictures-add"' not in text_of(page)
    assert "A painted cave." in text_of(page)
    assert client.post(url_of(draft), {"pictures-add": [upload()]}).status_code == 403
    assert (Picture.objects.count(), stored(media)) == (1, before)


# ---- rows and files ---------------------------------------------------------------------------------------------------


def test_a_transaction_that_is_rolled_back_leaves_no_file(draft, media):
    def add_and_fail():
        with storing.keeping() as added, transaction.atomic():
            storing.add(draft.pk, read_picture(upload()), added)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_and_fail()
    assert (Picture.objects.count(), stored(media)) == (0, [])
    with storing.keeping() as added, transaction.atomic():
        storing.add(draft.pk, read_picture(upload()), added)
    assert (Picture.objects.count(), len(stored(media))) == (1, 2)


def test_files_go_with_their_row_after_the_commit_and_only_they(draft, media, django_capture_on_commit_callbacks):
    same = plain(colour="red")
    one, other = make_picture(draft, upload(same)), make_picture(make_exhibition(), upload(same))
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            one.delete()
            transaction.set_rollback(True)
        assert len(stored(media)) == 4
    assert len(stored(media)) == 4
    with django_capture_on_commit_callbacks(execute=True):
        Exhibition.objects.get(pk=draft.pk).delete()
        assert len(stored(media)) == 4
    assert sorted(f"pictures/{name}" for name in stored(media)) == sorted(other.files.values())


def test_orphans_are_told_and_removed_on_demand_and_young_ones_spared(draft, media, monkeypatch):
    picture, broken = make_picture(draft), make_picture(draft)
    lost = broken.files[480]
    default_storage.delete(lost)
    stray = default_storage.save("pictures/stray-480.webp", ContentFile(b"x"))

    def told(*arguments):
        out = StringIO()
        call_command("orphans", *arguments, stdout=out)
        return out.getvalue()

    assert "0 without a row, 1 rows without theirs, 1 too young to judge" in told("--remove")
    later = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr(orphans.timezone, "now", lambda: later)
    dry = told()
    assert f"no row: {stray}" in dry
    assert f"no file: of the row {broken.pk}" in dry
    assert "Nothing was changed" in dry
    assert default_storage.exists(stray)
    assert f"removed: {stray}" in told("--remove")
    assert sorted(f"pictures/{name}" for name in stored(media)) == sorted([*picture.files.values(), broken.files[640]])


# ---- the public -------------------------------------------------------------------------------------------------------


def test_a_picture_is_handed_out_while_it_is_public_and_for_an_hour_at_most(client):
    picture = make_picture(make_exhibition())
    response = client.get(picture.address(480))
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert response.content.startswith(b"RIFF")
    assert response["Cache-Control"] == "public, max-age=3600"
    assert "Cookie" not in response.get("Vary", "")
    assert client.get(picture.address(480), headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.head(picture.address(640)).status_code == 200
    for address in (picture.address(960), reverse("picture", args=["nobody", 480])):
        assert client.get(address).status_code == 404
    default_storage.delete(picture.files[480])
    assert client.get(picture.address(480)).status_code == 404


def test_a_right_that_lapses_takes_the_picture_from_page_card_and_address(client):
    today = timezone.localdate()
    show = make_exhibition(slug="show")
    index(Record.objects.all())
    picture = make_picture(show, rights_until=today, caption_en="Cave 45")
    pages = ["/en/exhibitions/show/", "/en/exhibitions/", "/en/", "/en/search/?q=exhibition"]
    address = picture.address(480)
    for page in pages:
        assert address in text_of(client.get(page)), page
    kept = int(client.get(address)["Cache-Control"].removeprefix("public, max-age="))
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    assert kept <= min(3600, (midnight - timezone.now()).total_seconds() + 1)
    Picture.objects.update(rights_until=date.max)  # no day follows it: it is kept as long as one without an end
    assert client.get(address)["Cache-Control"] == "public, max-age=3600"
    Picture.objects.update(rights_until=today - timedelta(days=1))
    for page in pages:
        assert address not in text_of(client.get(page)), page
    assert client.get(address).status_code == 404


def test_what_is_not_public_is_seen_by_staff_and_for_a_while_by_a_pass_and_kept_by_nobody(client, draft):
    show = make_exhibition()
    later = make_exhibition(published_at=timezone.now() + timedelta(days=1))
    hidden = [make_picture(draft), make_picture(later), make_picture(show, alt_en="", alt_zh="")]
    hidden.append(make_picture(show, rights_until=timezone.localdate() - timedelta(days=1)))
    visitors = [None, User.objects.create_user("visitor"), User.objects.create_user("bare", is_staff=True)]
    for visitor in visitors:
        client.logout()
        if visitor:
            client.force_login(visitor)
        assert {client.get(picture.address(480)).status_code for picture in hidden} == {404}
        assert {client.get(f"{picture.address(480)}?pass=guess").status_code for picture in hidden} == {404}
        passed = f"{hidden[0].address(480)}?pass={signing.dumps(hidden[0].pk, salt=SALT)}"
        assert client.get(passed).status_code == 200
        with mock.patch("django.core.signing.time.time", return_value=time.time() + PUBLIC_SECONDS + 1):
            assert client.get(passed).status_code == 404
    client.force_login(make_user("Viewer"))
    for picture in hidden:
        response = client.get(picture.address(480))
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_a_preview_by_link_shows_the_pictures_for_a_while(client, editor, draft):
    picture = make_picture(draft)
    link = client.post(f"/admin/initiatives/exhibition/{draft.pk}/preview-link/").context_data["link"]
    client.logout()
    page = visit(client, link.removeprefix("http://testserver"))
    address = page.one("figure", cls="record-cover").one("img")["src"]
    assert address.startswith(picture.address(480))
    assert client.get(address).status_code == 200
    other = make_picture(draft)
    assert client.get(address.replace(picture.pk, other.pk)).status_code == 404
    assert client.get(picture.address(480)).status_code == 404


def test_the_pages_show_the_cover_and_the_other_pictures_in_their_order(client):
    show = make_exhibition(slug="show", name_en="Show", name_zh="展览")
    cover = make_picture(show, upload(plain((1000, 500))), credit="敦煌研究院", focus_x=18, focus_y=100)
    last, first = (make_picture(show, caption_en=f"Caption {n}", caption_zh=f"图注{n}", position=n) for n in (3, 2))
    page = visit(client, "/en/exhibitions/show/")
    head = page.one("figure", cls="record-cover")
    image = head.one("img")
    assert image["src"] == cover.address(480)
    assert image["srcset"].split(", ") == [f"{cover.address(width)} {width}w" for width in (480, 960, 1000)]
    assert (image["width"], image["height"], image["alt"], image["loading"]) == ("1000", "500", "A painted cave.", None)
    assert image.classes == ["shot", "fx-20", "fy-100"]
    assert head.one("figcaption").text == "Picture: 敦煌研究院"
    figures = page.one("div", cls="pictures").all("figure")
    assert [figure.one("img")["src"] for figure in figures] == [first.address(480), last.address(480)]
    assert [figure.one("figcaption").text for figure in figures] == ["Caption 2", "Caption 3"]
    assert {figure.one("img")["loading"] for figure in figures} == {"lazy"}
    chinese = visit(client, "/zh-hans/exhibitions/show/")
    assert chinese.one("figure", cls="record-cover").one("img")["alt"] == "一座彩绘洞窟。"
    assert chinese.one("div", cls="pictures").all("figcaption")[0].text == "图注2"
    card = visit(client, "/en/exhibitions/").one("article", cls="card")
    assert card.one("img")["src"] == cover.address(480)
    Picture.objects.filter(pk=cover.pk).update(alt_en="", is_cover=False)
    page = visit(client, "/en/exhibitions/show/")
    assert page.one("figure", cls="record-cover").text == ""
    assert page.one("div", cls="pictures").all("img")[0]["lang"] == "zh-Hans"


def test_a_source_shows_its_pictures_too(client):
    picture = make_picture(make_source(slug="gazette"))
    assert visit(client, "/en/sources/gazette/").one("div", cls="pictures").one("img")["src"] == picture.address(480)


def test_every_kind_of_record_has_pictures_on_its_form():
    forms = [each for each in admin.site._registry.values() if isinstance(each, RecordAdmin)]
    assert len(forms) == 10
    assert [form for form in forms if PictureInline not in form.inlines] == []

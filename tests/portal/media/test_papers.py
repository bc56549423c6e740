"""Private papers: what is taken, who sees it, and that files and rows come and go together."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from initiatives.models import Exhibition
from portal import settings as settings_of_the_project
from portal.access.roles import ROLES
from portal.media import papers
from portal.models import AuditEntry, Paper
from portal.settings import VAR
from tests.admin_pages import ADMINISTRATOR, add_row, filled_in, make_user
from tests.factories import make_exhibition, make_organization, make_source, make_trademark

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PDF = b"%PDF-1.7 a contract"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    return tmp_path


def kept(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


WORD, EXCEL, POWERPOINT = (
    f"application/vnd.openxmlformats-officedocument.{main}.main+xml"
    for main in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
)
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def package(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for part, text in parts.items():
            file.writestr(part, text)
    return content.getvalue()


def office(main, content_type, *parts, encoding="utf-8", named=None):
    """A package whose part `main` is of the content type, by the name that the list of types gives to it."""
    types = f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
    types += f'<Override PartName="{named or f"/{main}"}" ContentType="{content_type}"/></Types>'
    return package(**{"[Content_Types].xml": types.encode(encoding)} | dict.fromkeys((main, *parts), "x"))


def entry(name):
    """One entry of the directory of an older office file."""
    written = f"{name}\0".encode("utf-16-le")
    return (written.ljust(64, b"\0") + len(written).to_bytes(2, "little") + b"\2\1").ljust(128, b"\0")


def older(*names):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + b"".join(map(entry, names))


TAKEN = {
    "pdf": (PDF, ".pdf"),
    "jpeg": (b"\xff\xd8\xff\xe0 photograph", ".jpg"),
    "png": (b"\x89PNG\r\n\x1a\n picture", ".png"),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 ", ".webp"),
    "tiff": (b"II*\0 a scan", ".tif"),
    "pdf-behind-a-byte-order-mark": (b"\xef\xbb\xbf" + PDF, ".pdf"),
    "pdf-behind-headers": (b"HTTP/1.1 200 OK\r\n\r\n\0\0\0\0" + PDF, ".pdf"),
    "ofd": (package(**{"OFD.xml": "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>"}), ".ofd"),
    "docx": (office("word/document.xml", WORD), ".docx"),
    "docx-of-word-for-the-web": (office("word/document2.xml", WORD), ".docx"),
    "docx-of-another-writer": (office("Doc\\Main.xml", WORD, named="/doc/main.xml"), ".docx"),
    "docx-in-utf-16": (office("word/document.xml", WORD, encoding="utf-16"), ".docx"),
    "dotx": (office("word/document.xml", WORD.replace("document.main", "template.main")), ".dotx"),
    "xlsx": (office("xl/workbook22.xml", EXCEL), ".xlsx"),
    "pptx": (office("ppt/presentation.xml", POWERPOINT), ".pptx"),
    "doc": (older("Root Entry", "WordDocument"), ".doc"),
    "xls": (older("Root Entry", "Workbook"), ".xls"),
    "ppt": (older("Root Entry", "PowerPoint Document"), ".ppt"),
}
NO_SORT, MACROS = "This is no PDF", "holds macros"
REFUSED = {
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", NO_SORT),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', NO_SORT),
    "program": (b"MZ\x90\0 this program cannot be run", NO_SORT),
    "pdf-further-on": (b"\n" * 1024 + PDF, NO_SORT),
    "zip": (package(**{"readme.txt": "x"}), NO_SORT),
    "zip-that-is-named-like-word": (package(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "x"}), NO_SORT),
    "main-part-that-is-missing": (office("readme.txt", WORD, named="/word/document.xml"), NO_SORT),
    "types-with-entities": (package(**{"[Content_Types].xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), NO_SORT),
    "zip-that-is-named-like-ofd": (package(**{"OFD.xml": "<html/>"}), NO_SORT),
    "broken-zip": (office("word/document.xml", WORD)[:60], NO_SORT),
    "wav": (b"RIFF\x10\0\0\0WAVEfmt ", NO_SORT),
    "docm-in-other-capitals": (office("word/document.xml", WORD, "word/VBAProject.BIN"), MACROS),  # which names of parts do not tell
    "xlsm-in-utf-16": (office("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroenabled.main+xml", encoding="utf-16"), MACROS),
    "doc-with-macros": (older("Root Entry", "WordDocument", "Macros"), MACROS),
    "xls-with-macros": (older("Root Entry", "Workbook", "_VBA_PROJECT_CUR"), MACROS),
    "installer": (older("Root Entry", "SummaryInformation"), NO_SORT),
    "locked": (older("Root Entry", "EncryptedPackage"), "locked by a password"),
}


def url_of(record):
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"


def attach(client, record, content=PDF, name="contract.pdf", **more):
    """Send the record's form with one more paper on it."""
    url = url_of(record)
    row = add_row(filled_in(client.get(url)), "papers", kind="contract", title="The contract")
    place = int(row["papers-TOTAL_FORMS"][0]) - 1
    return client.post(url, row | {f"papers-{place}-upload": SimpleUploadedFile(name, content)} | more)


@pytest.mark.parametrize(("content", "ending"), TAKEN.values(), ids=TAKEN)
def test_a_file_is_taken_for_what_its_content_is_and_gets_an_ending_that_is_true(content, ending):
    sort = papers.check_paper(SimpleUploadedFile("x.exe", content))
    assert papers.name_for("x.exe", sort) == f"x{ending}"
    assert papers.name_for(f"批复{ending.upper()}", sort) == f"批复{ending.upper()}"


def test_what_is_no_paper_is_refused_in_words_and_leaves_nothing(client, folder):
    """Each is sent as a row of one form: a form takes long to draw."""
    draft = make_exhibition(published_at=None)
    client.force_login(make_user("Editor"))
    sent = filled_in(client.get(url_of(draft)))
    for place, (content, _why) in enumerate(REFUSED.values()):
        sent = add_row(sent, "papers", kind="contract", title=f"The contract {place}")
        sent[f"papers-{place}-upload"] = SimpleUploadedFile("contract.pdf", content)
    page = client.post(url_of(draft), sent)
    (rows,) = [each.formset for each in page.context_data["inline_admin_formsets"] if each.formset.prefix == "papers"]
    refused = {name: form.errors["upload"][0] for name, form in zip(REFUSED, rows.forms, strict=True)}
    assert [name for name, (_content, why) in REFUSED.items() if why not in refused[name]] == []
    assert {why for _content, why in REFUSED.values() if why not in page.content.decode()} == set()
    assert not Paper.objects.exists()
    assert kept(folder) == []


def test_a_name_that_deceives_is_set_right():
    sort = papers.check_paper(SimpleUploadedFile("x", PDF))
    assert papers.name_for("contract\u202efdp.exe", sort) == "contractfdp.pdf"
    assert papers.name_for("../../etc/passwd", sort) == "etcpasswd.pdf"
    assert papers.name_for("报告 v1.2 终稿", sort) == "报告 v1.2 终稿.pdf"
    assert papers.name_for(".pdf", sort) == "pdf.pdf"
    assert len(papers.name_for("长" * 500 + ".pdf", sort)) <= 200


def test_a_file_that_is_too_large_is_refused_with_both_sizes(client, folder, settings):
    settings.PAPER_MEGABYTES = 1
    draft = make_exhibition(published_at=None)
    client.force_login(make_user("Editor"))
    page = attach(client, draft, PDF.ljust(1024 * 1024 + 1)).content.decode()
    assert "at most 1.0\xa0MB are kept" in page
    assert kept(folder) == []


@pytest.mark.parametrize("make", [make_exhibition, make_organization, make_trademark, make_source])
def test_an_editor_adds_a_paper_to_any_draft_and_reads_back_who_did(client, folder, make):
    draft = make(published_at=None)
    editor = make_user("Editor")
    editor.first_name = "王小明"
    editor.save()
    client.force_login(editor)
    assert attach(client, draft, name="合同.pdf").status_code == 302
    paper = Paper.objects.get()
    assert (paper.record_id, paper.file_name, paper.content_type, paper.size) == (draft.pk, "合同.pdf", "application/pdf", len(PDF))
    assert kept(folder) == [paper.pk]
    page = client.get(url_of(draft)).content.decode()
    assert f'href="/admin/papers/{paper.pk}/"' in page
    assert "added by 王小明" in page
    assert 'enctype="multipart/form-data"' in page
    data = filled_in(client.get(url_of(draft))) | {"papers-0-title": "Another title"}
    assert client.post(url_of(draft), data).status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.file_name) == ("Another title", "合同.pdf")


def make_paper(record, title="The contract"):
    paper = Paper(record_id=record.pk, title=title)
    papers.put(paper, SimpleUploadedFile("合同.pdf", PDF))
    paper.save()
    return paper


# who gets the file: V(iewer), E(ditor), P(ublisher), A(dministrator), of a draft or of what is public
@pytest.mark.parametrize("published_at", [None, "now"])
def test_the_file_goes_to_those_with_the_right_alone_and_each_opening_is_written_down(client, published_at):
    paper = make_paper(make_exhibition(published_at=published_at and timezone.now()))
    url = f"/admin/papers/{paper.pk}/"
    assert client.get(url).headers["Location"].startswith("/admin/login/")
    got = ""
    for role in (*ROLES, ADMINISTRATOR):
        client.force_login(make_user(role))
        response = client.get(url)
        assert response.status_code in (200, 403)
        if response.status_code == 200:
            got += role[0]
            assert b"".join(response.streaming_content) == PDF
            assert response["Content-Disposition"].startswith("attachment;")
            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["Content-Security-Policy"].startswith("sandbox")
            assert "no-store" in response["Cache-Control"]
            assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert got == "EPa"
    opened = AuditEntry.objects.filter(action="opened-paper", row=paper.pk).order_by("pk")
    assert [each.user_name for each in opened] == ["editor", "publisher", "administrator"]


def test_no_public_address_leads_to_a_paper(client, folder):
    paper = make_paper(make_exhibition())
    client.force_login(make_user("Publisher"))
    for url in (
        f"/media/papers/{paper.pk}",
        f"/media/private/papers/{paper.pk}",
        f"/private/papers/{paper.pk}",
        f"/static/papers/{paper.pk}",
    ):
        assert client.get(url).status_code == 404, url


def test_papers_are_kept_where_nothing_is_handed_out_from():
    place = Path(settings_of_the_project.STORAGES["private"]["OPTIONS"]["location"])
    assert not any(place.is_relative_to(public) for public in (VAR / "media", VAR / "static", settings_of_the_project.STATICFILES_DIRS[0]))


def test_a_viewer_sees_nothing_of_papers_on_the_form_nor_in_the_history(client):
    draft = make_exhibition(published_at=None)
    make_paper(draft, "Secret terms")
    for role, is_shown in (("Viewer", False), ("Editor", True)):
        client.force_login(make_user(role))
        for page in (url_of(draft), url_of(draft).replace("change", "history")):
            assert ("Secret terms" in client.get(page).content.decode()) == is_shown, (role, page)


def test_an_editor_reads_the_papers_of_a_public_record_and_proposes_a_change_without_them(client):
    exhibition = make_exhibition()
    paper = make_paper(exhibition)
    client.force_login(make_user("Editor"))
    page = client.get(url_of(exhibition)).content.decode()
    assert f'href="/admin/papers/{paper.pk}/"' in page
    assert 'name="papers-0-title"' not in page
    assert 'name="papers-' not in client.get(url_of(exhibition).replace("change", "propose")).content.decode()


def test_an_editor_keeps_the_papers_of_what_is_public_or_scheduled_on_a_page_of_their_own(client, folder):
    client.force_login(make_user("Editor"))
    for when in (timezone.now(), timezone.now() + timedelta(days=1)):
        exhibition = make_exhibition(published_at=when)
        address = url_of(exhibition).replace("change", "papers")
        assert f'href="{address}"' in client.get(url_of(exhibition)).content.decode()
        before = Exhibition.objects.values().get(pk=exhibition.pk)
        form = filled_in(client.get(address))
        assert "name_en" not in form
        row = add_row(form, "papers", kind="contract", title="The contract") | {"name_en": "Smuggled in"}
        sent = client.post(address, row | {"papers-0-upload": SimpleUploadedFile("合同.pdf", PDF)})
        assert sent.headers["Location"] == url_of(exhibition)
        paper = exhibition.papers.get()
        assert paper.added_by.username == "editor"
        assert paper.pk in kept(folder)
        assert Exhibition.objects.values().get(pk=exhibition.pk) == before
        assert "The contract" in AuditEntry.objects.get(action="changed", row=exhibition.pk).detail
        opened = filled_in(client.get(address))
        client.post(address, opened | {"papers-0-title": "The signed contract"})
        stale = client.post(address, opened | {"papers-0-title": "Another title"}).content.decode()
        assert "Somebody saved this after you opened it" in stale
        paper.refresh_from_db()
        assert paper.title == "The signed contract"
    assert len(kept(folder)) == 2


def test_a_row_without_a_file_is_refused_with_what_to_do(client):
    draft = make_exhibition(published_at=None)
    client.force_login(make_user("Editor"))
    data = add_row(filled_in(client.get(url_of(draft))), "papers", kind="contract", title="The contract")
    assert "choose it again then" in client.post(url_of(draft), data).content.decode()
    assert not Paper.objects.exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_a_refused_or_rolled_back_save_leaves_no_file(client, folder, monkeypatch):
    draft = make_exhibition(published_at=None)
    client.force_login(make_user("Editor"))
    assert attach(client, draft, name_en="", name_zh="").status_code == 200
    assert kept(folder) == []

    def fail(*args, **kwargs):
        assert kept(folder) != []
        raise IntegrityError("the last row fails")

    monkeypatch.setattr("portal.admin.records.show_change", fail)
    with pytest.raises(IntegrityError), transaction.atomic():
        attach(client, draft)
    assert kept(folder) == []
    assert not Paper.objects.exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_a_file_goes_when_the_deletion_of_its_row_or_record_is_final_and_not_before(folder, django_capture_on_commit_callbacks):
    record = make_exhibition()
    first, _second = make_paper(record), make_paper(record)
    key = first.pk
    with django_capture_on_commit_callbacks(execute=False):
        first.delete()
    assert len(kept(folder)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        Exhibition.objects.get(pk=record.pk).delete()
    assert kept(folder) == [key]  # whose deletion was never final here


@pytest.mark.engine("sqlite", "postgresql")
def test_files_without_a_row_and_rows_without_a_file_are_found(folder):
    assert papers.orphans() == ([], [])
    lost, whole = make_paper(make_exhibition()), make_paper(make_exhibition())
    Paper.objects.filter(pk=lost.pk).delete()
    Paper.objects.create(record_id=whole.record_id, title="Its file is gone", pk="gone", file_name="a.pdf", size=1, digest="")
    assert papers.orphans() == ([f"papers/{lost.pk}"], ["gone"])


def test_a_row_whose_file_is_missing_answers_that_there_is_none(client):
    client.force_login(make_user("Editor"))
    paper = Paper.objects.create(record_id=make_exhibition().pk, title="Gone", file_name="a.pdf", size=1, digest="")
    assert client.get(f"/admin/papers/{paper.pk}/").status_code == 404
    assert not AuditEntry.objects.filter(action="opened-paper").exists()

"""A sheet that whoever runs the server imports."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from enterprises.models import Enterprise
from portal.models import SheetImport
from tests.admin_pages import make_user
from tests.factories import make_enterprise
from tests.portal.imports.engine_sheets import sheet

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def run(settings, tmp_path, capsys):
    """What `manage.py import_sheet` says of rows of enterprises."""
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "private"}}
    }
    path = tmp_path / "list.csv"

    def run(*rows, user="editor", words=()):
        path.write_bytes(sheet("enterprises", *rows)[1])
        call_command("import_sheet", str(path), "--user", user, "--kind", "enterprises", *words)
        return capsys.readouterr().out

    return run


def test_it_says_what_the_rows_would_do_and_writes_when_it_is_told_to(run):
    make_user("Editor", "editor")
    rows = {"name_zh": "甲一文化"}, {"name_zh": "乙二文化"}
    assert "2 new" in run(*rows)
    assert not Enterprise.objects.exists()
    assert "2 new, 0 changed" in run(*rows, words=["--write"])
    assert SheetImport.objects.get().state == SheetImport.State.WRITTEN, "what was previewed is what was confirmed"
    assert "Nothing would be written" in run(*rows, words=["--write"])
    with pytest.raises(CommandError, match="wrong"):
        run({"name_zh": "丙三文化", "website": "no address"}, words=["--write"])
    with pytest.raises(CommandError, match="No account"):
        run(*rows, user="viewer")


def test_what_is_public_is_changed_on_the_page(run):
    make_user("Publisher", "publisher")
    known = make_enterprise(name_zh="丙三文化", published_at=timezone.now())
    with pytest.raises(CommandError, match="public"):
        run({"key": known.pk, "website": "https://www.example.com/"}, user="publisher", words=["--write"])

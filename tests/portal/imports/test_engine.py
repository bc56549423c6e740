"""Imports of sheets: what is previewed is written, all or nothing, and can be taken back."""

import pytest

from enterprises.models import Enterprise
from portal.imports.running import ask_for
from portal.models import AuditEntry, Record, SheetImport
from tests.admin_pages import make_user
from tests.factories import make_enterprise
from tests.portal.imports.engine_sheets import read_sheet, states

pytestmark = pytest.mark.django_db
CODE, OTHER_CODE = "911000001000013428", "914403001922038216"
Job, State = SheetImport.Job, SheetImport.State


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


@pytest.fixture
def editor():
    return make_user("Editor")


def test_a_list_of_enterprises_becomes_drafts_is_written_once_and_taken_back(editor):
    known = make_enterprise(name_zh="甘肃丝路文化有限公司", credit_code=CODE, website="", published_at=None)
    rows = [
        {"name_zh": "甘肃丝路文化股份有限公司", "credit_code": CODE, "website": "https://www.example.com/"},
        {"name_zh": "兰州飞天科技有限公司", "credit_code": OTHER_CODE, "region_zh": "甘肃省"},
    ]
    kept = read_sheet(editor, "enterprises", *rows)
    assert (kept.state, states(kept)) == (State.PREVIEW, ["changed", "new"])
    assert kept.rows.first().changes == [
        ["name_zh", "甘肃丝路文化有限公司", "甘肃丝路文化股份有限公司"],
        ["website", "", "https://www.example.com/"],
    ]
    ask_for(kept, Job.WRITE, editor)
    assert (kept.state, kept.failure, kept.outcome["new"], kept.outcome["changed"]) == (State.WRITTEN, "", 1, 1)
    made = Enterprise.objects.get(credit_code=OTHER_CODE)
    assert (made.published_at, made.responsible_id, made.slug) == (None, editor.pk, "lan-zhou-fei-tian-ke-ji-you-xian-gong-si")
    assert [(row.history_type, row.history_change_reason, row.history_user_id) for row in made.history.all()] == [
        ("+", f"import:{kept.pk}", editor.pk)
    ]
    assert AuditEntry.objects.filter(row=made.pk, action="added").exists()
    again = read_sheet(editor, "enterprises", *rows)
    assert states(again) == ["same", "same"]
    ask_for(kept, Job.UNDO, editor)
    assert (kept.state, kept.outcome["gone"], kept.outcome["restored"]) == (State.UNDONE, 1, 1)
    assert not Record.objects.filter(pk=made.pk).exists()
    known.refresh_from_db()
    assert (known.name_zh, known.website) == ("甘肃丝路文化有限公司", "")

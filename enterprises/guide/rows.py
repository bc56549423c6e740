"""Made-up rows for the pictures of the guide: an example enterprise, its marks, and what became of them."""

from datetime import UTC, date, datetime

from enterprises.models import Enterprise, Trademark, TrademarkRegistration
from portal.guide.pictures import register_rows
from portal.models import ImportedRow, SheetImport


@register_rows
def make_example_rights(people):
    owner = Enterprise.objects.create(
        id="example-enterprise", kind="enterprise", slug="example-enterprise", name_en="Example Enterprise", name_zh="示例企业"
    )
    mark = Trademark.objects.create(
        id="example-mark-a",
        kind="trademark",
        slug="example-mark-a",
        name_en="Example mark A",
        name_zh="示例商标甲",
        owner=owner,
        responsible_id=people["Editor"].pk,
    )
    TrademarkRegistration.objects.create(
        id="example-registration",
        trademark=mark,
        territory="CN",
        number="00000001",
        nice_class=25,
        registered_on=date(2017, 3, 1),
        expires_on=date(2027, 2, 28),
    )


@register_rows
def make_example_import(people):
    """A sheet that waits to be confirmed: two rows that are new, one that is wrong, one that is like an enterprise of the portal."""
    sheet_import = SheetImport.objects.create(
        id="example-import",
        kind="enterprises",
        state=SheetImport.State.PREVIEW,
        file_name="example.xlsx",
        size=12_000,
        sheet="1",
        by_id=people["Editor"].pk,
        at=datetime(2026, 9, 1, 9, 30, tzinfo=UTC),
        total=4,
    )
    rows = {"sheet_import": sheet_import}
    wrong = {"of": "cell", "place": "C6", "column": "credit_code", "value": "9.16205E+17", "reason": "9.16205E+17"}
    wrong |= {"remedy": "", "choices": []}
    ImportedRow.objects.create(number=5, state="new", name="示例企业庚", **rows)
    ImportedRow.objects.create(number=6, state="wrong", name="示例企业辛", problems=[wrong], **rows)
    ImportedRow.objects.create(number=7, state="like", name="示例企业（集团）", candidates=[["example-enterprise", "示例企业"]], **rows)
    ImportedRow.objects.create(number=8, state="new", name="示例企业壬", **rows)

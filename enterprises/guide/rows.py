"""Made-up rows for the pictures of the guide: an example enterprise, its marks, and what became of them."""

from datetime import date

from enterprises.models import Enterprise, Trademark, TrademarkRegistration
from portal.guide.pictures import register_rows


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

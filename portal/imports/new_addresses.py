"""The addresses of many new records at once: made of their names as forms make them, each one that nobody has or had."""

from portal.admin.form.record_form import address_stem, with_number
from portal.models import Record, SlugRedirect

ADDRESSES_READ = 10_000  # in memory beside the set


def give_addresses(plan):
    """Give each new record of a ImportPlan an address, where its row gives none."""
    if not plan.kind.is_of_records:
        return
    records = [each.instance for each in plan.added if "slug" not in each.named]
    taken = addresses_taken() if records else set()
    for record in records:
        record.slug = with_number(address_stem(record), taken)
        taken.add(record.slug)


def addresses_taken():
    """All addresses that records have or had: of 100,000 some 10 MB for as long as an import is written."""
    taken = set(Record.objects.order_by().values_list("slug", flat=True).iterator(chunk_size=ADDRESSES_READ))
    return taken.union(SlugRedirect.objects.order_by().values_list("slug", flat=True))

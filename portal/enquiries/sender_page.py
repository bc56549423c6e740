"""The page of an enquiry for its sender: what became of it, and the answers."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from portal.enquiries.form import name_of_page
from portal.enquiries.handling import rows_in_words
from portal.models import Enquiry, EnquiryStep, Record
from portal.server.refusals import read_only


@never_cache
@read_only
def status(request, token):
    """The sender's page of the enquiry with this `token`: its fields, its state, the answers. Whoever has the address may read it."""
    enquiry = Enquiry.objects.filter(token=token, wiped_at=None).first()
    if enquiry is None:
        raise Http404
    records = list(Record.objects.published().filter(pk__in=enquiry.records.values("pk")).specific())
    response = render(
        request,
        "portal/enquiry_status.html",
        {
            "enquiry": enquiry,
            "rows": rows_in_words(enquiry, get_language()),
            "page_name": name_of_page(enquiry.page),
            "records": records,
            "gone": enquiry.records.count() - len(records),
            "passed_on": enquiry.steps.filter(sort=EnquiryStep.Sort.PASSED_ON).last(),
            "answers": enquiry.steps.filter(sort=EnquiryStep.Sort.ANSWER),
            "is_new": "sent" in request.GET,
            "answer_days": settings.ENQUIRY_ANSWER_DAYS,
            "retention_days": settings.ENQUIRY_DAYS,
        },
    )
    response["Referrer-Policy"] = "no-referrer"  # the address is a key
    return response

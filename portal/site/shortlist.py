"""The visitor's shortlist: records kept in a cookie, without an account; a page of them, and some of them side by side."""

import re

from django.conf import settings
from django.core import signing
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from portal.models import Record
from portal.models.records import with_card_parts
from portal.review import withdrawn
from portal.server.refusals import is_from_elsewhere, read_only, refuse
from portal.site.arrangement import COOKIE_SECONDS, arrangement, is_own_address
from portal.site.facts import Sheet, side_by_side
from portal.site.footnotes import Footnotes

SHORTLIST_COOKIE = "shortlist"
MOST_KEPT = 30  # records of a shortlist
SIDE_BY_SIDE = 2, 4  # the fewest and the most records of a comparison
RECORD_KEY = re.compile(r"[-\w]{1,64}", re.ASCII)
SALT, LONGEST_CHECK = "portal.shortlist", 60  # for how many seconds the address that sees whether a cookie was kept does so


def all_keys_in(texts):
    """The keys among `texts`, each once, in order."""
    return list(dict.fromkeys(text for text in texts if RECORD_KEY.fullmatch(text)))


def keys_in(texts):
    """The same, no more than MOST_KEPT."""
    return all_keys_in(texts)[:MOST_KEPT]


def keys_kept(request):
    """The keys on the visitor's shortlist."""
    return keys_in(request.COOKIES.get(SHORTLIST_COOKIE, "").split("."))


def asked_keys(request):
    """(keys of the address, or else of the visitor's own shortlist; whether the address named them)."""
    named = keys_in(request.GET.getlist("r"))
    return (named, True) if named else (keys_kept(request), False)


def public(keys):
    """The public records among `keys`, in their order, as their cards want them."""
    records = Record.objects.published().filter(pk__in=keys).specific().for_cards()
    found = {record.pk: record for record in with_card_parts(list(records))}
    return [found[key] for key in keys if key in found]


def public_keys(keys):
    """Those of `keys` whose records are public, in their order."""
    found = set(Record.objects.published().filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return [key for key in keys if key in found]


def query(keys):
    return urlencode([("r", key) for key in keys])


def context(request):
    """For every page: the keys of the public records on the shortlist. Without a shortlist nothing is asked."""
    return {"shortlist": SimpleLazyObject(lambda: public_keys(keys_kept(request)))}


def varies(get_response):
    """The middleware that tells caches what `context` means: every page shows the visitor's own shortlist."""

    def answer(request):
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response

    return answer


@csrf_exempt  # a page for everybody carries no token; that the form is ours is seen by where it comes from
def change(request):
    """Takes a record (`take`) into the shortlist or out of it (`drop`), several at once, or empties it (`clear`)."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("shortlist"))
    if is_from_elsewhere(request):
        return refuse(request, 403, _("This form could not be accepted"), _("It was sent by another site. Nothing was changed."))
    keys = [] if "clear" in request.POST else keys_kept(request)
    dropped = request.POST.getlist("drop")
    keys = [key for key in keys if key not in dropped]
    wanted = [key for key in keys_in(request.POST.getlist("take")) if key not in keys]
    keys += public_keys(wanted)
    if len(keys) > MOST_KEPT:
        keys = public_keys(keys)  # room for more, where some are not public any more
    if len(keys) > MOST_KEPT:
        return refuse(
            request,
            400,
            _("The saved list is full"),
            _("It holds %(most)d entries. Take one out before you save another; nothing was changed.") % {"most": MOST_KEPT},
        )
    back = way_back(request)
    check = (
        f"{reverse('shortlist')}?{query(keys)}&back={signing.dumps(back, salt=SALT)}"
        if keys and SHORTLIST_COOKIE not in request.COOKIES
        else ""
    )
    if wants_json(request):
        shown = public_keys(keys)
        response = JsonResponse({"count": len(shown), "keys": shown, "check": check})
    else:
        response = HttpResponseRedirect(check or back)
    response.set_cookie(SHORTLIST_COOKIE, ".".join(keys), max_age=COOKIE_SECONDS, secure=not settings.LOCAL, httponly=True, samesite="Lax")
    return response


def wants_json(request):
    return "application/json" in request.headers.get("Accept", "")


def way_back(request):
    """The page that the form stood on, as far as it is ours; else the shortlist."""
    address = request.POST.get("next", "")
    if is_own_address(request, address):
        key = next(iter(request.POST.getlist("take") + request.POST.getlist("drop")), "")
        return address + (f"#keep-{key}" if RECORD_KEY.fullmatch(key) and "#" not in address else "")
    return reverse("shortlist")


def just_changed(request):
    """The page on which the list was changed a moment ago for the first time, empty for any other request: the answer to that set a
    cookie, and by this one it is seen whether the browser keeps any."""
    try:
        return signing.loads(request.GET.get("back", ""), salt=SALT, max_age=LONGEST_CHECK)
    except signing.BadSignature:
        return ""


@cache_control(private=True, no_cache=True)
@read_only
def shortlist(request):
    """The records of the visitor's list, or of one that somebody shared (`?r=`), and what can be done with them."""
    keys, is_shared = asked_keys(request)
    own, back = keys_kept(request), just_changed(request)
    if back and wants_json(request):
        return JsonResponse({"keys": public_keys(own)})
    if back and own:
        return HttpResponseRedirect(back)
    records = public(keys)
    shown = [record.pk for record in records]
    gone = withdrawn.among(set(keys) - set(shown)) if len(shown) < len(keys) else ()
    return render(
        request,
        "portal/shortlist.html",
        {
            "records": records,
            "gone": len(gone),
            "left_out": max(len(all_keys_in(request.GET.getlist("r"))) - MOST_KEPT, 0),
            "most_kept": MOST_KEPT,
            "unknown": len(keys) - len(shown) - len(gone),
            "is_shared": is_shared and keys != own and not back,
            "is_not_kept": bool(back),
            "back": back,
            "arrangement": arrangement(request),
            "query": query(shown),
            "share": request.build_absolute_uri(f"{reverse('shortlist')}?{query(shown)}"),
            "here": "shortlist",
            "fewest": SIDE_BY_SIDE[0],
            "most": SIDE_BY_SIDE[1],
        },
    )


@read_only
def comparison(request):
    """Two to four records field by field. Its address carries them: one without any leads to that of the visitor's own list."""
    keys, is_named = asked_keys(request)
    records = public(keys)
    fewest, most = SIDE_BY_SIDE
    if not fewest <= len(records) <= most:
        return render(request, "portal/compare.html", {"records": records, "most": most, "table": None, "ticked": is_named})
    if not is_named:
        return HttpResponseRedirect(f"{reverse('compare')}?{query(record.pk for record in records)}")
    sheets = [Sheet(record, request) for record in records]
    footnotes = footnotes_of(sheets)
    table, unstated = side_by_side(sheets)
    context = {"table": table, "unstated": unstated, "footnotes": footnotes}
    return render(
        request, "portal/compare.html", context | {"records": records, "query": query(record.pk for record in records), "here": "shortlist"}
    )


def footnotes_of(sheets):
    """The numbered passages of several records, each once."""
    statements = {statement.pk: statement for sheet in sheets for statement in sheet.statements}
    cited = [pair for sheet in sheets for pair in sheet.cited()]
    counted = [(row, saying) for row, saying in cited if row.pk not in statements]
    return Footnotes(list(statements.values()), counted)

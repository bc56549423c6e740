"""The public lists as text files, filtered and ordered as the list is: what anybody may read, one row for each record or for each part."""

import threading
from collections import defaultdict
from itertools import chain, islice
from operator import attrgetter

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import path, resolve, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from portal.exchange.csv_lists import csv_lines
from portal.models.kinds import collections
from portal.search.refreshing import index_what_changed
from portal.server.costly_work import Busy, or_again
from portal.server.refusals import read_only
from portal.sheets.columns import Column
from portal.sheets.naming import Naming
from portal.sheets.outgoing import in_text, kind_of_list, parts_of_list, public_columns

RECORDS_AT_ONCE = 500  # in memory, with what is loaded beside them
RECORDS_WITH_PARTS_AT_ONCE = 50  # of which each may have hundreds
LINES_IN_ONE_PIECE = 2000
CSV = "text/csv; charset=utf-8"
OWN_ROWS = "list"  # the name of the file with one row for each record: "exhibitions/list.csv"
streams = threading.BoundedSemaphore(max(1, settings.WEB_THREADS // 4))  # files that a process sends at a time: each holds a thread


class OneOfFew:
    """`lines`, an iterator, while a process sends few such; the response that sends it closes it. Raises Busy where there are too many."""

    def __init__(self, lines):
        if not streams.acquire(blocking=False):
            raise Busy
        self.lines, self.is_open = lines, True

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.lines)

    def close(self):
        if self.is_open:
            self.is_open = False
            streams.release()


def files_of(collection):
    """{name of a file: (SheetKind, path)} of a Collection; the path leads from a part to its record, and is empty for the records."""
    model = list_view(collection).model
    own = kind_of_list(model)
    parts = {kind.code: (kind, way) for kind, way in parts_of_list(model) if kind.public_rows}
    return {OWN_ROWS: (own, "")} | parts if own and own.public_rows else {}


def links_to_files(collection, query):
    """[(address, label)] of the files of a list that is asked for by `query`, "?country=SG"."""
    name = f"{collection.segment}-file"
    return [
        (reverse(name, args=[code]) + query.removesuffix("?"), collection.title if code == OWN_ROWS else capfirst(str(kind.label)))
        for code, (kind, _way) in files_of(collection).items()
    ]


def addresses_of_files():
    return [path(f"{each.segment}/<slug:rows>.csv", file_view(each), name=f"{each.segment}-file") for each in collections()]


def file_view(collection):
    """The view of the files of a Collection, which reads what its list reads."""

    @read_only
    @or_again
    def view(request, rows):
        return list_file(request, collection, rows)

    view.parameters = lambda: list_view(collection).parameters()
    return view


def list_view(collection):
    return resolve(reverse(collection.address)).func.view_class


def list_file(request, collection, rows):
    """What a list holds, in one piece where it is short: then it is kept as pages are."""
    files = files_of(collection)
    if rows not in files:
        raise Http404
    index_what_changed()
    listed = list_view(collection)()
    listed.setup(request)
    keys = [*listed.get_filterset(listed.get_filterset_class()).qs.values_list("pk", flat=True)]
    rest = csv_lines(public_lines(*files[rows], keys, f"{request.scheme}://{request.get_host()}", get_language()))
    sent = OneOfFew(rest)
    try:
        first = [*islice(sent, LINES_IN_ONE_PIECE)]
    except BaseException:
        sent.close()
        raise
    if len(first) < LINES_IN_ONE_PIECE:
        sent.close()
        response = HttpResponse("".join(first), content_type=CSV)
    else:
        sent.lines = chain(first, rest)
        response = StreamingHttpResponse(sent, content_type=CSV)
    name = collection.segment if rows == OWN_ROWS else f"{collection.segment}-{rows}"
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate()}.csv"'
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def public_lines(kind, way, keys, root, language):
    """The headings and the rows, as texts, of the records of `keys`, in their order."""
    columns = public_columns(kind)
    if not way:
        columns += (Column("page", _("page"), (), None, lambda record: root + record.get_absolute_url()),)
    naming = Naming(for_public=True)
    with override(language):
        yield [capfirst(str(column.public_label or column.label)) for column in columns]
    at_once = RECORDS_WITH_PARTS_AT_ONCE if way else RECORDS_AT_ONCE
    for start in range(0, len(keys), at_once):
        some = keys[start : start + at_once]
        with override(language):
            found = rows_by_record(kind, way, some)
            lines = [[in_text(naming(column.write(row))) for column in columns] for key in some for row in found[key]]
        yield from lines


def rows_by_record(kind, way, keys):
    """{key of a record: its rows that are public}"""
    rows = kind.loaded(kind.public_rows())
    found = defaultdict(list)
    if not way:
        for record in rows.filter(pk__in=keys).order_by():
            found[record.pk].append(record)
        return found
    key_of = attrgetter(f"{way.replace('__', '.')}_id")
    for row in rows.filter(**{f"{way}__in": keys}):
        found[key_of(row)].append(row)
    return found

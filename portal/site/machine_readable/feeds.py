"""Atom feeds: what is new or changed among the public records, of every kind or of one, and the corrections."""

import re
import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language, gettext, pgettext

from portal.listing.kept import kept
from portal.models import Correction, Listed, Record
from portal.models.first_rows import first_of_each
from portal.models.made_up import titled_as_made_up
from portal.models.records import tables
from portal.search.refreshing import index_what_changed
from portal.site.corrections import no_longer_shown
from portal.site.machine_readable.head_links import present_tag
from portal.text.fields import of_reader

MOST_ENTRIES = 50
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 cannot write it at all
NAMESPACE = uuid.UUID("5f6d3a52-0f0e-4c8a-9a3c-6a2f1f1d7c11")  # of the ids: they must outlive any address


def stable_id(*names):
    """An id that stays when addresses change, and differs between languages."""
    return uuid.uuid5(NAMESPACE, "/".join((get_language(), *names))).urn


def writable(text):
    """The text without what XML cannot write; what stands there, such as the line break of a slide, becomes a space."""
    return NOT_IN_XML.sub(" ", text)


def last_changed(collection=None):
    """The public records that changed last, with `changed_at`, of a Collection or of all: of each table as an index has them."""
    index_what_changed()
    listed = Listed.objects.public().order_by("-changed_at", "record_id")
    if collection:
        parts = [listed.filter(accessor=collection.accessor, kind__in=collection.kinds)]
    else:
        parts = [listed.filter(accessor=accessor) for accessor in tables()]
    keys = [key for of_table in first_of_each(parts, MOST_ENTRIES) for key in of_table]
    records = Record.objects.published().filter(pk__in=keys).annotate(changed_at=Greatest("published_at", "updated_at"))
    return list(records.order_by("-changed_at", "id")[:MOST_ENTRIES])


class AtomFeed(Atom1Feed):
    def latest_post_date(self):
        """The same each time for a feed in which nothing stands yet: Django has the present moment, and so a change."""
        return super().latest_post_date() if self.items else datetime.fromtimestamp(0, UTC)

    def root_attributes(self):
        return super().root_attributes() | {"xml:lang": present_tag()}


class PortalFeed(Feed):
    """What all feeds of the portal share: a subclass gives `name`, `about()`, `items()`, and what each is `called` and `says`."""

    feed_type = AtomFeed
    name, about, called, says = "", None, None, None

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        response["Content-Type"] = "application/atom+xml; charset=utf-8"
        response["Cache-Control"] = "no-cache"  # asked for again each time: what was withdrawn is gone at the next request
        return response

    def title(self):
        return pgettext("between a list and the portal", "%(list)s · %(portal)s") % {
            "list": titled_as_made_up(self.about()),
            "portal": gettext("Going Global"),
        }

    def item_title(self, item):
        return writable(self.called(item))

    def item_description(self, item):
        """As HTML, which is what Django labels it: its paragraphs stay apart, and what looks like markup is read as written."""
        return linebreaks(writable(self.says(item)), autoescape=True) or None

    def feed_guid(self):
        return stable_id("feed", self.name)

    def author_name(self):
        return of_reader(settings.PORTAL_HOST) or gettext("Going Global")


class RecordFeed(PortalFeed):
    """The records that were published or changed last, of one Collection where that is given."""

    def __init__(self, collection=None):
        self.collection = collection
        self.name = collection.segment if collection else ""

    def about(self):
        return str(self.collection.title) if self.collection else gettext("New and changed")

    def link(self):
        return reverse(self.collection.address if self.collection else "home")

    def subtitle(self):
        return gettext("What was published or changed last")

    def items(self):
        return kept("feed", lambda: last_changed(self.collection), self.name)

    def called(self, record):
        return record.title

    def says(self, record):
        return record.summary

    def item_guid(self, record):
        return stable_id("record", record.pk)

    def item_pubdate(self, record):
        return record.published_at

    def item_updateddate(self, record):
        return record.changed_at

    def item_categories(self, record):
        return [str(record.get_kind_display())]


class CorrectionFeed(PortalFeed):
    name = "corrections"

    def about(self):
        return gettext("Corrections")

    def link(self):
        return reverse("corrections")

    def subtitle(self):
        told = gettext("What was changed in a published figure, when and why.")
        return "\n".join([told, *no_longer_shown()])

    def items(self):
        return Correction.objects.published().select_related("record")[:MOST_ENTRIES]

    def called(self, correction):
        return correction.record.title

    def says(self, correction):
        return f"{correction}\n{correction.reason}"

    def item_guid(self, correction):
        return stable_id("correction", correction.pk)

    def item_pubdate(self, correction):
        return correction.at

    item_updateddate = item_pubdate

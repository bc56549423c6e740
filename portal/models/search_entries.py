"""What the search looks through."""

from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from portal.models.kept_sql import QuerySet
from portal.models.public import names_nothing_hidden


class SearchEntryQuerySet(QuerySet):
    def public(self):
        """Those whose source, if they have one, is published."""
        return self.filter(names_nothing_hidden(self.model, "source"))

    def holding(self, words, only_begins=False):
        """Those that hold all `words` (not empty; letters and digits, one of the private-use characters before them or none), or
        with `only_begins` words that begin with them."""
        return self.holding_any([], [words]) if only_begins else self.holding_any([words])

    def holding_any(self, groups, beginnings=()):
        """Those that hold all words of one of `groups`, lists of words, or words that begin with all of one of `beginnings`."""
        if connection.vendor == "postgresql":
            wanted = [" & ".join(f"'{word}'" for word in group) for group in groups]
            wanted += [" & ".join(f"'{word}':*" for word in group) for group in beginnings]
            expression = " | ".join(wanted)  # & binds closer
            return self.filter(pk__in=RawSQL("SELECT id FROM portal_searchentry WHERE word_vector @@ %s::tsquery", [expression]))
        wanted = [" AND ".join(f'"{word}"' for word in group) for group in groups]
        wanted += [" AND ".join(f'"{word}"*' for word in group) for group in beginnings]
        expression = " OR ".join(wanted)  # AND binds closer
        return self.filter(pk__in=RawSQL("SELECT rowid FROM portal_searchentry_fts WHERE portal_searchentry_fts MATCH %s", [expression]))


class SearchEntry(models.Model):
    """The words by which the public finds a record. Written only by `portal.search.index.index`.

    One row without a source holds the record's own words, one for each source it cites what that source says, so that
    what only an unpublished source says is never found.
    """

    record = models.ForeignKey("portal.Record", models.CASCADE, related_name="+", verbose_name=_("record"))
    source = models.ForeignKey("portal.Source", models.CASCADE, null=True, related_name="+", verbose_name=_("source"))
    words = models.TextField(_("words"))

    objects = SearchEntryQuerySet.as_manager()

    IN_PUBLIC = True

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["record_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["record", "source"], name="search_entry_once_per_source"),
            models.UniqueConstraint(fields=["record"], condition=Q(source=None), name="search_entry_once_without_source"),
        ]

    def __str__(self):
        return f"{self.record_id}: {self.words[:60]}"

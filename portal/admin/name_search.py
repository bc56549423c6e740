"""How the lists and choices of the admin are searched: names are found as visitors find them, drafts and what only staff read too."""

from django.contrib import admin, messages
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.admin.row_counts import kept_search
from portal.models import Record
from portal.models.many_keys import among_keys, as_value
from portal.search.spelling import Vocabulary, respelled
from portal.search.suggestions import is_named

NAME_COLUMN = "name_en"
MOST_KEYS_AT_ONCE = 5000  # keys of records found by a word that are given to the database again; of more it looks for them anew


class FindsByName(admin.ModelAdmin):
    """An admin whose search also finds records by the pinyin of their names, by their words in any order, and after a slip.

    `search_fields` says by which names: "record__name_en" is the name of the record at `record`.
    """

    def get_paths_of_names(self):
        """The lookups of the records whose names are searched: "pk" for the rows themselves."""
        for name in self.search_fields:
            path = name.removesuffix(NAME_COLUMN).removesuffix("__")
            if name.endswith(NAME_COLUMN) and issubclass(self.model_at(path), Record):
                yield path or "pk"

    def model_at(self, path):
        model = self.model
        for step in filter(None, path.split("__")):
            model = model._meta.get_field(step).related_model
        return model

    def get_search_results(self, request, queryset, search_term):
        found, has_doubles = super().get_search_results(request, queryset, search_term)
        paths = list(self.get_paths_of_names())
        if not paths or not search_term.strip():
            return found, has_doubles

        def named(text):
            rows = Record.objects.named_like(text, for_staff=True).order_by()
            first = rows.values_list("pk", flat=True)[: MOST_KEYS_AT_ONCE + 1]  # a page asks for them three times
            some = kept_search("named for staff", lambda: list(first), text)
            keys = rows.values("pk") if len(some) > MOST_KEYS_AT_ONCE else among_keys(as_value(some))
            return Q(*(Q(**{f"{path}__in": keys}) for path in paths), _connector=Q.OR)

        by_name = named(search_term)
        results = queryset.filter(Q(pk__in=found.order_by().values("pk")) | by_name)
        if paths == ["pk"] and not any(letter.isdigit() for letter in search_term):  # no number or code, which the index does not hold
            by_index = queryset.filter(by_name)
            if by_index.exists():  # and no name need be read through
                return by_index, False
        if not results.exists():
            vocabulary = Vocabulary(for_staff=True)
            meant = respelled(search_term, vocabulary, vocabulary.has, still_typed=True)
            near = queryset.filter(named(meant)) if meant else queryset.none()
            if near.exists():
                if request.resolver_match.url_name.endswith("_changelist"):
                    text = _("No name holds “%(words)s”. Near it: “%(meant)s”") % {"words": search_term, "meant": meant}
                    messages.info(request, text)
                return near, False
        return results, False


class FindsTerms(admin.ModelAdmin):
    """An admin of terms, which are few: they are found by their pinyin, too."""

    def get_search_results(self, request, queryset, search_term):
        found, has_doubles = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, has_doubles
        keys = [term.pk for term in queryset if is_named([term.name_en, term.name_zh], search_term)]
        return queryset.filter(Q(pk__in=found.order_by().values("pk")) | Q(pk__in=keys)), has_doubles

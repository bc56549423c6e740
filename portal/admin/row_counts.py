"""How many rows a list of the admin has and which stand on a page, which many would be gone through for on each request."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from portal.listing.kept import kept, kept_in_places
from portal.models import Record
from portal.models.generations import is_in_public

KEPT_SEARCHES = 8  # searches of staff of which a process keeps what they find
MOST_ORDERED_ROWS = 5000  # rows of one


def number_of_rows(model):
    """How many rows the list of `model` has: where they are in public, as the state of what is public knows it."""
    count = model._default_manager.count
    return kept("rows of a list", count, model._meta.label) if is_in_public(model) else count()


def without_own_columns(rows):
    """Where `rows` are all records of a model of their own: the same rows of Record, in their order, which an index has by itself."""
    if rows.model is Record or not issubclass(rows.model, Record):
        return rows
    return Record.objects.filter(kind__in=rows.model.KINDS).order_by(*rows.query.order_by)


class WholeList(Paginator):
    """The pages of a list of rows in public that nothing narrows, in an order of their own that `order` names: all would be gone through
    for one page where no index has it. Another order, for which it is empty, may be by rows in private, such as who is in charge."""

    def __init__(self, order, *arguments):
        self.order = order
        super().__init__(*arguments)

    @cached_property
    def count(self):
        return number_of_rows(self.object_list.model)

    def page(self, number):
        if not self.order:
            return super().page(number)
        number = self.validate_number(number)
        rows = without_own_columns(self.object_list).values_list("pk", flat=True)[(number - 1) * self.per_page : number * self.per_page]
        keys = kept("page of a list", lambda: list(rows), self.object_list.model._meta.label, self.order, self.per_page, number)
        return self._get_page(self.object_list.filter(pk__in=keys), number, self)


def kept_search(name, make, *key):
    """What `make()` gives of a search of staff among rows in public."""
    return kept_in_places(name, make, *key, places=KEPT_SEARCHES)


class FoundList(Paginator):
    """The pages of what words, or one filter, find, where nothing else narrows it: counted and put in order once. `search` is all that
    the rows and their order depend on; `all_rows` is the queryset of all, in the same order."""

    def __init__(self, search, all_rows, *arguments):
        self.search, self.all_rows = search, all_rows
        super().__init__(*arguments)

    @cached_property
    def found(self):
        """([keys in order], their number); of more than MOST_ORDERED_ROWS only the number."""

        def find():
            keys = list(self.object_list.values_list("pk", flat=True)[: MOST_ORDERED_ROWS + 1])
            return (keys, len(keys)) if len(keys) <= MOST_ORDERED_ROWS else ([], self.object_list.count())

        return kept_search("found by staff", find, *self.search)

    @property
    def count(self):
        return self.found[1]

    def page(self, number):
        keys, _number = self.found
        if not keys:
            return super().page(number)
        number = self.validate_number(number)
        rows = self.all_rows.filter(pk__in=keys[(number - 1) * self.per_page : number * self.per_page])
        return self._get_page(rows, number, self)

"""How many rows a list of the admin has, which a whole table would be gone through for on each request."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from portal.listing.kept import kept
from portal.models.generations import is_in_public


def number_of_rows(model):
    """How many rows the list of `model` has: where they are in public, as the state of what is public knows it."""
    count = model._default_manager.count
    return kept("rows of a list", count, model._meta.label) if is_in_public(model) else count()


class WholeList(Paginator):
    """The pages of a list that nothing narrows."""

    @cached_property
    def count(self):
        return number_of_rows(self.object_list.model)

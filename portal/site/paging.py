"""The pages of a list: one that is not there shows the nearest that is, since lists grow shorter and addresses stay."""


def nearest(text, last):
    """The number of the page that `text` asks for among those from 1 to `last`: 999 → `last`, -1 → 1, abc → 1."""
    if text == "last":
        return last
    try:
        return min(max(int(text), 1), last)
    except ValueError:  # no number, or one of thousands of digits
        return 1


class NearestPage:
    """For a list view with `paginate_by`. Takes the place of Django's 404 for a page that is not there."""

    def paginate_queryset(self, queryset, page_size):
        paginator = self.get_paginator(queryset, page_size)
        page = self.nearest_page(paginator)
        return paginator, page, page.object_list, page.has_other_pages()

    def nearest_page(self, paginator):
        asked = self.kwargs.get(self.page_kwarg) or self.request.GET.get(self.page_kwarg, "")
        return paginator.page(nearest(asked, paginator.num_pages))

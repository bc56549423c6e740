"""Choices of rows that have forms of their own, with the links that add, change or show one: these are drawn once."""

import copy

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.text.plain_controls import html_of

PLACE_OF_NAME, PLACE_OF_WIDGET = "\x00name\x00", "\x00widget\x00"
_around = {}  # {what decides: the HTML with these two in it}


class NotDrawn:
    """Stands in the place of the control itself."""

    def __init__(self, widget):
        self.is_hidden = widget.is_hidden

    def render(self, name, value, attrs=None):
        return SafeString(PLACE_OF_WIDGET)


class RelatedControl(RelatedFieldWidgetWrapper):
    """Django's, but for its links: what leads to which page depends on the language, the relation and the rights alone."""

    def render(self, name, value, attrs=None, renderer=None):
        rights = (self.can_add_related, self.can_change_related, self.can_delete_related, self.can_view_related)
        key = (get_language(), self.admin_site.name, id(self.rel), self.is_hidden, *map(bool, rights))
        if key not in _around:
            without = copy.copy(self)
            without.widget = NotDrawn(self.widget)
            _around[key] = super(RelatedControl, without).render(PLACE_OF_NAME, None, renderer=renderer)
        control = self.widget.render(name, value, attrs)
        return SafeString(_around[key].replace(PLACE_OF_NAME, html_of(name)).replace(PLACE_OF_WIDGET, control))

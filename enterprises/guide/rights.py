"""The chapter about a year with rights: what is entered, what it comes to by law, who is told, and what is done about it."""

from django.utils.translation import gettext_lazy as _

from enterprises.guide.due import ON_DUE
from enterprises.guide.entering import ON_ENTERED
from enterprises.guide.happening import ON_HAPPENED
from portal.guide.chapters import add_chapter

add_chapter(
    10,
    "rights",
    _("A year with rights"),
    _(
        "Marks are registered for a term, and customs protects them for one. You enter what certificates say; the portal derives by law"
        " what must be done, until when, and tells whoever is in charge. The pictures show made-up marks."
    ),
    *ON_ENTERED,
    *ON_HAPPENED,
    *ON_DUE,
)

"""The pages of the guide: its table of contents, and each chapter, for everybody who signs in."""

from django.contrib import admin
from django.http import Http404
from django.utils.translation import gettext as _

from portal.guide.chapters import chapters


def guide(request):
    return admin.site.page(request, "admin/guide.html", {"title": _("Guide"), "chapters": chapters})


def guide_chapter(request, key):
    place = next((place for place, chapter in enumerate(chapters) if chapter.key == key), None)
    if place is None:
        raise Http404
    around = {
        "before": chapters[place - 1] if place else None,
        "after": chapters[place + 1] if place + 1 < len(chapters) else None,
    }
    chapter = chapters[place]
    return admin.site.page(request, "admin/guide_chapter.html", {"title": chapter.title, "chapter": chapter, **around})

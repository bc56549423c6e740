"""How far registrations reach, among the rows of law and calendar: a changed row changes what is told of marks, at once."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from enterprises.models import Reach
from portal.admin.form.fields import FieldsAdmin
from portal.admin.form.proposing import ProposingAdmin
from portal.admin.list_groups import add_list

add_list("law", "enterprises.reach")


@admin.register(Reach)
class ReachAdmin(FieldsAdmin, ProposingAdmin):
    note = _("what a mark of the European Union or of the Madrid System protects, and where it does not")
    list_display = ["territory", "system", "answer", "first_on", "last_on", "confidence"]
    list_filter = ["answer", "confidence"]
    search_fields = ["territory", "note_en", "note_zh"]
    search_help_text = _("A code of two letters, such as GB, or part of what staff are told.")
    fieldsets = [
        (
            None,
            {
                "description": _("What no row says is not so: a registration protects in the territory of its own office only."),
                "fields": [("registered_in", "territory", "answer"), ("first_on", "last_on"), ("note_en", "note_zh")],
            },
        ),
        (_("Where it stands"), {"fields": [("source_en", "source_zh"), "address", "confidence"]}),
    ]

    @admin.display(description=_("registered in"), ordering="registered_in")
    def system(self, reach):
        return reach.registered_in.name or _("the Madrid System")

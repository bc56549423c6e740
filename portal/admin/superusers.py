"""What is left to superusers: Django's own forms of accounts and groups."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.admin.form.sent_once import Kept, log_work
from portal.models import AuditEntry, Person

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class SuperuserAdmin(Kept, UserAdmin):
    """Django's own forms, for what is left to superusers; nobody deletes an account."""

    has_download = False
    note = _("for superusers: Django’s own form")
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Personal info"), {"fields": [("first_name", "last_name"), "email"]}),
        (
            _("What the account may do"),
            {
                "description": _("A Viewer reads, an Editor works on drafts, a Publisher also on what is public."),
                "fields": ["groups", "is_staff", "is_active", "is_superuser"],
            },
        ),
        (_("Important dates"), {"fields": [("last_login", "date_joined")]}),
    ]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "groups":  # to be ticked; one is made at its own place
            return self.formfield_for_manytomany(db_field, request, widget=forms.CheckboxSelectMultiple, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_queryset(self, request):
        """People, whom Django's pages and messages then name as all others do."""
        return Person.objects.order_by(*self.get_ordering(request))

    def get_urls(self):
        """With names by which Django leads to these forms from a person: beside a choice of people, and from their password."""
        add = path("add/", self.admin_site.admin_view(self.add_view), name="portal_person_add")
        change = path("<path:object_id>/change/", self.admin_site.admin_view(self.change_view), name="portal_person_change")
        return [*super().get_urls(), add, change]

    def has_delete_permission(self, request, obj=None):
        return False

    def log_change(self, request, obj, message):
        """As done to the user, whose form this is."""
        log_work(request, AuditEntry.Action.CHANGED, User(pk=obj.pk), message, name=str(obj))


@admin.register(Group)
class RoleAdmin(Kept, GroupAdmin):
    has_download = False
    note = _("their rights are brought back by each migration")

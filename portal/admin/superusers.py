"""What is left to superusers: Django's own forms of accounts and groups."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from portal.admin.form.sent_once import Kept

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class SuperuserAdmin(Kept, UserAdmin):
    """Django's own forms, for what is left to superusers; nobody deletes an account."""

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

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Group)
class RoleAdmin(Kept, GroupAdmin):
    note = _("their rights are brought back by each migration")

"""The accounts of staff: who they are, and in which group. What a group may do is the table of portal.roles."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
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

"""What stands on the home page."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.admin.form.fields import FieldsAdmin
from portal.admin.form.proposing import ProposingAdmin
from portal.admin.name_search import FindsByName
from portal.models import Feature
from portal.text.date_fields import AsksAboutFarYears


class FeatureForm(AsksAboutFarYears, forms.ModelForm):
    pass


@admin.register(Feature)
class FeatureAdmin(FindsByName, ProposingAdmin):
    form = FeatureForm
    list_display = ["record", "position", "until", "is_shown"]
    list_display_links = ["record"]
    search_fields = ["record__name_en", "record__name_zh"]
    autocomplete_fields = ["record"]
    formfield_overrides = FieldsAdmin.formfield_overrides
    list_select_related = ["record"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The home page shows these records in this order, as far as they are public. Where there is none, it chooses "
                    "those of which most is stated."
                ),
                "fields": ["record", ("position", "until")],
            },
        )
    ]

    @admin.display(description=_("shown now"), boolean=True)
    def is_shown(self, feature):
        return feature.record.is_published and (feature.until is None or feature.until >= timezone.localdate())

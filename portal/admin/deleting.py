"""The action of the lists that deletes what was selected, offered only where something can be deleted."""

from django.contrib import admin

NAME = "delete_selected"


class OffersDeletion(admin.ModelAdmin):
    """An admin some of whose rows nobody may delete, or only some roles."""

    def deletable(self, request):
        """The rows of which one question tells that this user may delete them; each is asked about again when it is done."""
        return self.model._default_manager.all()

    def get_actions(self, request):
        actions = super().get_actions(request)
        if NAME in actions and not self.deletable(request).exists():
            del actions[NAME]
        return actions

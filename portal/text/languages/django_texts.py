"""Texts of Django that our catalogue says anew: its own Chinese leaves spaces between words, half-width signs and English in them.

Nothing imports them: they stand here to be found by `make messages`, and our catalogue is asked before Django's.
"""

from django.utils.translation import gettext_lazy, ngettext_lazy

ANEW = (
    # forms
    gettext_lazy(":"),
    gettext_lazy("This field is required."),
    gettext_lazy("Enter a valid email address."),
    gettext_lazy("Enter a valid URL."),
    gettext_lazy("Enter a whole number."),
    gettext_lazy("Enter a number."),
    gettext_lazy("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_lazy("Select a valid choice. That choice is not one of the available choices."),
    gettext_lazy("%(model_name)s with this %(field_label)s already exists."),
    gettext_lazy("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_lazy("Ensure this value is greater than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
        "max",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
        "max",
    ),
    # lists and forms of the admin
    gettext_lazy("Add %s"),
    gettext_lazy("Change %s"),
    gettext_lazy("View %s"),
    gettext_lazy("Select %s"),
    gettext_lazy("Select %s to change"),
    gettext_lazy("Add %(name)s"),
    gettext_lazy("Add another %(model)s"),
    gettext_lazy("Add another %(verbose_name)s"),
    gettext_lazy("Delete selected %(model)s"),
    gettext_lazy("Delete selected %(verbose_name_plural)s"),
    gettext_lazy("Select all %(total_count)s %(module_name)s"),
    gettext_lazy("Sorting priority: %(priority_number)s"),
    gettext_lazy(" By %(filter_title)s "),
    gettext_lazy("0 of %(cnt)s selected"),
    ngettext_lazy("%(total_count)s selected", "All %(total_count)s selected", "total_count"),
    gettext_lazy("Change history: %s"),
    gettext_lazy("Set password: %s"),
    # what was done, and what is asked before something is deleted
    gettext_lazy("The {name} “{obj}” was added successfully."),
    gettext_lazy("You may edit it again below."),
    gettext_lazy("The {name} “{obj}” was added successfully. You may add another {name} below."),
    gettext_lazy("The {name} “{obj}” was changed successfully."),
    gettext_lazy("The {name} “{obj}” was changed successfully. You may edit it again below."),
    gettext_lazy("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    gettext_lazy("The %(name)s “%(obj)s” was deleted successfully."),
    gettext_lazy("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    gettext_lazy("Successfully deleted %(count)d %(items)s."),
    gettext_lazy("Cannot delete %(name)s"),
    gettext_lazy(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related objects, but your account doesn't have "
        "permission to delete the following types of objects:"
    ),
    gettext_lazy(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following protected related objects:"
    ),
    gettext_lazy(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the following related items will be deleted:'
    ),
    gettext_lazy(
        "Deleting the selected %(objects_name)s would result in deleting related objects, but your account doesn't have permission to "
        "delete the following types of objects:"
    ),
    gettext_lazy("Deleting the selected %(objects_name)s would require deleting the following protected related objects:"),
    gettext_lazy(
        "Are you sure you want to delete the selected %(objects_name)s? All of the following objects and their related items will be "
        "deleted:"
    ),
)  # fmt: skip

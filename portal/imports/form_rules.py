"""What forms ask of one row beside the rules of its model: a sheet asks it, too."""

from django.utils.translation import gettext as _

from portal.admin.form.two_languages import is_chinese
from portal.text.languages.pairs import columns, stems


def against_forms(each, kind, places):
    """The problems of a JudgedRow that a form would not let pass."""
    row, model, changed = each.row, type(each.instance), each.changed
    key, belongs_to = row.values.get("id"), kind.carrier.partition("__")[0]
    if key and row.row != key:
        yield places.of_fields(["id"], row, _("Nothing has this key."), _("Leave the key empty in a row that is new."))
    if belongs_to in changed and not each.is_new:  # the pages of both would change, one of them perhaps public
        said, remedy = _("It stands at another one, and is not moved."), _("Delete it there, and enter it here without its key.")
        yield places.of_fields([belongs_to], row, said, remedy)
    for english, _chinese in map(columns, stems(model)):
        if english in changed and is_chinese(each.value(english)):
            said, remedy = (
                _("This is Chinese in a column for English."),
                _("Put it into the column for Chinese, or match this column to that."),
            )
            yield places.of_fields([english], row, said, remedy)

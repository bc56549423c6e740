"""What an import would do or has done, in a line."""

from django.utils.translation import ngettext, pgettext

from portal.text.figure_wording import Grouped


def parts_of_outlook(outlook):
    """[text] of what would be written: "37 drafts", "3 changes"."""
    sorts = (
        (outlook.new, ngettext("%(number)s draft", "%(number)s drafts", outlook.new)),
        (outlook.changed, ngettext("%(number)s change of a draft", "%(number)s changes of drafts", outlook.changed)),
        (outlook.public, ngettext("%(number)s change of what is public", "%(number)s changes of what is public", outlook.public)),
        (outlook.proposed, ngettext("%(number)s proposed change", "%(number)s proposed changes", outlook.proposed)),
    )
    return [text % {"number": Grouped(number)} for number, text in sorts if number]


def in_a_line(outlook):
    return pgettext("within a list", ", ").join(parts_of_outlook(outlook))

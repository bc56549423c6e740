"""What an import would do or has done, in a line."""

from django.utils.translation import ngettext, pgettext


def parts_of_outlook(outlook):
    """[text] of what would be written: "37 drafts", "3 changes"."""
    sorts = (
        (outlook.new, ngettext("%(number)d draft", "%(number)d drafts", outlook.new)),
        (outlook.changed, ngettext("%(number)d change of a draft", "%(number)d changes of drafts", outlook.changed)),
        (outlook.public, ngettext("%(number)d change of what is public", "%(number)d changes of what is public", outlook.public)),
        (outlook.proposed, ngettext("%(number)d proposed change", "%(number)d proposed changes", outlook.proposed)),
    )
    return [text % {"number": number} for number, text in sorts if number]


def in_a_line(outlook):
    return pgettext("within a list", ", ").join(parts_of_outlook(outlook))

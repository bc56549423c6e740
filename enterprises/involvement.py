"""What organizations have done. Models import one way, so that whoever has records of it says here what that adds to the pages, the
cards and the list of organizations.
"""

involvements = []


class Involvement:
    """What one organization has done in the records of an app, for its page. The app registers a subclass. `portion` gives what the page
    shows of the rows of a part (portal.site.record_pages.RecordDetail.portion), whose keys are `long_parts`."""

    long_parts = ()

    facets = {}  # {name in the query string: Facet}, in the list of organizations after their kind
    template = ""  # the part of the page. Takes: part, the Involvement; request

    def __init__(self, organization, portion):
        self.organization, self.portion = organization, portion

    @staticmethod
    def card_parts():
        """What `roles_on_card` needs of many organizations: for `prefetch_related`."""
        return []

    @staticmethod
    def roles_on_card(organization):
        """[(role in words, [Record])] beneath the figures of its card."""
        return []

    def portions(self):
        """What `portion` gave for each of `long_parts`."""
        return []

    def cited(self):
        """(row, Saying) of whatever cites a passage here."""
        return []

    def facts(self):
        return []

    def linked(self):
        """Keys of the records that its template links to."""
        return []


def register_involvement(involvement):
    """Register a subclass of Involvement, in the `additions.py` of its app."""
    involvements.append(involvement)
    return involvement

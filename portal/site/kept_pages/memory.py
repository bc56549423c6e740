"""Where a process keeps pages: in its memory, by bytes."""

from collections import OrderedDict
from threading import Lock


class Space:
    """Pages of at most `most` bytes together; what was not asked for longest goes first. Of each address only the page of one state."""

    def __init__(self, most):
        self.most, self.used = most, 0
        self.pages, self.access = OrderedDict(), Lock()

    def get(self, address, state):
        with self.access:
            page = self.pages.get(address)
            if page is None or page.state != state:
                return None
            self.pages.move_to_end(address)
            return page

    def put(self, address, page):
        size = page.size
        with self.access:
            if before := self.pages.pop(address, None):
                self.used -= before.counted
            page.counted = size
            self.pages[address], self.used = page, self.used + size
            while self.used > self.most:
                self.used -= self.pages.popitem(last=False)[1].counted


class Memory:
    """Addresses without a query, of pages that are there, have room of their own: of the others there are as many as anybody likes to
    ask for, and a flood of them takes nothing away from what all read."""

    def __init__(self, most):
        self.lasting, self.passing = Space(most * 3 // 4), Space(most // 4)

    def get(self, address, state):
        return self.lasting.get(address, state) or self.passing.get(address, state)

    def weigh(self, address, page):
        """Count what was packed of `page` since it was put here."""
        if page.size != page.counted:
            self.put(address, page, is_lasting=address in self.lasting.pages)

    def put(self, address, page, *, is_lasting):
        (self.lasting if is_lasting else self.passing).put(address, page)

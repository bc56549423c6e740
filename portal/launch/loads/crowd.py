"""The people of a mixed load, each in a thread of its own: readers, enquirers, and staff."""

import random
import threading
import time
from contextlib import contextmanager
from itertools import count

from portal.launch.loads.visitor import Visitor, form_with

PAGES = (
    "",
    "enterprises/",
    "exhibitions/",
    "projects/",
    "organizations/",
    "search/?q=dunhuang",
    "search/?q=exhibition",
    "search/suggestions/?q=lanzh",
    "sources/",
    "map/",
    "timeline/",
)
READERS_PAUSE, STAFFS_PAUSE = 0.3, 0.5  # seconds between two requests of one person
FILLING_IN = 4.5  # seconds: what is sent faster is refused
MOST_ASKED = 4  # times that a step of the review tells something new before it is taken
enquiry_numbers = count(1)


class Caller:
    """Lives until `over` is set; what it asks is noted in `samples`."""

    def __init__(self, server):
        self.server, self.visitor = server, Visitor(server.port)

    def note_in(self, samples):
        self.visitor.samples = samples

    def live(self, over):
        raise NotImplementedError


class ReadingVisitor(Caller):
    """Reads pages of both languages, records among them."""

    def __init__(self, server, pause=READERS_PAUSE):
        super().__init__(server)
        self.pause, self.pages = pause, [*PAGES, *record_addresses(server)]
        random.shuffle(self.pages)

    def live(self, over):
        for n in count():
            if over.wait(self.pause):
                return
            language = ("en", "zh-hans")[n // len(self.pages) % 2]
            self.visitor.ask("pages", f"/{language}/{self.pages[n % len(self.pages)]}")


def record_addresses(server):
    """The addresses of public records, below the language."""
    sql = "SELECT kind, slug FROM portal_record WHERE published_at IS NOT NULL ORDER BY id"
    segments = {"enterprise": "enterprises", "exhibition": "exhibitions", "project": "projects", "article": "sources"}
    return [f"{segments[kind]}/{slug}/" for kind, slug in server.database.rows(sql) if kind in segments]


class Enquirer(Caller):
    """Sends one enquiry after the other, each from another network and with another address to answer to."""

    def __init__(self, server):
        super().__init__(server)
        self.confirmed = []  # the addresses of the enquiries that were taken

    def live(self, over):
        while not over.is_set():
            self.visitor.move()
            page = self.visitor.ask("enquiries", "/en/enquiry/")
            if over.wait(FILLING_IN):
                return
            address = f"visitor-{next(enquiry_numbers)}@example.org"
            told = {"message": "May we show it?", "name": "A visitor", "email": address, "country": "PT", "role": "museum", "consent": "on"}
            form = form_with(page.text, "consent") | told
            if form.get("form") and self.visitor.ask("enquiries", "/en/enquiry/", form, expected=(302,)).status == 302:
                self.confirmed.append(address)


class Pair(Caller):
    """An Editor who writes a draft and sends it, and the Publisher who publishes and withdraws it, again and again."""

    ADD = "/admin/initiatives/exhibition/add/"

    def __init__(self, server):
        super().__init__(server)
        self.editor, self.publisher = self.visitor, Visitor(server.port)
        for visitor, name in ((self.editor, "editor"), (self.publisher, "publisher")):
            visitor.sign_in(name, server.passwords[name])
        self.number, self.saved, self.key = next(enquiry_numbers), [], ""
        if not self.write():
            raise RuntimeError(f"no draft could be written: {self.editor.samples[-1].problem}")

    def note_in(self, samples):
        self.editor.samples = self.publisher.samples = samples

    @property
    def address(self):
        return f"/admin/initiatives/exhibition/{self.key}/"

    def name(self):
        return f"Load {self.number}, version {len(self.saved) + 1}"

    def write(self):
        """Save the draft with another name and city; whether that was confirmed."""
        url, name = f"{self.address}change/" if self.key else self.ADD, self.name()
        page = self.editor.ask("staff", url)
        form = form_with(page.text, "name_en")
        if not form:
            return False
        changed = {
            "name_en": name,
            "name_zh": f"负载{self.number}",
            "name_zh_confirmed": "on",
            "city_en": name,
            "slug": f"load-{self.number}",
        }
        if self.editor.ask("staff", url, form | changed, expected=(302,)).status != 302:
            return False
        self.saved.append(name)
        if not self.key:
            self.key = self.server.database.rows(f"SELECT id FROM portal_record WHERE slug = 'load-{self.number}'")[0][0]  # noqa: S608
        return True

    def upload(self, what, url, files):
        """Send the form of the draft with files."""
        form = form_with(self.editor.ask("staff", url).text, "name_en")
        return self.editor.ask(what, url, form, files, expected=(302,))

    def lost(self):
        """What was confirmed as saved, and is not in the history of the draft."""
        sql = f"SELECT name_en FROM initiatives_historicalinitiative WHERE id = '{self.key}'"  # noqa: S608
        kept = {name for (name,) in self.server.database.rows(sql)}
        return [name for name in self.saved if name not in kept]

    def step(self, visitor, step, **changes):
        """Take one step of the review: what it tells is confirmed as often as it tells something new."""
        url = f"{self.address}step/{step}/"
        page = visitor.ask("staff", url)
        for _ in range(MOST_ASKED):
            form = form_with(page.text, "confirmed")
            if not form:
                return
            page = visitor.ask("staff", url, form | changes, expected=(200, 302))

    def live(self, over):
        acts = (
            self.write,
            lambda: self.step(self.editor, "send"),
            lambda: self.step(self.publisher, "publish", note="Ready."),
            lambda: self.step(self.publisher, "withdraw", note="For another round."),
        )
        for n in count():
            if over.wait(STAFFS_PAUSE):
                return
            acts[n % len(acts)]()


@contextmanager
def crowd(people):
    """They live meanwhile; gives the list of their samples. Whoever breaks off is a failure, too."""
    samples, over, threads = [], threading.Event(), []
    for person in people:
        person.note_in(samples)
        threads.append(Living(person, over))
    for thread in threads:
        thread.start()
    try:
        yield samples
    finally:
        over.set()
        for thread in threads:
            thread.join()
    for thread in threads:
        if thread.error:
            raise thread.error


class Living(threading.Thread):
    def __init__(self, person, over):
        super().__init__(daemon=True)
        self.person, self.over, self.error = person, over, None

    def run(self):
        try:
            self.person.live(self.over)
        except Exception as error:  # told to whoever joins
            self.error = error


def live(people, seconds):
    """Their samples after so many seconds."""
    with crowd(people) as samples:
        time.sleep(seconds)
    return samples


def those_of(samples, what):
    return [sample for sample in samples if sample.what == what]

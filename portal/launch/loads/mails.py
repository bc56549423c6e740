"""Mixed load while the mail server is in trouble: nobody who asks for a page waits for it, and every mail arrives once."""

from collections import Counter

from portal.launch.loads.crowd import Enquirer, Pair, ReadingVisitor, live, those_of
from portal.launch.loads.mail_server import PROMPT, TROUBLES, twice
from portal.launch.loads.server import DESK_ADDRESS
from portal.launch.loads.table import line_of_counts, timed

READERS, ENQUIRERS, PAIRS = 6, 6, 2
WORST = 2  # seconds
SECONDS_TO_SEND = 60  # for all mails, once the mail server is prompt again
WITHOUT_MAIL = "SELECT e.email FROM portal_enquiry e WHERE NOT EXISTS (SELECT 1 FROM portal_mail m WHERE m.enquiry_id = e.id)"


def people(server):
    return [
        *(ReadingVisitor(server) for _ in range(READERS)),
        *(Enquirer(server) for _ in range(ENQUIRERS)),
        *(Pair(server) for _ in range(PAIRS)),
    ]


def run(server, plan):
    everybody, before = people(server), len(server.mail_server.accepted)
    for behaviour in (PROMPT, *TROUBLES):
        server.forget_sendings()
        server.mail_server.behave(behaviour)
        samples = live(everybody, plan.seconds)
        for what in ("pages", "enquiries", "staff"):
            worst = None if behaviour == PROMPT else WORST  # to compare with
            yield timed(f"the mail server {behaviour}: {what}", those_of(samples, what), worst=worst)
    server.mail_server.behave(PROMPT)
    unsent = server.send_all(SECONDS_TO_SEND)
    yield from arrived(server, everybody, server.mail_server.accepted[before:], unsent)


def arrived(server, everybody, accepted, unsent):
    """What became of the enquiries that were confirmed, and of their mails."""
    confirmed = {address for person in everybody if isinstance(person, Enquirer) for address in person.confirmed}
    kept = {address for (address,) in server.database.rows("SELECT email FROM portal_enquiry")}
    yield line_of_counts(f"{len(confirmed)} enquiries confirmed, each kept", missing_in_words("lost", confirmed - kept))
    yield line_of_counts(
        "each enquiry with its mails", missing_in_words("without", {address for (address,) in server.database.rows(WITHOUT_MAIL)})
    )
    received = Counter(mail.to for mail in accepted)
    told = received[DESK_ADDRESS] >= len(confirmed)
    lost = missing_in_words("lost", {address for address in confirmed if not received[address]}) or (
        "" if told else "the desk was not told of all"
    )
    yield line_of_counts(f"{len(accepted)} mails accepted, none lost", lost or (f"{unsent} unsent" if unsent else ""))
    yield line_of_counts("no mail accepted twice", missing_in_words("twice", [mail.to for mail in twice(accepted)]))


def missing_in_words(how, addresses):
    """In words, of how many and of which; empty where there are none."""
    return f"{len(addresses)} {how}: {', '.join(sorted(addresses)[:3])}" if addresses else ""

"""Mixed load while processes are killed at random moments: no torn row, no lost enquiry, no mail twice but in the blink of a kill."""

import random
import time

from portal.launch.loads.crowd import Pair, crowd, those_of
from portal.launch.loads.mail_server import LEISURELY, PROMPT, twice
from portal.launch.loads.mails import arrived, missing_in_words, people
from portal.launch.loads.table import line_of_counts, timed

PAUSES_BETWEEN_KILLS = (1.0, 3.0)  # seconds between two kills
BLINK = 1  # second from the last line of a mail to its mark, the server's answer between them: a kill then has it sent again
SECONDS_TO_SEND = 60
# Each save writes the same words into two tables and their histories, so that a part of one shows.
TORN = """
    SELECT r.name_en, i.city_en FROM portal_record r JOIN initiatives_initiative i ON i.record_ptr_id = r.id
    WHERE r.slug LIKE 'load-%' AND r.name_en <> i.city_en
    UNION ALL
    SELECT h.name_en, h.city_en FROM initiatives_historicalinitiative h WHERE h.slug LIKE 'load-%' AND h.name_en <> h.city_en
"""
SELECT_HALF_WRITTEN = """
    SELECT r.id FROM portal_record r WHERE r.kind = 'exhibition'
    AND NOT EXISTS (SELECT 1 FROM initiatives_initiative i WHERE i.record_ptr_id = r.id)
"""


def run(server, plan):
    server.forget_sendings()
    everybody, before = people(server), len(server.mail_server.accepted)
    kills, of_mails = 0, []
    server.mail_server.behave(LEISURELY)  # a mail is in hand at most moments
    with crowd(everybody) as samples:
        until = time.monotonic() + 2 * plan.seconds
        while time.monotonic() < until:
            time.sleep(random.uniform(*PAUSES_BETWEEN_KILLS))  # noqa: S311  not a secret
            if kills % 2:
                of_mails.append(time.monotonic())
                server.kill_mails()
            elif workers := server.workers():
                server.kill_worker(random.choice(workers))  # noqa: S311
            kills += 1
    for what in ("pages", "enquiries", "staff"):
        yield timed(f"{kills} kills: {what}, of which some may break off", those_of(samples, what), failures=None)
    broken = {sample.problem for sample in samples if sample.status >= 500}
    yield line_of_counts("nobody was answered by an error", ", ".join(sorted(broken)))
    server.mail_server.behave(PROMPT)
    unsent = server.send_all(SECONDS_TO_SEND)
    accepted = server.mail_server.accepted[before:]
    again = twice(accepted)
    *kept, _none_twice = arrived(server, everybody, accepted, unsent)
    yield from kept
    excused = [mail for mail in again if killed_after_first(mail, accepted, of_mails)]
    yield line_of_counts(
        f"{len(again)} mails twice, {len(excused)} of them in the blink of a kill",
        missing_in_words("twice", [mail.to for mail in again if mail not in excused]),
    )
    torn = [str(row) for row in (*server.database.rows(TORN), *server.database.rows(SELECT_HALF_WRITTEN), *server.database.damage())]
    yield line_of_counts("no torn row", "; ".join(torn[:3]))
    lost = [name for person in everybody if isinstance(person, Pair) for name in person.lost()]
    yield line_of_counts("what was saved is kept", f"lost: {', '.join(lost)}" if lost else "")


def killed_after_first(mail, accepted, moments):
    """Whether the process that sends was killed before it could mark that mail, accepted for the first time."""
    first = next(each for each in accepted if (each.to, each.subject) == (mail.to, mail.subject))
    return any(0 <= moment - first.at <= BLINK for moment in moments)

"""Whether a registration reaches a territory on a day: by the rows of Reach, those that come with the portal among them."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

from enterprises.models import Reach
from enterprises.shipped import bring
from portal.models.migrated import is_there

DAYS = ("first_on", "last_on")
SHIPPED_REACHES = json.loads(Path(__file__).with_name("reaches.json").read_text(encoding="utf-8"))


def shipped_reaches():
    """The Reaches, not yet saved, that come with the portal."""
    for row in SHIPPED_REACHES:
        yield Reach(**{name: date.fromisoformat(value) if name in DAYS else value for name, value in row.items()})


class Reaches:
    """The rows of Reach, by where a mark is registered and where it is looked for."""

    def __init__(self, rows):
        self.rows = defaultdict(list)
        for row in rows:
            self.rows[str(row.registered_in), str(row.territory)].append(row)

    def on(self, registered_in, territory, day):
        """The Reach that holds on that day; None where none is on record. "" is the Madrid System."""
        return next((row for row in self.rows.get((registered_in, territory), ()) if row.holds_on(day)), None)

    def of(self, registration, territory, day):
        """The Reach that speaks of a registration in a territory; None where none does, or where none is needed."""
        registered_in = str(registration.territory)
        if registered_in != territory:
            return self.on(registered_in, territory, day)
        return self.on("", territory, day) if registration.route == registration.Route.MADRID else None

    def is_covered(self, registration, territory, day):
        """Whether the registration is one of that territory, or reaches it on that day."""
        reach = self.of(registration, territory, day)
        return str(registration.territory) == territory or (reach is not None and reach.answer == Reach.Answer.YES)


def bring_shipped_reaches(using, apps=None, **kwargs):
    """Bring what comes with the portal into the database, but what staff changed. Takes what `post_migrate` sends."""
    if is_there(Reach, apps):
        bring(Reach, list(shipped_reaches()), using)

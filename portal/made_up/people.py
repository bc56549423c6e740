"""The people in whose charge made-up records are: accounts that nobody can sign in to."""

from portal.made_up.parts import MadeUpRow, add_part
from portal.models import Person

PEOPLE = ("editor", "publisher", "second-editor")
FIRST = 1_000_001  # the number of the first: whoever has an account already keeps theirs


def person_key(number):
    return FIRST + number


@add_part(10, "accounts")
def make_people(scale):
    yield [
        MadeUpRow(
            Person,
            {
                "id": person_key(number),
                "username": f"made-up-{name}",
                "first_name": "Made-up",
                "last_name": name.replace("-", " "),
                "password": "!made-up",
                "is_active": False,
                "date_joined": scale.moment(900),
            },
        )
        for number, name in enumerate(PEOPLE)
    ]

"""`manage.py check_index` names what a raw cursor left behind in the derived tables, and `manage.py index` mends it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.models import Record
from portal.search.index import index
from tests.factories import make_enterprise, make_exhibition, make_participation

pytestmark = pytest.mark.django_db


def told():
    """What the command says, and whether it failed."""
    said = StringIO()
    try:
        call_command("check_index", stdout=said)
    except CommandError as error:
        return said.getvalue() + str(error)
    return said.getvalue()


@pytest.mark.parametrize(
    ("statement", "differs"),
    [
        ("UPDATE portal_listed SET place = 'FR' WHERE record_id = %s", "place"),
        ("UPDATE portal_listed SET public_from = NULL WHERE record_id = %s", "public_from"),
        ("DELETE FROM portal_listed WHERE record_id = %s", "not listed"),
        ("DELETE FROM portal_listedvalue WHERE record_id = %s AND facet = 'role'", "role host"),
        ("UPDATE portal_listedvalue SET value = 'FR' WHERE record_id = %s AND facet = 'place'", "place FR"),
        ("UPDATE portal_record SET name_sort_en = 'z' WHERE id = %s", "name_sort_en"),
        ("UPDATE portal_searchentry SET words = 'porcelain' WHERE record_id = %s", "words"),
        ("UPDATE initiatives_initiative SET country = 'FR' WHERE record_ptr_id = %s", "changed and not written yet (words)"),
    ],
)
def test_what_a_cursor_left_behind_is_named_and_mended(statement, differs):
    show = make_exhibition(country="SG")
    make_participation(show, make_enterprise(), role="host")
    index(Record.objects.all())
    assert "say what the records say" in told()
    with connection.cursor() as cursor:
        cursor.execute(statement, [show.pk])
    assert f"{show.pk}: {differs}\n" in told()
    call_command("index", stdout=StringIO())
    assert "say what the records say" in told()

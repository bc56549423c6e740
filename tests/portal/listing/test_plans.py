"""What is listed of a few hundred records is written by way of their keys, however many other records of their kind there are."""

import pytest

from portal.listing.writing import KEYS, writing_statements
from portal.models import kinds
from portal.models.many_keys import as_value
from portal.models.records import tables
from tests.plans import as_if_tables_were_large

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_no_statement_goes_through_all_records_of_a_kind():
    value = as_value([f"key-{number}" for number in range(500)])
    for text, params in writing_statements(frozenset(tables().values()), tuple(map(str, kinds.declared))):
        with as_if_tables_were_large() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {text}", [value if param is KEYS else param for param in params])
            plan = [row[-1] for row in cursor.fetchall()]
        assert not [step for step in plan if "kind=?" in step or step.startswith("SCAN portal_")], plan

import pytest

from portal.indexing import index
from portal.models import Record
from tests.factories import make_enterprise, make_statement, make_passage, make_source

pytestmark = pytest.mark.django_db

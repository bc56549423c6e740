"""Static files, whose headers are put together when somebody first asks for them."""

import pytest
from django.conf import settings

STYLES = "/static/css/portal.css"
pytestmark = pytest.mark.once


def test_a_file_is_the_same_at_each_asking_and_not_sent_to_who_has_it(client):
    first, second = client.get(STYLES), client.get(STYLES)
    assert b"".join(first) == b"".join(second) == (settings.STATIC_ROOT / "css" / "portal.css").read_bytes()
    names = ("Content-Type", "Content-Length", "Cache-Control", "Last-Modified", "ETag")
    assert [first.get(name) for name in names] == [second.get(name) for name in names]
    assert first["Content-Type"] == 'text/css; charset="utf-8"'
    assert client.get(STYLES, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304

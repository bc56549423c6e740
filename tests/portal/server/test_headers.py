"""Every answer says what a browser may do with it."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.once]

STATUSES = {
    "/": 302,
    "/en/": 200,
    "/en/search/?q=%00": 400,
    "/admin/": 302,
    "/admin/login/": 200,
    "/zh-hans/no-such-page/": 404,
    "/static/css/portal.css": 200,
    "/static/no-such-file.css": 404,
    "/sitemap.xml": 200,
    "/en/exhibitions/": 500,
}


@pytest.mark.parametrize("path", STATUSES)
def test_every_answer_forbids_what_is_not_the_sites_own(path, monkeypatch):
    client = Client(raise_request_exception=False)
    if STATUSES[path] == 500:
        monkeypatch.setattr("portal.models.listing.ListedQuerySet.public", lambda *_: 1 / 0)
    response = client.get(path)
    response.close()
    assert response.status_code == STATUSES[path]
    policy = dict(rule.strip().split(" ", 1) for rule in response["Content-Security-Policy"].split(";"))
    assert policy.pop("img-src") == "'self' data:"
    assert {name for name, allowed in policy.items() if allowed == "'none'"} == {"default-src", "base-uri", "frame-ancestors"}
    assert {name for name, allowed in policy.items() if allowed == "'self'"} == set(policy) - {"default-src", "base-uri", "frame-ancestors"}
    assert {"script-src", "style-src", "connect-src", "form-action", "font-src"} <= set(policy)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(response["Permissions-Policy"].split(", "))
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    # feeds and shared links show pictures of the portal on other sites; what is somebody's own is shown nowhere else
    assert response.get("Cross-Origin-Resource-Policy") == ("same-origin" if "/admin/" in path else None)


HOST = settings.ALLOWED_HOSTS[0]
WRONG = [
    *(f"{HOST}:{port}" for port in ("99999", "65536", "0", "", "http", "80:80", "-1", "9" * 5000)),
    *(
        f"{HOST}.",
        f"{HOST}.:80",
        f"a@{HOST}",
        f"{HOST}\0",
        f"{HOST}/",
        f"{HOST} x",
        "[::1",
        "[::1]]:80",
        "evil.example",
        "x" * 8000,
        "例.example",
    ),
]


@pytest.mark.parametrize("secure_only", [False, True])
def test_a_host_that_is_none_of_ours_is_refused_and_not_repeated(client, settings, secure_only):
    settings.SECURE_SSL_REDIRECT = secure_only
    for host in WRONG:
        response = client.get("/en/", headers={"host": host})
        assert response.status_code == 400, host
        assert "本网站无此地址" in response.content.decode()
        assert len(host) < 3 or host.encode() not in response.content
        assert "Location" not in response
        assert response["Permissions-Policy"]
    for host in (HOST, f"{HOST}:8000", f"{HOST.upper()}:65535"):
        assert client.get("/en/", headers={"host": host}).status_code == (301 if secure_only else 200)


def test_a_proxy_that_says_nonsense_of_the_scheme_is_taken_for_plain_http(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    for scheme in ("javascript", "HTTPS ", "http,https", "\0", "x" * 5000):
        assert client.get("/en/", headers={"x-forwarded-proto": scheme})["Location"] == f"https://{HOST}/en/"
    assert client.get("/en/", headers={"x-forwarded-proto": "https"}).status_code == 200

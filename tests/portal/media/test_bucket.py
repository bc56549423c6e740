"""Uploads, papers and cards in a bucket: a server of the package moto stands for it, over http as any other."""

from contextlib import closing
from datetime import timedelta
from socket import socket

import boto3
import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.urls import reverse
from moto.server import ThreadedMotoServer

from portal.desk.alerts import checks
from portal.media import file_permissions, typesetting
from portal.media.orphans import find_orphans
from portal.models import Picture
from portal.server.variables.uploads_address import storages_of
from tests.factories import make_exhibition
from tests.pictures import make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def server():
    """Where a server of buckets answers, as host:port."""
    serving = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    serving.start()
    yield "{}:{}".format(*serving.get_host_and_port())
    serving.stop()


def kept_in(settings, address):
    """Let everything be kept in the bucket at that address, as the settings do for UPLOADS_URL."""
    settings.UPLOADS_URL = address
    settings.STORAGES = storages_of(address, "", {}) | {"staticfiles": settings.STORAGES["staticfiles"]}
    pictures = {"BACKEND": "portal.media.stored_cache.StoredCache", "LOCATION": "made", "TIMEOUT": None, "OPTIONS": {"MAX_ENTRIES": 3}}
    settings.CACHES = settings.CACHES | {"pictures": pictures}


@pytest.fixture
def bucket(settings, server):
    """{name: content} of what is in an empty bucket, asked for anew at each call."""
    kept_in(settings, f"s3+http://key:se%2Fcret@{server}/uploads/portal?region=us-east-1&style=path")
    found = boto3.resource(
        "s3", endpoint_url=f"http://{server}", aws_access_key_id="key", aws_secret_access_key="se/cret", region_name="us-east-1"
    ).Bucket("uploads")
    found.create()
    yield lambda: {each.key: each.get()["Body"].read() for each in found.objects.all()}
    found.objects.all().delete()


def test_a_picture_is_handed_out_from_the_bucket_and_leaves_it_with_its_row(client, bucket, django_capture_on_commit_callbacks):
    picture = make_picture(make_exhibition(), credit="Somebody", rights="Somebody")
    files = bucket()
    assert set(files) == {f"portal/media/{name}" for name in picture.files.values()}
    width = picture.widths[0]
    assert client.get(picture.address(width)).content == files[f"portal/media/{picture.files[width]}"]
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert not bucket()


def test_a_name_that_is_taken_gives_way_and_what_is_gone_says_so(bucket):
    private = storages["private"]
    first, second = (private.save("papers/key", ContentFile(text)) for text in (b"first", b"second"))
    assert first == "papers/key" != second
    with private.open(first) as file:
        assert file.read() == b"first"
    private.delete(first)
    private.delete(first)
    with pytest.raises(FileNotFoundError):
        private.open(first)
    with pytest.raises(FileNotFoundError):
        private.get_modified_time(first)
    assert private.listdir("papers")[1] == [second.removeprefix("papers/")]


def test_what_no_row_has_is_found_and_removed(bucket, client):
    picture = make_picture(make_exhibition())
    storages["default"].save("pictures/left-behind.webp", ContentFile(b"left"))
    storages["default"].delete(picture.files[picture.widths[0]])
    pictures, _papers = find_orphans(timedelta())
    assert (pictures.names, pictures.missing) == (["pictures/left-behind.webp"], [picture.pk])
    pictures.remove()
    assert "portal/media/pictures/left-behind.webp" not in bucket()
    assert client.get(picture.address(picture.widths[0])).status_code == 404


def test_a_backup_takes_the_files_along_and_brings_them_back(bucket, tmp_path, django_capture_on_commit_callbacks):
    picture = make_picture(make_exhibition())
    storages["private"].save("papers/key", ContentFile(b"a paper"))
    storages["made"].save("card", ContentFile(b"made anew at any time"))
    before = bucket()
    call_command("backup", tmp_path / "backup.zip", verbosity=0)
    with django_capture_on_commit_callbacks(execute=True):
        Picture.objects.filter(pk=picture.pk).delete()
    storages["private"].delete("papers/key")
    call_command("restore", tmp_path / "backup.zip", "--overwrite", verbosity=0)
    assert bucket() == before


def test_a_card_is_made_once_for_all_machines_and_some_go_where_there_are_too_many(client, bucket, monkeypatch):
    made = []
    monkeypatch.setattr(typesetting, "png", lambda sheet, *rest, **options: made.append(sheet) or b"png")
    for _machine in range(2):
        assert client.get(reverse("og-site", args=["en"])).content == b"png"
    assert len(made) == 1
    kept = caches["pictures"]
    for number in range(4):
        kept.set(number, b"another")
    assert 1 <= len(bucket()) <= 3
    assert kept.add(3, b"anew") is False
    assert kept.get(3) == b"another"
    assert kept.delete(3) is True
    kept.clear()
    assert not bucket()


def test_a_bucket_that_does_not_answer_is_an_alert_and_costs_no_card(client, settings, monkeypatch):
    with closing(socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    kept_in(settings, f"s3+http://key:secret@{address}/uploads?region=us-east-1&style=path")
    for storage in settings.STORAGES.values():
        if "client_config" in storage.get("OPTIONS", {}):
            storage["OPTIONS"]["client_config"].retries = {"total_max_attempts": 1}
    assert [alert.key for alert in checks.of_uploads()] == ["uploads"]
    assert not [alert for alert in checks.of_disks() if "uploads" in alert.key]
    monkeypatch.setattr(typesetting, "png", lambda *parts, **options: b"png")
    assert client.get(reverse("og-site", args=["en"])).content == b"png"
    assert not [path for path in file_permissions.storage_paths() if "uploads" in str(path)]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://key:hush@s3.example.org/bucket", "neither s3:// nor s3+http://"),
        ("s3://key:hush@s3.example.org/", "names no bucket"),
        ("s3://key@s3.example.org/bucket", "neither goes alone"),
        ("s3://key:hush@s3.example.org:port/bucket", "no address"),
        ("s3://key:hush@s3.example.org/bucket?acl=public", "only region and style"),
        ("s3://key:hush@s3.example.org/bucket?style=odd", "only region and style"),
    ],
)
def test_an_address_that_names_no_bucket_is_refused_without_its_secret(address, why):
    with pytest.raises(ImproperlyConfigured) as refused:
        storages_of(address, "", {})
    assert why in str(refused.value)
    assert "UPLOADS_URL" in str(refused.value)
    assert "hush" not in str(refused.value)


def test_without_a_key_and_a_host_both_are_looked_for_as_on_a_machine_with_a_role():
    options = storages_of("s3:///bucket?region=cn-north-1", "", {})["private"]["OPTIONS"]
    assert (options["endpoint_url"], options["access_key"], options["region_name"]) == (None, None, "cn-north-1")
    assert (options["bucket_name"], options["location"]) == ("bucket", "private")

"""Where uploads are kept: folders of this machine, or a bucket that the variable UPLOADS_URL names."""

from importlib.util import find_spec
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

EXAMPLE = "UPLOADS_URL=s3://KEY:SECRET@s3.example.org/bucket?region=cn-north-1"
ENCRYPTION = {"s3": "https", "s3+http": "http"}
STYLES = ("auto", "path", "virtual")
CONNECT_SECONDS, ANSWER_SECONDS, TRIES = 5, 30, 3


def refused(why):
    return ImproperlyConfigured(f"The environment variable UPLOADS_URL is not valid: {why}. Set it, for example {EXAMPLE}.")


def bucket_of(url):
    """The options of a bucket (portal/media/bucket.py) from its address; raises ImproperlyConfigured, which never repeats a secret.

    s3://KEY:SECRET@host[:port]/bucket[/folder][?region=…&style=auto|path|virtual], `s3+http` without TLS. Without a key boto3 looks for
    one by itself, as in the role of a machine; without a host it is Amazon's. Key and secret are percent-encoded.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise refused("it is no address") from None
    bucket, _slash, folder = parts.path.strip("/").partition("/")
    asked = parse_qs(parts.query)
    style = asked.get("style", ["auto"])[-1]
    if parts.scheme not in ENCRYPTION:
        raise refused("it begins with neither s3:// nor s3+http://")
    if not bucket:
        raise refused("it names no bucket")
    if bool(parts.username) != bool(parts.password):
        raise refused("a key has its secret, and neither goes alone")
    if style not in STYLES or set(asked) - {"region", "style"}:
        raise refused("after the question mark stand only region and style=path, style=virtual or style=auto")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "UPLOADS_URL names a bucket, and the packages for it are missing. Install them: "
            "pip install --require-hashes -r requirements-s3.txt"
        )
    from botocore.config import Config  # only where a bucket is used: it takes a third of a second

    return {
        "bucket_name": bucket,
        "folder": folder.strip("/"),
        "endpoint_url": f"{ENCRYPTION[parts.scheme]}://{parts.hostname}{f':{port}' if port else ''}" if parts.hostname else None,
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
        "region_name": asked.get("region", [None])[-1],
        "client_config": Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=ANSWER_SECONDS,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            s3={"addressing_style": style},
            signature_version="s3v4",
            request_checksum_calculation="when_required",  # others than Amazon know no further ones
            response_checksum_validation="when_required",
        ),
    }


def storages_of(url, private_root, options_of_folders):
    """The storages of the uploads, of the private papers and, in a bucket, of the cards that are made."""
    if not url:
        folders = "django.core.files.storage.FileSystemStorage"
        return {
            "default": {"BACKEND": folders, "OPTIONS": options_of_folders},
            "private": {"BACKEND": folders, "OPTIONS": {"location": private_root, **options_of_folders}},
        }
    options = bucket_of(url)
    folder = options.pop("folder")
    return {
        alias: {
            "BACKEND": "portal.media.bucket.Bucket",
            "OPTIONS": options | {"location": "/".join(filter(None, (folder, within))), "file_overwrite": False, "default_acl": None},
        }
        for alias, within in (("default", "media"), ("private", "private"), ("made", "made"))
    }

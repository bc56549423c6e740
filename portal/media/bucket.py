"""Uploads, papers and cards in a bucket that speaks S3, so that several machines have the same (`UPLOADS_URL`).

It needs the packages of requirements-s3.txt; `portal/server/variables/uploads_address.py` says with which options it is made.
"""

from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

GONE = {"404", "NoSuchKey"}


@contextmanager
def as_a_disk_fails():
    """What the bucket refuses, and that it does not answer, as errors of files: whoever keeps files expects no others."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in GONE:
            raise FileNotFoundError(str(error)) from error
        raise OSError(f"The bucket refused: {error}") from error
    except BotoCoreError as error:
        raise OSError(f"The bucket does not answer: {error}") from error


class Bucket(S3Storage):
    """A folder of a bucket as Django's storages are, failing as a disk does. A name that is taken gives way to another, as on a disk."""

    def open(self, name, mode="rb"):
        with as_a_disk_fails():
            file = super().open(name, mode)
            if "r" in mode:
                file.open()  # fetches it: what fails, fails here and not in the middle of an answer
            return file

    def save(self, name, content, max_length=None):
        with as_a_disk_fails():
            return super().save(name, content, max_length)

    def exists(self, name):
        with as_a_disk_fails():
            return super().exists(name)

    def delete(self, name):
        with as_a_disk_fails():
            super().delete(name)

    def listdir(self, name):
        with as_a_disk_fails():
            return super().listdir(name)

    def get_modified_time(self, name):
        with as_a_disk_fails():
            return super().get_modified_time(name)

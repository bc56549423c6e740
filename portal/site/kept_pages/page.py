"""One page as it was made, and the bytes in which it is sent."""

import gzip
import hashlib
import json
import re

import brotli
from django.http import HttpResponse

BYTES_OF_OBJECT = 1000  # bytes that Python needs for a page beside its texts
SHORTEST_PACKED = 200  # bytes: less grows by packing
BROTLI_QUALITY, GZIP_LEVEL = 4, 6  # brotli's 4 packs as small as gzip's 9, in less time than gzip's 6
ACCEPTED = re.compile(r"(?:^|,)\s*(br|gzip)\s*(?:;\s*q=([\d.]+)\s*)?(?=,|$)", re.IGNORECASE)
OF_ITS_BODY = ("content-encoding", "content-length", "content-type", "content-language")  # not sent where no body is

PACKING = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY),
    "gzip": lambda body: gzip.compress(body, GZIP_LEVEL, mtime=0),
}


def accepted(request):
    """The best of the encodings that the browser takes: br, gzip, or empty."""
    header = request.META.get("HTTP_ACCEPT_ENCODING", "")
    taken = {name.lower() for name, quality in ACCEPTED.findall(header) if not quality or quality.strip("0.")}
    return next((name for name in PACKING if name in taken), "")


class KeptPage:
    """`headers` are pairs, without those that follow from the encoding; `body` is not packed. It is packed when it is first asked for so.

    Nothing secret is in it that could be guessed by its length beside what a visitor typed (BREACH): a page with a token, a session or
    a cookie is not kept, and packed by Django's middleware, which hides its length.
    """

    def __init__(self, state, status, headers, body):
        self.state, self.status, self.headers, self.body = state, status, tuple(headers), body
        self.packed = {}
        self.etag = dict(self.headers).get("ETag") or f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        self.size = len(body) + sum(len(name) + len(value) for name, value in self.headers) + BYTES_OF_OBJECT  # bytes of memory, roughly

    def in_encoding(self, encoding):
        """(encoding, bytes): as asked for, if that is shorter."""
        if not encoding or len(self.body) < SHORTEST_PACKED:
            return "", self.body
        if encoding not in self.packed:
            self.packed[encoding] = PACKING[encoding](self.body)
            self.size += len(self.packed[encoding])
        return encoding, self.packed[encoding]

    def response(self, encoding, last_modified, is_known):
        """What is sent: without a body where the visitor `is_known` to have it."""
        if is_known:
            response = HttpResponse(status=304)
            del response.headers["Content-Type"]
        else:
            encoding, body = self.in_encoding(encoding)
            response = HttpResponse(body, status=self.status)
            response.headers["Content-Length"] = str(len(body))
            if encoding:
                response.headers["Content-Encoding"] = encoding
        for name, value in self.headers:
            if not is_known or name.lower() not in OF_ITS_BODY:
                response.headers[name] = value
        response.headers["ETag"] = self.etag
        response.headers["Last-Modified"] = last_modified
        return response

    def to_bytes(self):
        """For a store outside of this process: what it is in one line of JSON, then its body in brotli."""
        told = {"state": self.state, "status": self.status, "headers": self.headers}
        return json.dumps(told).encode() + b"\n" + (self.packed.get("br") or PACKING["br"](self.body))

    @classmethod
    def from_bytes(cls, kept):
        """Raises ValueError for what `to_bytes` did not write."""
        told, _newline, body = kept.partition(b"\n")
        try:
            told = json.loads(told)
            page = cls(told["state"], told["status"], [(name, value) for name, value in told["headers"]], brotli.decompress(body))
        except (brotli.error, KeyError, TypeError) as error:
            raise ValueError("no kept page") from error
        return page

"""Somebody who sends a sheet, for tests that go through the pages."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.models import SheetImport
from tests.admin_pages import filled_in

NEW_SHEET = "/admin/import/new/"


class Import:
    """Somebody who sends a sheet and goes from page to page."""

    def __init__(self, client, content, name="list.csv", **form):
        self.client = client
        upload = SimpleUploadedFile(name, content)
        self.page = client.post(NEW_SHEET, filled_in(client.get(NEW_SHEET)) | {"file": upload} | form)
        if self.page.status_code == 302:
            self.follow()

    def follow(self):
        while self.page.status_code == 302:
            self.url = self.page["Location"]
            self.page = self.client.get(self.url)
        return self

    def press(self, button="next", value="on", **changes):
        self.page = self.client.post(self.url, filled_in(self.page) | changes | ({button: value} if button else {}))
        return self.follow()

    @property
    def stored(self):
        return SheetImport.objects.get(pk=self.url.split("/")[3])

    @property
    def html(self):
        return self.page.content.decode()

    @property
    def text(self):
        return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", self.html))

    def controls(self):
        """{place of a wrong cell: name of its control}."""
        return dict(reversed(found) for found in re.findall(r'name="(cell-\d+-([A-Z]+\d+))"', self.html))

    def counted(self):
        """{state: number} of what the rows can be narrowed to."""
        return {key: int(number) for key, number in re.findall(r'count-(\w+)"[^>]*><b>(\d+)</b>', self.html)}

    def radios(self, name):
        """{row: name of the control} of rows that ask which record they are about."""
        return {int(number): f"row-{key}" for number, key in re.findall(rf"Row (\d+): {name}.*?name=\"row-(\d+)\"", self.html, re.DOTALL)}

"""The pictures of the guide show pages as they are: whatever these say otherwise by now is told by name."""

import pytest
from django.conf import settings
from PIL import Image

from portal.guide.chapters import chapters
from portal.guide.pictures import GUIDE_FOLDER, path_of, stored_pictures
from portal.launch import page_pictures
from portal.launch.pictured_pages import drawn_pages, said_by_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MOST_BYTES, MOST_BYTES_OF_ALL = 60_000, 1_500_000
PICTURES = [picture for chapter in chapters for picture in chapter.pictures]
HOW = "make them anew: make pictures"


def test_each_picture_of_a_chapter_is_there_and_no_other():
    wanted = sorted(path_of(picture.name, code) for picture in PICTURES for code, _name in settings.LANGUAGES)
    assert len(wanted) == len(set(wanted)), "two pictures have one name"
    files = sorted(path.relative_to(GUIDE_FOLDER.parent).as_posix() for path in GUIDE_FOLDER.rglob("*.webp"))
    assert (files, sorted(stored_pictures())) == (wanted, wanted), HOW


def test_pages_say_what_they_said_when_their_pictures_were_taken():
    stored = stored_pictures()
    changed = [path for path, picture, html in drawn_pages() if path in stored and stored[path].said != said_by_page(html, picture)]
    assert changed == [], HOW


def test_a_picture_has_the_size_that_its_page_is_told():
    for path, stored in stored_pictures().items():
        with Image.open(GUIDE_FOLDER.parent / path) as image:
            wanted = stored.width * page_pictures.PIXELS_OF_ONE, stored.height * page_pictures.PIXELS_OF_ONE
            assert [abs(have - want) <= 1 for have, want in zip(image.size, wanted, strict=True)] == [True, True], path


def test_pictures_are_small():
    sizes = {path: (GUIDE_FOLDER.parent / path).stat().st_size for path in stored_pictures()}
    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}
    assert sum(sizes.values()) < MOST_BYTES_OF_ALL


def test_a_page_that_says_something_else_is_noticed():
    picture, html = next((picture, html) for _path, picture, html in drawn_pages() if picture.name == "registration")
    said = said_by_page(html, picture)
    assert said_by_page(html.replace("00000001", "00000002"), picture) != said
    assert said_by_page(html.replace('class="', 'class="another '), picture) == said, "what is only drawn otherwise is not looked at"

"""The part of `make pictures` that needs the packages: lay out the pages of the guide in Chromium, and keep pictures of them."""

import io
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.test import override_settings
from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

from portal.launch import browser
from portal.launch.environment import say

ADDRESS = "http://guide.test/"
PIXELS_OF_ONE = 1.5  # pixels of the file for each of the page: small print stays sharp on dense screens
PIXELS_AROUND = 8  # pixels of the page around what is cut out
EVEN_LETTERS = ("--font-render-hinting=none", "--enable-font-subpixel-positioning")  # where one pixel is drawn as one and a half
SORTS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
MOST_DIFFERENCE = 2  # of 255, in a colour: what compressing does to a picture that is the same

BOXES_OF = """all => all.filter(each => each.checkVisibility()).map(each => each.getBoundingClientRect()).map(box =>
  [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY])"""


def answer(route, html):
    """What a page asks for: itself, or a static file; nothing else is there."""
    path = urlsplit(route.request.url).path
    file = find(path.removeprefix(settings.STATIC_URL)) if path.startswith(settings.STATIC_URL) else None
    if path == "/":
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    elif file:
        route.fulfill(body=Path(file).read_bytes(), content_type=SORTS.get(Path(file).suffix, "application/octet-stream"))
    else:
        route.fulfill(status=404)


def even(pixels):
    """Where 1.5 pixels stand for one, a picture that begins or ends at an odd one is blurred."""
    return int(pixels) // 2 * 2


def cut_out(page, picture, html):
    """The picture of a part of a page, as a PIL.Image, and its width and height in pixels of the page."""
    page.unroute_all()
    page.route("**/*", lambda route: answer(route, html))
    page.set_viewport_size({"width": picture.width, "height": 900})
    page.goto(ADDRESS, wait_until="networkidle")  # scripts put buttons and lists into forms
    page.evaluate("document.fonts.ready")
    page.set_viewport_size({"width": picture.width, "height": page.evaluate("document.documentElement.scrollHeight")})  # buttons stick
    boxes = page.locator(picture.part).evaluate_all(BOXES_OF)
    left, top = (even(max(min(box[side] for box in boxes) - PIXELS_AROUND, 0)) for side in (0, 1))
    right, bottom = min(max(box[2] for box in boxes) + PIXELS_AROUND, picture.width), max(box[3] for box in boxes) + PIXELS_AROUND
    width, height = even(right - left), min(even(bottom - top), picture.tallest)
    clip = {"x": left, "y": top, "width": width, "height": height}
    taken = page.screenshot(clip=clip, full_page=True, animations="disabled", caret="hide")
    return Image.open(io.BytesIO(taken)).convert("RGB"), width, height


def is_another(image, path):
    """Whether a picture differs from the one in the file at `path` by more than compressing does."""
    if not path.exists():
        return True
    with Image.open(path) as kept:
        if kept.size != image.size:
            return True
        return max(high for _low, high in ImageChops.difference(kept.convert("RGB"), packed(image)[1]).getextrema()) > MOST_DIFFERENCE


def packed(image):
    """A picture as the bytes of a WebP file, and as it looks when that is opened."""
    file = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).convert("RGB").save(file, "WEBP", lossless=True, quality=100, method=6)
    return file.getvalue(), Image.open(file).convert("RGB")


def take_pictures(all_anew):
    """Take those that are missing, or whose page says something else by now, or all; delete those that no chapter has."""
    from portal.guide.pictures import GUIDE_FOLDER, StoredPicture, store_pictures, stored_pictures
    from portal.launch.pictured_pages import drawn_pages, said_by_page

    before, stored = stored_pictures(), {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as faces:
        context = browser.start(playwright, browser.OWN_FACES, faces, *EVEN_LETTERS).new_context(
            device_scale_factor=PIXELS_OF_ONE, timezone_id=settings.TIME_ZONE, color_scheme="light", reduced_motion="reduce"
        )
        page = context.new_page()
        for path, picture, html in drawn_pages():
            said, file = said_by_page(html, picture), GUIDE_FOLDER.parent / path
            if file.exists() and path in before and before[path].said == said and not all_anew:
                stored[path] = before[path]
                continue
            image, width, height = cut_out(page, picture, html)
            stored[path] = StoredPicture(width, height, said)
            if is_another(image, file):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(packed(image)[0])
                say(f"  {path}: {file.stat().st_size / 1e3:.0f} kB")
        context.browser.close()
    store_pictures(stored)
    for file in GUIDE_FOLDER.rglob("*.webp"):
        if file.relative_to(GUIDE_FOLDER.parent).as_posix() not in stored:
            file.unlink()
            say(f"  {file.name} is in no chapter: deleted")
    size = sum((GUIDE_FOLDER.parent / path).stat().st_size for path in stored)
    say(f"{len(stored)} pictures, {size / 1e3:.0f} kB")


def main(all_anew):
    django.setup()
    if not browser.program():
        sys.exit("There is no chromium on the PATH. On Debian: sudo apt install chromium")
    call_command("migrate", verbosity=0)
    files = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=settings.STORAGES | files, STATIC_ROOT=settings.STATICFILES_DIRS[0], ALLOWED_HOSTS=["testserver"]):
        take_pictures(all_anew)


if __name__ == "__main__":
    main(sys.argv[1:] == ["--all"])

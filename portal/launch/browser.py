"""Chromium as tests and `make pictures` start it: with typefaces of the project's alone, whatever the machine has."""

import os
import shutil
from pathlib import Path

from portal.media import typesetting

FLAGS = [
    "--no-sandbox",  # as root, in a container, there is none
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=1",  # for all pages of a context
]
OWN_FACES = (typesetting.FACES, "Noto Sans", "Noto Sans CJK SC")
FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
  {aliases}
</fontconfig>
"""
ALIAS = "<alias binding='strong'><family>{family}</family><prefer>{names}</prefer></alias>"


def fontconfig(folder, *names, cache):
    """What fontconfig reads to find the typefaces of `folder` and no others, `names` for whatever a page asks of the system."""
    preferred = "".join(f"<family>{name}</family>" for name in names)
    aliases = "".join(ALIAS.format(family=family, names=preferred) for family in ("sans-serif", "serif", "monospace", "system-ui"))
    return FONTCONFIG.format(folder=folder, cache=cache, aliases=aliases)


def program():
    """The path of Chromium, None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def start(playwright, faces, folder, *flags):
    """Start Chromium with `faces`, such as OWN_FACES, and further flags; `folder` is an empty one for what it keeps of the faces."""
    configuration = Path(folder) / "fonts.conf"
    configuration.write_text(fontconfig(*faces, cache=folder))
    variables = os.environ | {"FONTCONFIG_FILE": str(configuration)}
    return playwright.chromium.launch(executable_path=program(), args=[*FLAGS, *flags], env=variables)

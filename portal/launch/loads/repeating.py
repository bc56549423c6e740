"""Runs a command of manage.py once for each line that it reads, in one process: `python repeating.py seed FOLDER FOLDER` takes its
fixtures from the folders in turn. Answers each line with what went wrong, or an empty one.

A file to be run with the portal's folder in PYTHONPATH, so that Django is not started anew for each round.
"""

import os
import sys
from itertools import cycle

import django
from django.conf import settings
from django.core.management import call_command


def main(command, *folders):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    turns = cycle(folders or [None])
    for _line in sys.stdin:
        if folder := next(turns):
            settings.FIXTURE_DIRS = [folder]
        try:
            call_command(command, stdout=sys.stderr)
        except Exception as error:  # told to whoever asked
            print(f"{type(error).__name__}: {' '.join(str(error).split())}"[:200], flush=True)
        else:
            print(flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

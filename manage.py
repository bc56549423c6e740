#!/usr/bin/env python3
"""The developer's entry: `python manage.py help` lists the commands."""

import gc
import os
import sys


def main():
    gc.set_threshold(50_000, 20, 50)  # while modules are imported nothing is garbage: to look for it took a fifth of the start
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. `make run` makes the environment; then use .venv/bin/python manage.py.")
    from portal.server.call_stack import in_one_piece

    in_one_piece(execute_from_command_line, sys.argv)


if __name__ == "__main__":
    main()

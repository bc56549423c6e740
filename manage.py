#!/usr/bin/env python3
"""The developer's entry: `python manage.py help` lists the commands."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. `make run` makes the environment; then use .venv/bin/python manage.py.")
    from portal.server.call_stack import in_one_piece

    in_one_piece(execute_from_command_line, sys.argv)


if __name__ == "__main__":
    main()

"""`python3 -m portal.launch run|test|check|bench|pictures`, what the Makefile calls.

An old Python must be able to read this file as far as the refusal, so that it imports the others only after it.
"""

import signal
import sys

OLDEST = (3, 11)


def refusal_of_version(version):
    """What to tell somebody whose Python has this `version` (a tuple), or "" where it will do."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    return (
        f"Going Global needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is Python {version[0]}.{version[1]}. "
        "Install one (on Debian: apt install python3 python3-venv), or name one you have: make run PYTHON=python3.12"
    )


def main(arguments):
    message = refusal_of_version(sys.version_info)
    if message:
        sys.exit(message)
    from portal.launch import benching, picturing, running, testing

    commands = {
        "run": running.run_portal,
        "test": testing.test,
        "check": testing.check_all,
        "bench": benching.bench,
        "pictures": picturing.take_pictures_of_pages,
    }
    if len(arguments) != 1 or arguments[0] not in commands:
        sys.exit("Usage: python3 -m portal.launch " + "|".join(commands))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended on the way out
    try:
        return commands[arguments[0]]()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The environment of a test run, set before the settings are read (a pytest plugin: see pyproject.toml).

DATABASE_URL alone is left as it is: it says which database the tests run on.
"""

import os

from _pytest import main

os.environ |= {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "SECOND_FACTOR_KEYS": "b25seS1mb3ItdGVzdHMtMDEyMzQ1Njc4OS1hYmNkZWY=",
    "LOCAL": "true",
    "DEBUG": "false",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # playwright keeps an event loop in the thread of the browser tests
}


def pytest_runtestloop(session):
    """pytest's own, with the frames of all tests in one piece of memory: as a server has them, and quicker by what is not mapped anew."""
    from portal.server.call_stack import in_one_piece  # only now: the settings read what is set above

    return in_one_piece(main.pytest_runtestloop, session)

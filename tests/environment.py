"""The environment of a test run, set before the settings are read (a pytest plugin: see pyproject.toml)."""

import os

os.environ["SECRET_KEY"] = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["LOCAL"] = "true"
os.environ["DEBUG"] = "false"

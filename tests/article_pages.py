"""The public pages of the article's records, each drawn and read once for all tests that change nothing."""

from functools import cache

from django.test import Client

from tests.page import visit


@cache
def article_page(address, status=200):
    """The page at `address`, for a test that has asked for the fixture `article`: it makes the same portal each time."""
    return visit(Client(), address, status)

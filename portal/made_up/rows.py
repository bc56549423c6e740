"""The accounts, the terms and the sources that are made up."""

from portal.made_up import people, sources

__all__ = ["people", "sources"]

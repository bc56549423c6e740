"""What the guide for staff tells of selections and shows, and of the tables that are made of them."""

from initiatives.guide import selections, shows, tables

__all__ = ["selections", "shows", "tables"]

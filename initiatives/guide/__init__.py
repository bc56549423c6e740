"""What the guide for staff tells of selections and shows."""

from initiatives.guide import selections, shows

__all__ = ["selections", "shows"]

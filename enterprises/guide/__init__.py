"""What the guide for staff tells of rights, and of lists that come as files."""

from enterprises.guide import rights, sheets

__all__ = ["rights", "sheets"]

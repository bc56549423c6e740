"""What the guide for staff tells of rights."""

from enterprises.guide import rights

__all__ = ["rights"]

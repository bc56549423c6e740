"""Made-up organizations, their marks, and the rights in these."""

from enterprises.made_up import organizations, properties

__all__ = ["organizations", "properties"]

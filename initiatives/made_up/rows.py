"""Made-up programmes, projects and exhibitions with those who took part, and selections with nominations."""

from initiatives.made_up import selections, shows

__all__ = ["selections", "shows"]

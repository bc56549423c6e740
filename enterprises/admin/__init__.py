from enterprises.admin import organizations, properties

__all__ = ["organizations", "properties"]

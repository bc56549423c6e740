from enterprises.admin import organizations, properties, working_days

__all__ = ["organizations", "properties", "working_days"]

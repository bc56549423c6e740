from enterprises.admin import organizations, properties, reach, working_days

__all__ = ["organizations", "properties", "reach", "working_days"]

from enterprises.admin import law, organizations, properties, reach, working_days

__all__ = ["law", "organizations", "properties", "reach", "working_days"]

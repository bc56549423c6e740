from portal.admin import records, sources, terms

__all__ = ["records", "sources", "terms"]

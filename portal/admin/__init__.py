from portal.admin import accounts, records, sources, terms

__all__ = ["accounts", "records", "sources", "terms"]

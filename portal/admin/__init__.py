from portal.admin import accounts, audit, judging, records, sources, terms

__all__ = ["accounts", "audit", "judging", "records", "sources", "terms"]

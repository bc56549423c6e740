from portal.admin import accounts, audit, judging, records, sources, superusers, terms

__all__ = ["accounts", "audit", "judging", "records", "sources", "superusers", "terms"]

from portal.admin import accounts, audit, corrections, judging, records, sources, superusers, terms

__all__ = ["accounts", "audit", "corrections", "judging", "records", "sources", "superusers", "terms"]

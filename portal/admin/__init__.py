from portal.admin import accounts, audit, corrections, features, judging, records, sources, superusers, terms

__all__ = ["accounts", "audit", "corrections", "features", "judging", "records", "sources", "superusers", "terms"]

from portal.admin import accounts, audit, corrections, enquiries, features, judging, records, sources, superusers, terms

__all__ = ["accounts", "audit", "corrections", "enquiries", "features", "judging", "records", "sources", "superusers", "terms"]

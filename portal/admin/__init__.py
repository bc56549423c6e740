from portal.admin import judging, records, sources, terms

__all__ = ["judging", "records", "sources", "terms"]

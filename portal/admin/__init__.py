"""The staff's side: the lists and forms of Django's admin, and what becomes of a form that is sent."""

from portal.admin import accounts, audit, corrections, enquiries, features, proposal_decisions, records, sources, superusers, terms

__all__ = ["accounts", "audit", "corrections", "enquiries", "features", "proposal_decisions", "records", "sources", "superusers", "terms"]

"""The public site: its pages, lists and search, the shortlist and the dossier, and what other programs read of it."""

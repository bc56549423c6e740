"""Who may come in and what they may do: accounts and roles, signing in, attempts, the audit log, forms of ended sessions."""

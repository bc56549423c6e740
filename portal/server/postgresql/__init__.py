"""Django's PostgreSQL for a portal that never waits without end (ENGINE in portal/settings.py)."""

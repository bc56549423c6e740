"""Mails: rows that are written with what they tell of, and go out apart from any request."""

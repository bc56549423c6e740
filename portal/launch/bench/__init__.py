"""Bench: `make bench` asks a portal page by page from outside, with few records and with many, and says what each costs."""

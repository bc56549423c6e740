"""Text in two languages: its pairs of columns, and what of Django's own Chinese is said anew."""

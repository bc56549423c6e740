"""Text in two languages: one is enough for a draft, what is missing is counted, and asked for before the public sees it."""

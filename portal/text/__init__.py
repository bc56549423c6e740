"""Words, figures, dates and names in both languages: how they are typed, read, worded and put in order. It asks no database."""

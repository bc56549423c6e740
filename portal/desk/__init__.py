"""The staff's first page: what waits, what records lack, what was changed lately, what needs somebody at once."""

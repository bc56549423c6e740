"""How records are found: what the index holds, slips of the keys, names that are alike, suggestions."""

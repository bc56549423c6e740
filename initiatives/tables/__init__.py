"""Tables that are asked for each year: each a class that says what it counts, which rows it has and by what it is narrowed."""

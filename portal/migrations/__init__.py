"""How the tables came to be, step by step; each file 0001_squashed_… makes in one what those it names made one by one."""

"""How portal/settings.py comes by its variables: which file stands in for the environment, and what it says of one that is missing."""

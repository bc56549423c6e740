"""The commands of `manage.py` about deadlines."""

"""The commands of `manage.py`: each opens what a package does, and reports."""

"""What `manage.py made_up` writes of initiatives and selections (portal/made_up)."""

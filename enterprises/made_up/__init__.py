"""What `manage.py made_up` writes of organizations and of what they own (portal/made_up)."""

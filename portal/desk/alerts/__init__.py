"""What needs somebody: told by `manage.py alerts`, by mail, and on the desk of those who publish.

`finding` looks, and changes nothing; `telling` mails what is new.
"""

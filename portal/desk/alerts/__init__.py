"""What needs somebody: told by `manage.py alerts`, by mail, and on the desk of those who publish.

`checks` looks, and changes nothing; `mailing` mails what is new.
"""

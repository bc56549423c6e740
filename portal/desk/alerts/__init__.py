"""Alerts: what needs somebody, by `manage.py alerts`, by mail, and on the desk of those who publish.

`checks` reads, and changes nothing; `mailing` mails new alerts.
"""

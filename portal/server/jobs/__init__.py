"""What is done apart from requests, by the one process of `manage.py work`.

A job is a generator function without arguments: it does one thing that is due after the other, yields after each, and ends where
nothing is due. What is due stands in the rows of what the job is about, so that it outlives every process, and is claimed there by
whoever does it. Whoever adds a job adds it to `jobs` in the `ready` of its app.

A queue with jobs of its own was tried and left: in django-tasks-db a job whose worker is killed is never done, huey takes it out
before it is done, and django-q2 and django-post-office do a whole batch again. None is needed where the row itself says what is due.
"""

jobs = []

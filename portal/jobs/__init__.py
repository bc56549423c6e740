"""What is done apart from requests, by the one process of `manage.py work`.

A job is a generator function without arguments: it does one thing that is due after the other, yields after each, and ends where
nothing is due. What is due stands in the rows of what the job is about, so that it outlives every process, and is claimed there by
whoever does it. Whoever adds a job adds it to `jobs` in the `ready` of its app.
"""

jobs = []

"""Tasks: what staff do about deadlines, and how they are told of them in time, on the desk, by mail and in their calendars.

A deadline is derived whenever it is read (enterprises/deadlines). A task is the row that remembers what people did about one, and on which
day it fell when they were told last.
"""

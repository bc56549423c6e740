"""The public site for other machines: what search engines, chat programs, feed readers and calendars read of it.

Everything here is of published records alone, and leaves out what is not on record.
"""

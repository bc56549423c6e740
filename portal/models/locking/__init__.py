"""In which order rows are locked, so that of two who write the same ones the second waits, and what is done where they still collide.

Whoever writes several rows locks them before the first of them is written, by `order.lock`. Where two collide nevertheless, each
in a transaction that waits for the other, the database ends one of them: that one is run again (`retrying`), and who sent it is
told only where that did not help either (portal/server/retried_requests.py).
"""

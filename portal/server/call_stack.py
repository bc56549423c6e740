"""Calls within one piece of memory: CPython keeps the frames of a thread in pieces of 16 KB, and frees each as its first frame returns.

Where a loop calls at a depth that lies at the end of a piece, each of its turns maps memory and gives it back: pages here took up to
2,500 page faults and a third of their time so. A frame that claims a large stack gets a piece of its own, and what it calls lies behind
it: nothing is mapped until it returns. What is claimed is never touched, so that it takes addresses and no memory.
"""

import sys

KEPT_IN_PIECES = sys.implementation.name == "cpython" and sys.version_info >= (3, 11)
SLOTS = 2**17  # of 8 bytes: with what a frame has beside, just above 1 MB, for which 2 MB are mapped; half is left for the calls


def called(function, *arguments, **named):
    return function(*arguments, **named)


def in_one_piece(function, *arguments, **named):
    """What `function` returns or raises: all that it calls finds its frames mapped."""
    return called(function, *arguments, **named)


if KEPT_IN_PIECES:
    in_one_piece.__code__ = in_one_piece.__code__.replace(co_stacksize=SLOTS)

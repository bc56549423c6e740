"""Frames of calls within one piece of memory."""

import resource
import threading

import pytest

from portal.server.call_stack import in_one_piece

pytestmark = pytest.mark.once
DEPTHS, TURNS = 300, 200


def nothing():
    pass


def faults_of_turns():
    """How many pages were mapped while a function was called TURNS times from here."""
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _turn in range(TURNS):
        nothing()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def most_faults(depth=DEPTHS):
    """The most of them at any depth of calls up to DEPTHS, where several pieces end."""
    here = faults_of_turns()
    return max(here, most_faults(depth - 1)) if depth else here


def in_a_thread(function, *arguments):
    """What it returns in a thread of its own, whose frames begin a piece, as those of a server's thread do."""
    given = []
    thread = threading.Thread(target=lambda: given.append(function(*arguments)))
    thread.start()
    thread.join()
    return given[0]


def test_no_turn_of_a_loop_maps_memory_at_whatever_depth_it_calls():
    assert in_a_thread(in_one_piece, most_faults) < TURNS / 4


def test_without_it_each_turn_does_at_some_depth():
    assert in_a_thread(most_faults) >= TURNS, (
        "this Python keeps a piece for the next call: portal/server/call_stack.py is not needed any more"
    )


def test_what_a_function_gives_is_given():
    assert in_one_piece(lambda *arguments, **named: (arguments, named), 1, 2, name=3) == ((1, 2), {"name": 3})


def test_what_a_function_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        in_one_piece(lambda: 1 / 0)


def test_a_generator_goes_on_outside_of_it():
    rows = in_one_piece(lambda: (row for row in "abc"))
    assert next(rows) == "a"
    assert "".join(rows) == "bc"


def test_one_within_another_gives_the_same():
    assert in_one_piece(in_one_piece, in_one_piece, len, "four") == 4

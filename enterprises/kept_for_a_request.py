"""What a page asks for many times is read once: the calendar, the rules of law. It is forgotten when the request ends."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

_answers = ContextVar("answers", default=None)  # {(function, arguments): answer}; None outside a request, where nothing is kept


def kept_for_a_request(read):
    """Decorate a function whose answer holds until the request ends, or until `forget`. Outside a request it reads anew each time."""

    @wraps(read)
    def kept(*arguments):
        answers = _answers.get()
        if answers is None:
            return read(*arguments)
        if (read, arguments) not in answers:
            answers[read, arguments] = read(*arguments)
        return answers[read, arguments]

    return kept


def request_begins(**kwargs):
    """What `request_started` calls. The copy of another request that ended badly is never taken over."""
    _answers.set({})


def request_ends(**kwargs):
    """What `request_finished` calls."""
    _answers.set(None)


def forget():
    """Have everything read anew: whoever saves what is kept calls it, so that the same request answers by what was saved."""
    if _answers.get() is not None:
        _answers.set({})


@contextmanager
def kept_meanwhile():
    """Keep answers outside a request, too: a command that dates thousands of rows reads the calendar once. Within a request those that
    are kept already hold."""
    token = _answers.set({} if _answers.get() is None else _answers.get())
    try:
        yield
    finally:
        _answers.reset(token)

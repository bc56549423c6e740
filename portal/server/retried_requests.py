"""A request whose transaction collided with another: run again as it came, and in the end answered by a page that has what was typed."""

from django.db import OperationalError

from portal.access.kept_forms.ended_sessions import NOT_KEPT, brought_back
from portal.models.locking.retrying import again, is_collision

RETRY_AFTER = 5  # seconds


def taken_down(thing):
    """{attribute: value} of a session or of the messages of a request, with lists and dictionaries of its own."""
    return {name: value.copy() if isinstance(value, list | dict) else value for name, value in vars(thing).items()}


class AsItCame:
    """What a view changes of a request, as it was when this was made: which form it sends, what its session holds, what it tells."""

    def __init__(self, request):
        self.request, self.attributes = request, dict(vars(request))
        things = [getattr(request, name, None) for name in ("session", "_messages")]
        self.things = [(thing, taken_down(thing)) for thing in things if thing is not None]

    def restore(self):
        """Let the request be so again; its files are read from their beginning."""
        vars(self.request).clear()
        vars(self.request).update(self.attributes)
        for thing, attributes in self.things:
            vars(thing).clear()
            vars(thing).update({name: value.copy() if isinstance(value, list | dict) else value for name, value in attributes.items()})
        for _name, files in self.request.FILES.lists():
            for file in files:
                file.seek(0)


def run_request(request, act):
    """The response that `act()` gives to a request, all that it writes in one transaction: see `retrying.again`."""
    return again(act, AsItCame(request).restore)


def answer_or_send_again(request, act, draw):
    """The response of `act()`; where that collided to the end, the page that `draw(context)` makes: nothing was saved, and here is
    everything that was sent, to be sent again."""
    try:
        return act()
    except OperationalError as error:
        if not is_collision(error):
            raise
    response = draw(sent_by(request))
    response.status_code = 503
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def sent_by(request):
    """What templates/portal/_send_again.html takes: where the request goes, [(name, value)] of what it sends, and {name: names of
    the files} that have to be chosen again. What holds a password or a code is typed anew; what was only brought back (access/kept_forms)
    is still kept; what was not read (portal/server/body_limits.py) cannot be given back."""
    address = request.get_full_path()
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
    is_not_here = brought_back(request) or not request.POST
    if request.method != "POST" or is_not_here or any(NOT_KEPT.fullmatch(name) for name, _value in typed):
        return {"address": address, "is_form": False}
    files = {name: [file.name for file in found] for name, found in request.FILES.lists()}
    return {"address": address, "is_form": True, "typed": typed, "files": files}

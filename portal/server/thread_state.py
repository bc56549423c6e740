"""What Django holds for the present request, its language, time zone and addresses, where a thread finds it in no time.

Django holds them in asgiref's Local, which also serves what runs asynchronously, and takes ten times as long to read: a page reads its
language a thousand times. Nothing here runs asynchronously: each request is answered by one thread.
"""

import threading

from django.urls import base as addresses
from django.utils import timezone
from django.utils.translation import trans_real

HELD = ((trans_real, "_active"), (timezone, "_active"), (addresses, "_prefixes"), (addresses, "_urlconfs"))


def hold_by_thread():
    """Of what the present thread held so far, its value goes along."""
    for module, name in HELD:
        before, held = getattr(module, name), threading.local()
        if hasattr(before, "value"):
            held.value = before.value
        setattr(module, name, held)

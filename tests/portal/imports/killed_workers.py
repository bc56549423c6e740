"""A process that has workers of imports killed, each at another statement to the database, and tells what was found afterwards."""

import json
import os
import signal
import sys
import traceback

import django

django.setup()

from django.db import connection, connections  # noqa: E402  once the models are ready

from enterprises.models import Organization  # noqa: E402
from portal.imports.running import run_import  # noqa: E402
from portal.listing.checking import differences  # noqa: E402
from portal.models import SheetImport  # noqa: E402
from portal.search.checking import differences_of_words  # noqa: E402
from portal.search.refreshing import index_the_rest  # noqa: E402
from tests.admin_pages import make_user  # noqa: E402
from tests.portal.imports.engine_sheets import read_sheet  # noqa: E402

ROWS, MOMENTS = 12, 8  # of each of the two, written and taken back: some thirty kills in all
Job, State = SheetImport.Job, SheetImport.State


class Counted:
    """Counts the statements of a connection, and ends the process at one of them, as a power cut would."""

    def __init__(self, last):
        self.number, self.last = 0, last

    def __call__(self, execute, *args):
        self.number += 1
        if self.number == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*args)


def in_a_child(key, last):
    """Do what the import of that key waits for in a process that is killed at its statement `last`; the number of statements where it ends."""
    connections.close_all()
    here, there = os.pipe()
    if not (child := os.fork()):
        try:
            counted = Counted(last)
            with connection.execute_wrapper(counted):
                run_import(key)
            os.write(there, str(counted.number).encode())
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(there)
    _child, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    with os.fdopen(here) as told:
        return int(told.read() or 0)


def stored(key):
    return [SheetImport.objects.get(pk=key).state, Organization.objects.count()]


def killed(key, job):
    """[state, number of records] after each kill, then of the work that nobody killed."""
    waits = {"job": job, "held_by": "", "held_until": None, "tries": 0}
    SheetImport.objects.filter(pk=key).update(**waits)
    found, number, step = [], 1, 1
    while not in_a_child(key, number):
        found.append(stored(key))
        if SheetImport.objects.get(pk=key).job == Job.NONE:
            break
        SheetImport.objects.filter(pk=key).update(**waits)
        number += step
        step = 1 + number // MOMENTS
    return found, stored(key)


def main():
    kept = read_sheet(make_user("Editor"), "enterprises", *({"name_zh": f"第{number}家文化公司{number}"} for number in range(ROWS)))
    told = {"read": stored(kept.pk)}
    for job in (Job.WRITE, Job.UNDO):
        told[str(job)] = killed(kept.pk, job)
        list(index_the_rest())
        told[f"index after {job}"] = [str(each) for each in (*differences(), *differences_of_words())]
    json.dump(told, sys.stdout)


main()

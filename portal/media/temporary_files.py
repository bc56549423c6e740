"""Files and folders in which a process works for a while, and what is left of them when it is killed.

Whoever works in one holds a lock on it, which the system takes back with the process. So what nobody holds is left over, and
the next of its kind takes it away; what somebody works in is left alone.
"""

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path


def is_at(place, descriptor):
    """Whether what `descriptor` has open still stands at `place`."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(place, follow_symlinks=False))
    except FileNotFoundError:
        return False


def hold_lock(place, descriptor):
    """Lock what `descriptor` has open. Returns whether it still stands at `place`: before it was held, others may have taken it
    for left over."""
    with suppress(OSError):  # a file system without locks: nothing on it is ever taken for left over
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    return is_at(place, descriptor)


def clear(places):
    """Delete those of `places`, files and folders, that nobody holds. What belongs to other users of the machine is not ours."""
    for place in places:
        with suppress(OSError):  # gone meanwhile, held by somebody, or on a file system without locks
            descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if is_at(place, descriptor) and os.fstat(descriptor).st_uid == os.geteuid():
                    shutil.rmtree(place) if place.is_dir() else place.unlink()
            finally:
                os.close(descriptor)


def open_new(path):
    """A new file at `path`, open for reading and writing, held and its owner's alone; raises FileExistsError."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        if hold_lock(path, descriptor):
            return os.fdopen(descriptor, "w+b")
        os.close(descriptor)


@contextmanager
def folder(purpose):
    """A folder among the system's temporary ones, its owner's alone: "going-global-sheet-x1b2c3d4" for the purpose "sheet".

    It is deleted afterwards, and with it the folders of the same purpose whose processes were killed.
    """
    prefix = f"going-global-{purpose}-"
    clear(Path(tempfile.gettempdir()).glob(f"{prefix}*"))
    descriptor = None
    while descriptor is None:
        made = Path(tempfile.mkdtemp(prefix=prefix))
        with suppress(FileNotFoundError):  # taken for left over already
            descriptor = os.open(made, os.O_RDONLY)
            if not hold_lock(made, descriptor):
                os.close(descriptor)
                descriptor = None
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(descriptor)

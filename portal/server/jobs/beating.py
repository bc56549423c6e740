"""The worker says that it is there, so that a page can say where it is not."""

from datetime import timedelta

from django.utils import timezone

from portal.models import WorkerBeat

BEAT = timedelta(seconds=20)  # between two signs
SILENCE = timedelta(seconds=90)  # after which nobody is there: a turn with many mails is longer than a beat
ONLY_ROW = 1


def sign():
    """Say that the worker is there, where its last sign is old; called, too, within a job that takes long."""
    now = timezone.now()
    if not WorkerBeat.objects.filter(pk=ONLY_ROW, at__gt=now - BEAT, at__lte=now).exists():
        WorkerBeat.objects.update_or_create(pk=ONLY_ROW, defaults={"at": now})


def beat():
    """The same as a job of the worker."""
    sign()
    yield from ()


def worker_is_there():
    """Whether a worker signed lately: else what was asked for waits."""
    return WorkerBeat.objects.filter(pk=ONLY_ROW, at__gt=timezone.now() - SILENCE).exists()

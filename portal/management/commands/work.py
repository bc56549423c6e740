import os

from django.core.management.base import BaseCommand

from portal.jobs import jobs
from portal.jobs.worker import Worker


class Command(BaseCommand):
    help = "Does what is to be done apart from requests, such as sending mails, until it is told to end (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser):
        parser.add_argument("--with-parent", action="store_true", help="end when the process that started it does, too")

    def handle(self, *, with_parent, **options):
        Worker(jobs, os.getppid() if with_parent else None).run()

from django.core.management.base import BaseCommand

from portal.server.jobs import jobs
from portal.server.jobs.worker import Worker


class Command(BaseCommand):
    help = "Does what is to be done apart from requests, such as sending mails, until it is told to end (SIGTERM, Ctrl-C)."

    def add_arguments(self, parser):
        parser.add_argument("--parent", type=int, help="the id of the process that starts it, to end when that does, too")

    def handle(self, *, parent, **options):
        Worker(jobs, parent).run()

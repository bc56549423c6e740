from django.core.management.base import BaseCommand
from django.utils import timezone

from enterprises.tasks.reminding import by_person, due_reminders, remind


class Command(BaseCommand):
    help = "Says whom it would remind of which deadlines. Writes their mails only with --send; what was told is told once."

    def add_arguments(self, parser):
        parser.add_argument("--send", action="store_true", help="write the mails, one to each person, and keep what was told")

    def handle(self, *, send, verbosity, **options):
        found = remind() if send else by_person(due_reminders(timezone.localdate()))
        for person, due in found.items():
            self.stdout.write(f"{person} <{person.email}>: {len(due)}")
            if verbosity > 1 or not send:
                for each in due:
                    self.stdout.write(f"  {each.entry.day} {each.step:<7} {each.entry.what_in_words} ({each.entry.key})")
        count = sum(map(len, found.values()))
        if send:
            self.stdout.write(f"Reminders written: {count}; mails: {len(found)}.")
        else:
            self.stdout.write(f"Reminders that are due: {count}; people: {len(found)}. Add --send to write the mails.")

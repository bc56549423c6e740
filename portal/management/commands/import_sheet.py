import time
from argparse import ArgumentTypeError
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from portal.access.roles import may_work
from portal.imports.leases import NotNow
from portal.imports.looking import look_at_file, match_by_itself
from portal.imports.outlook import what_would_happen
from portal.imports.receiving import digest_of_upload, receive
from portal.imports.running import ask_for, run_import
from portal.models import ImportedRow, SheetImport
from portal.sheets.columns import sheet_kinds
from portal.sheets.files.workbooks import FileRefused

ASKS_AGAIN_AFTER = 1  # seconds after which it is asked whether another process has done the work


def account(name):
    """The account of that name, which may write records."""
    user = get_user_model().objects.filter(username=name).first()
    if user is None or not may_work(user):
        raise ArgumentTypeError(f"No account “{name}” may change records.")
    return user


class Command(BaseCommand):
    help = (
        "Read a sheet as the page “Import a sheet” does, and say what its rows would do; the import then waits for its person on its page. "
        "With --write it is confirmed, as it was previewed: drafts are written, changes of what is public by an Editor proposed. "
        "What a Publisher changes in public is confirmed on the page alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE", help="The sheet: .xlsx, .xls, .ods, .csv.")
        parser.add_argument("--kind", choices=list(sheet_kinds), default="", help="What its rows are; else found by the headings.")
        parser.add_argument("--user", type=account, required=True, metavar="NAME", help="In whose name, and in whose charge.")
        parser.add_argument("--write", action="store_true", help="Confirm it, where no row is wrong.")

    def handle(self, *, path, kind, user, write, **options):
        try:
            with path.open("rb") as file:
                kept = self.previewed(File(file, path.name), kind, user, write)
            self.tell(kept)
            if write:
                self.confirm(kept, user)
        except FileRefused as refused:
            raise CommandError(" ".join(filter(None, (refused.reason, refused.remedy)))) from refused
        except (NotNow, OSError) as error:
            raise CommandError(str(error)) from error
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused

    def previewed(self, upload, kind, user, is_confirmed):
        """The import of a file, read; where it is confirmed the one of the same file that the person previewed last."""
        looks = look_at_file(upload.file, upload.name)
        upload.seek(0)
        if is_confirmed:
            waiting = SheetImport.objects.filter(by=user.pk, digest=digest_of_upload(upload), state=SheetImport.State.PREVIEW, job="")
            if kept := (waiting.filter(kind=kind) if kind else waiting).first():
                return kept
        kept = receive(user, upload)
        kept.kind = kind
        if not match_by_itself(kept, looks):
            kept.save(update_fields=["kind"])
            raise CommandError(f"Which sheet or columns are meant a person says: {page_of_import(kept)}")
        return self.carried_out(kept, SheetImport.Job.READ, user)

    def carried_out(self, kept, job, user, seal=""):
        """The import after its job was done, here or by the worker."""
        ask_for(kept, job, user, seal)
        while kept.job:
            run_import(kept.pk)
            kept.refresh_from_db()
            if kept.job:
                time.sleep(ASKS_AGAIN_AFTER)
        if kept.failure:
            raise CommandError(kept.failure)
        return kept

    def tell(self, kept):
        """Each mistake, and how many rows are what."""
        for row in kept.rows.filter(state=ImportedRow.State.WRONG):
            for problem in row.problems:
                self.stdout.write(f"{problem['place']}: {problem['reason']} {problem['remedy']}".rstrip())
        labels = {str(state): state.label for state in ImportedRow.State}
        counts = ", ".join(f"{number} {labels[state]}" for state, number in sorted(kept.counts.items()))
        self.stdout.write(f"{kept.file_name}: {counts or 'no rows'}. {page_of_import(kept)}")

    def confirm(self, kept, user):
        outlook = what_would_happen(kept, user)
        if outlook.wrong:
            raise CommandError("Some rows are wrong: mend them in the sheet, or on the page. Nothing was written.")
        if outlook.public or outlook.figures:
            raise CommandError(f"It changes what is public: confirm it on {page_of_import(kept)}. Nothing was written.")
        if outlook.is_anything:
            kept = self.carried_out(kept, SheetImport.Job.WRITE, user, outlook.seal)
            done = kept.outcome
            self.stdout.write(f"{done['new']} new, {done['changed']} changed, {done['proposed']} proposed, {done['left']} left out.")
        else:
            self.stdout.write("Nothing would be written.")


def page_of_import(kept):
    return reverse("imports_one", args=[kept.pk])

"""`seed`, `index` and five savers at once, round after round: no deadlock reaches a person, and nothing that was saved is lost."""

import json
import random
import subprocess
import threading
from pathlib import Path
from time import monotonic

from portal.launch.loads import repeating
from portal.launch.loads.table import line_of_counts, timed
from portal.launch.loads.visitor import Sample, Visitor, form_with
from portal.launch.testing import PYTHON

LIST = "/admin/portal/record/"
RECORDS_OF_ONE_STEP, RECORDS_HANDED_OVER, RECORDS_CHANGED = 12, 15, 3  # records
ADMIN_PATHS = {"exhibition": "initiatives/exhibition", "project": "initiatives/project", "programme": "initiatives/programme"}
SELECT_RECORDS = "SELECT id, kind FROM portal_record WHERE kind <> 'article' AND slug NOT LIKE 'load-%' ORDER BY id"
PERSON = "SELECT id FROM auth_user WHERE username = '{}'"
SELECT_NOTES = "SELECT staff_note FROM initiatives_historicalinitiative"
LIFETIME = 120  # seconds for one round
TIMES_ASKED_ANEW = 3  # times that a step asks anew, where it has something else to tell by then


class Saver:
    """A member of staff who does one thing in each round, with records that nobody keeps for them."""

    def __init__(self, server, number, samples, account="publisher"):
        self.records, self.number, self.saved = server.database.rows(SELECT_RECORDS), number, []
        self.visitor = Visitor(server.port, samples)
        self.visitor.sign_in(account, server.passwords[account])
        self.people = [server.database.rows(PERSON.format(name))[0][0] for name in ("editor", "publisher")]

    def keys(self, most):
        return [key for key, _kind in random.sample(self.records, most)]

    def act(self, turn):
        raise NotImplementedError


class Changer(Saver):
    """Saves the form of some records, public ones among them."""

    def act(self, turn):
        own = [(key, kind) for key, kind in self.records if kind in ADMIN_PATHS]
        for key, kind in random.sample(own, RECORDS_CHANGED):
            url, note = f"/admin/{ADMIN_PATHS[kind]}/{key}/change/", f"Round {turn}, {self.number}, {key}"
            form = form_with(self.visitor.ask("saves", url).text, "staff_note")
            if form and self.visitor.ask("saves", url, form | {"staff_note": note}, expected=(200, 302)).status == 302:
                self.saved.append(note)  # 200: somebody else was quicker, and the form shows both versions


class Stepper(Saver):
    """Withdraws some records and publishes them again, after an Editor has sent them."""

    def __init__(self, server, number, samples):
        super().__init__(server, number, samples)
        self.editor = Saver(server, number, samples, "editor").visitor

    def act(self, turn):
        chosen = self.keys(RECORDS_OF_ONE_STEP)
        for visitor, step in ((self.visitor, "withdraw"), (self.editor, "send"), (self.visitor, "publish")):
            form = {"action": f"step_{step}", "_selected_action": chosen}
            page = visitor.ask("steps", LIST, form | token(visitor), expected=(200, 302))
            for _ in range(TIMES_ASKED_ANEW):
                asked = form_with(page.text, "confirmed")
                if page.status != 200 or not asked:
                    break
                page = visitor.ask("steps", LIST, asked | form | {"note": f"Round {turn}"}, expected=(200, 302))


class HandingOver(Saver):
    def act(self, turn):
        to = self.people[turn % 2]
        form = {"action": "hand_over", "_selected_action": self.keys(RECORDS_HANDED_OVER), "chosen": "yes", "to": to, "role": "responsible"}
        self.visitor.ask("handing over", LIST, form | token(self.visitor))
        sure = form | token(self.visitor) | {"confirmed": "yes", "seen": f"{to} responsible"}
        self.visitor.ask("handing over", LIST, sure, expected=(200, 302))


def token(visitor):
    return {"csrfmiddlewaretoken": visitor.cookies["csrftoken"]}


class RepeatedCommand:
    """`seed` or `index`, which runs once for each `act`."""

    def __init__(self, server, command, *folders, samples):
        self.command, self.samples = command, samples
        program = [PYTHON, repeating.__file__, command, *map(str, folders)]
        with server.log.open("ab") as log:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": log}
            variables = server.variables(PYTHONPATH=str(server.root))
            self.process = subprocess.Popen(program, cwd=server.root, env=variables, text=True, **pipes)

    def act(self, turn):
        began = monotonic()
        print(turn, file=self.process.stdin, flush=True)
        problem = self.process.stdout.readline()
        ended = "" if problem.endswith("\n") else "it ended"
        self.samples.append(Sample(self.command, began, monotonic() - began, 0, problem.strip() or ended))

    def end(self):
        self.process.stdin.close()
        self.process.wait(LIFETIME)


def run(server, plan):
    samples = []
    savers = [Changer(server, 1, samples), Changer(server, 2, samples), Stepper(server, 3, samples), Stepper(server, 4, samples)]
    savers.append(HandingOver(server, 5, samples))
    seed = RepeatedCommand(server, "seed", *fixtures(server, server.folder), samples=samples)
    index = RepeatedCommand(server, "index", samples=samples)
    try:
        samples.clear()  # of signing in
        for turn in range(plan.rounds):
            round_of([*savers, seed, index], turn)
    finally:
        seed.end()
        index.end()
    for what in ("saves", "steps", "handing over", "seed", "index"):
        yield timed(f"{plan.rounds} rounds: {what}", [sample for sample in samples if sample.what == what])
    kept = {note for (note,) in server.database.rows(SELECT_NOTES)}
    saved = [note for saver in savers for note in saver.saved]
    lost = [note for note in saved if note not in kept]
    yield line_of_counts(f"{len(saved)} saves confirmed, each kept", f"lost: {', '.join(lost[:3])}" if lost else "")


def round_of(actors, turn):
    """Everybody acts once, at the same time."""
    threads = [threading.Thread(target=actor.act, args=[turn], daemon=True) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIFETIME)
        if thread.is_alive():
            raise RuntimeError(f"round {turn} did not end within {LIFETIME} s")


def fixtures(server, folder):
    """Two folders with the fixtures, whose texts differ: laid in turn, each seeding has something to write."""
    folders = []
    for name, more in (("as-they-are", ""), ("with-more", " Again.")):
        (folder / name).mkdir(exist_ok=True)
        for path in (Path(server.root) / "fixtures").glob("*.json"):
            entries = json.loads(path.read_text("utf-8"))
            for entry in entries:
                told = entry["fields"]
                told |= {field: told[field] + more for field in ("summary_en", "wording_en") if told.get(field)}
            (folder / name / path.name).write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
        folders.append(folder / name)
    return folders

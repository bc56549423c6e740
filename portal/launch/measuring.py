"""The part of `make bench` that needs the packages: fill an empty database with made-up records, and measure."""

import os
import resource
import sys
import time
from pathlib import Path

import django
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction

from portal.launch.environment import say

FILES_TO_STORE, FILE_SIZE = 1000, 100_000
TYPED = ("made-up", "lanzh", "敦煌", "Lanzhuo")  # the last is a slip
CITIES = (("Lanzhou", "兰州"), ("Dunhuang", "敦煌"), ("Tianshui", "天水"), ("Jiuquan", "酒泉"), ("Zhangye", "张掖"))


class Stages:
    """Takes the place of a bar (portal.exchange.backups.progress) and says how long each part took."""

    def begin(self, title, total):
        self.title, self.started = title, time.monotonic()

    def step(self, done=1):
        pass

    def over(self, things):
        return things

    def end(self):
        say(f"    {self.title:<32}{time.monotonic() - self.started:7.1f} s")


def measured(title, act):
    started = time.monotonic()
    result = act(Stages())
    say(f"  {title:<34}{time.monotonic() - started:7.1f} s")
    return result


def fill(records):
    """Exhibitions with a figure each and the history of both, and files in the storage."""
    from django.core.files.storage import default_storage
    from django.utils import timezone

    from portal.exchange.backups.tables import Table
    from portal.models import Measure, Passage, Record, Source, Statement

    Initiative = apps.get_model("initiatives", "Initiative")  # by name: models import one way
    source = Source.objects.create(kind="report", slug="report", name_en="Made-up report", published_at=timezone.now())
    passage = Passage.objects.create(source=source, number=1, label_en="page 1", label_zh="第1页")
    measure = Measure.objects.create(name_en="visits", name_zh="参观", unit_en="visitors", unit_zh="人次")

    def exhibition(n):
        (place, its_name), key = CITIES[n % len(CITIES)], f"made-up-{n}"
        names = {"name_en": f"Made-up Exhibition {n} of {place}", "name_zh": f"{its_name}虚构展览{n}"}
        told = {"summary_en": f"Made up to measure, shown in {place}.", "summary_zh": f"为测量而虚构，曾在{its_name}展出。"}
        return Initiative(
            id=key,
            record_ptr_id=key,
            kind="exhibition",
            slug=key,
            published_at=timezone.now(),
            city_en=place,
            city_zh=its_name,
            **names,
            **told,
        )

    def statement(n):
        said = {"wording_en": f"It drew {n} visitors.", "wording_zh": f"吸引了{n}人次参观。"}
        return Statement(id=f"figure-{n}", record_id=f"made-up-{n}", passage=passage, measure=measure, value=n, qualifier="over", **said)

    def insert(model, objects):
        table = Table(model)
        table.insert([getattr(each, name) for name in table.columns] for each in objects)

    with transaction.atomic():
        insert(Record, map(exhibition, range(records)))
        insert(Initiative, map(exhibition, range(records)))
        insert(Statement, map(statement, range(records)))
        for make, manager in ((exhibition, Initiative.history), (statement, Statement.history)):
            for start in range(0, records, 1000):
                manager.bulk_history_create(list(map(make, range(start, min(start + 1000, records)))), batch_size=1000)
    for n in range(FILES_TO_STORE):
        default_storage.save(f"pictures/{n}.webp", ContentFile(os.urandom(FILE_SIZE)))


def measure_suggestions():
    from portal.search.suggestions import suggested_records

    for text in TYPED:
        started = time.monotonic()
        suggested_records(text)
        say(f"  {f'suggestions for “{text}”':<34}{1000 * (time.monotonic() - started):7.0f} ms")


def main(folder, records):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from portal.exchange.backups.restoring import restore
    from portal.exchange.backups.saving import save
    from portal.launch.measuring_desk import measure_desk

    folder.mkdir()
    call_command("migrate", verbosity=0)
    fill(records)
    path = folder / "portal.zip"
    manifest = measured("backup, all in all", lambda stages: save(path, stages))
    say(f"  {'':<34}{path.stat().st_size / 1e6:7.1f} MB: {manifest.rows} rows, {len(manifest.files)} files")
    with path.open("rb") as file:
        measured("restore over it, all in all", lambda stages: restore(file, True, stages))
    measure_suggestions()
    measure_desk(records)
    say(f"  {'most memory':<34}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:7.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

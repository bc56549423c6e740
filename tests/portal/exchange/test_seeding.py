import json
from io import StringIO

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.models import Organization
from initiatives.models import Exhibition, Initiative, NominationEvent, Participation
from portal.models import AlternativeName, Measure, Passage, Record, SearchEntry, Source, Statement, Technology
from tests.factories import make_enterprise, make_exhibition, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.FIXTURE_DIRS = [tmp_path]
    return tmp_path


def entry(model, pk, **fields):
    return {"model": model, "pk": pk, "fields": fields}


def halves(pk, kind="exhibition", **fields):
    child = {
        "exhibition": "initiatives.initiative",
        "enterprise": "enterprises.organization",
        "article": "portal.source",
        "selection-round": "initiatives.selectionround",
    }[kind]
    own = {name: fields.pop(name) for name in ("format", "country", "technologies") if name in fields}
    common = {"kind": kind, "slug": pk, "name_en": pk.title(), "published_at": "2025-05-21T00:00:00+08:00"}
    return [entry("portal.record", pk, **common | fields), entry(child, pk, **own)]


def statement(pk="fair-figure", **fields):
    return entry(
        "portal.statement", pk, **{"record": "fair", "passage": "article-1", "wording_en": "Wording.", "wording_zh": "表述。"} | fields
    )


def figure(**fields):
    return statement(**{"measure": "visitors", "value": "330", "qualifier": "over"} | fields)


REST = [
    *halves("article", kind="article"),
    *halves("company", kind="enterprise"),
    entry("portal.passage", "article-1", source="article", number=1, label_en="title", label_zh="标题"),
    entry("portal.measure", "visitors", name_en="visitors", name_zh="观众", unit_en="visitors", unit_zh="名观众"),
    entry("portal.technology", "mural-restoration", name_en="mural restoration", name_zh="壁画修复"),
    entry("portal.technology", "gaming-technology", name_en="gaming technology", name_zh="游戏技术"),
]
FAIR = halves("fair", summary_en="A fair.", technologies=["mural-restoration"])
PARTICIPATION = entry("initiatives.participation", "fair-organizer", initiative="fair", organization="company", role="organizer")


def write(folder, *entries, name="all.json"):
    folder.joinpath(name).write_text(json.dumps(list(entries)), "utf-8")


def seed(*arguments):
    out = StringIO()
    call_command("seed", *arguments, stdout=out)
    return out.getvalue().splitlines()


def seeded(folder):
    """The small fixtures above, seeded: nine objects."""
    write(folder, *FAIR, figure(), PARTICIPATION, *REST)
    assert seed() == ["9 created, 0 updated, 0 unchanged, 0 conflicting."]


def reasons(row):
    return [(history.history_type, history.history_change_reason) for history in row.history.order_by("history_id")]


def test_creates_what_is_new_with_one_row_of_history_each(folder):
    seeded(folder)
    for model in (Initiative, Organization, Source, Passage, Measure, Technology, Statement, Participation):
        for row in model.objects.all():
            assert reasons(row) == [("+", "seed")], row
    fair = Initiative.objects.get()
    assert fair.name_en == "Fair"
    assert fair.history.get().name_en == "Fair"
    assert [row.technology_id for row in fair.history.get().technologies.all()] == ["mural-restoration"]


def test_what_is_seeded_is_found_by_the_search(folder):
    seeded(folder)
    assert [record.pk for record in Record.objects.published().search("表述")] == ["fair"]


def test_a_second_run_changes_nothing(folder):
    seeded(folder)
    moment = Record.objects.get(pk="fair").updated_at
    with CaptureQueriesContext(connection) as queries:
        assert seed() == ["0 created, 0 updated, 9 unchanged, 0 conflicting."]
    assert [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert Record.objects.get(pk="fair").updated_at == moment


def test_a_moment_without_its_offset_is_one_of_the_portals_time_zone_and_never_written_again(folder):
    moment = {"published_at": "2025-05-21T00:00:00"}
    write(folder, *halves("fair", **moment), *halves("article", kind="article", **{**moment, "published_at": "2025-05-20T16:00:00Z"}))
    assert seed() == ["2 created, 0 updated, 0 unchanged, 0 conflicting."]
    assert Record.objects.get(pk="fair").published_at == Record.objects.get(pk="article").published_at
    assert seed() == ["0 created, 0 updated, 2 unchanged, 0 conflicting."]


def test_the_order_of_the_entries_does_not_matter(folder):
    write(folder, PARTICIPATION, figure(), *reversed(FAIR), *reversed(REST))
    assert seed() == ["9 created, 0 updated, 0 unchanged, 0 conflicting."]


def test_updates_what_the_fixtures_change_and_indexes_it(folder):
    seeded(folder)
    moment = Record.objects.get(pk="fair").updated_at
    changed = halves("fair", summary_en="An expo.", technologies=["gaming-technology"])
    write(folder, *changed, figure(value="331"), PARTICIPATION, *REST)
    assert seed() == ["0 created, 2 updated, 7 unchanged, 0 conflicting."]
    fair = Initiative.objects.get()
    assert [technology.pk for technology in fair.technologies.all()] == ["gaming-technology"]
    assert fair.updated_at > moment
    assert reasons(fair) == [("+", "seed"), ("~", "seed")]
    assert Statement.objects.get().value == 331
    assert [record.pk for record in Record.objects.published().search("expo")] == ["fair"]
    assert not Record.objects.published().search("A fair summary").exists()


@pytest.mark.once
def test_a_field_that_no_entry_names_is_left_as_it_is(folder):
    seeded(folder)
    Record.objects.filter(pk="fair").update(staff_note="Ask for the dates.")
    write(folder, *halves("fair", summary_en="An expo."), figure(), PARTICIPATION, *REST)
    assert seed() == ["0 created, 1 updated, 8 unchanged, 0 conflicting."]
    fair = Initiative.objects.get()
    assert (fair.staff_note, fair.summary_en) == ("Ask for the dates.", "An expo.")
    assert fair.technologies.count() == 1


@pytest.mark.once
def test_one_half_of_a_record_that_is_there_is_enough(folder):
    seeded(folder)
    write(folder, entry("initiatives.initiative", "fair", format="expo"))
    assert seed() == ["0 created, 1 updated, 0 unchanged, 0 conflicting."]
    write(folder, entry("portal.record", "fair", name_zh="博览会"))
    assert seed() == ["0 created, 1 updated, 0 unchanged, 0 conflicting."]
    fair = Initiative.objects.get()
    assert (fair.format, fair.name_zh, fair.name_en) == ("expo", "博览会", "Fair")
    assert reasons(fair) == [("+", "seed"), ("~", "seed"), ("~", "seed")]


@pytest.mark.once
def test_never_overwrites_what_staff_changed(folder):
    seeded(folder)
    fair = Exhibition.objects.get()
    fair.summary_en = "A fair that staff described."
    fair.save()
    write(folder, *FAIR, figure(qualifier="nearly"), PARTICIPATION, *REST)
    assert seed() == [
        "Left alone: initiatives.initiative fair (changed by staff: summary_en).",
        "0 created, 1 updated, 7 unchanged, 1 conflicting.",
    ]
    fair.refresh_from_db()
    assert fair.summary_en == "A fair that staff described."
    assert Statement.objects.get().qualifier == "nearly"


@pytest.mark.once
def test_writes_nothing_of_an_object_of_which_staff_changed_another_field(folder):
    seeded(folder)
    fair = Exhibition.objects.get()
    fair.name_zh = "展会"
    fair.save()
    write(folder, *halves("fair", summary_en="An expo.", technologies=["mural-restoration"]), figure(), PARTICIPATION, *REST)
    assert seed()[0] == "Left alone: initiatives.initiative fair (changed by staff: summary_en)."
    fair.refresh_from_db()
    assert (fair.summary_en, fair.name_zh) == ("A fair.", "展会")


@pytest.mark.once
def test_a_change_by_staff_of_a_many_to_many_field_is_theirs(folder):
    seeded(folder)
    Initiative.objects.get().technologies.clear()
    assert seed()[0] == "Left alone: initiatives.initiative fair (changed by staff: technologies)."
    assert Initiative.objects.get().technologies.count() == 0


@pytest.mark.once
def test_staff_who_write_what_the_fixtures_say_make_no_conflict(folder):
    seeded(folder)
    fair = Exhibition.objects.get()
    fair.summary_en = "An expo."
    fair.save()
    write(folder, *halves("fair", summary_en="An expo.", technologies=["mural-restoration"]), figure(), PARTICIPATION, *REST)
    assert seed() == ["0 created, 0 updated, 9 unchanged, 0 conflicting."]


@pytest.mark.once
def test_never_resurrects_a_record_that_staff_deleted_nor_its_parts(folder):
    seeded(folder)
    Exhibition.objects.get().delete()
    write(folder, *FAIR, figure(), PARTICIPATION, statement("new-in-the-fixtures"), *REST)
    assert seed() == [
        "Left alone: initiatives.initiative fair (deleted by staff).",
        "Left alone: portal.statement fair-figure (deleted by staff).",
        "Left alone: initiatives.participation fair-organizer (deleted by staff).",
        "Left alone: portal.statement new-in-the-fixtures (refers to what is not there: record_id “fair”).",
        "0 created, 0 updated, 6 unchanged, 4 conflicting.",
    ]
    assert not Record.objects.filter(pk="fair").exists()
    assert not Statement.objects.exists()


@pytest.mark.once
def test_never_resurrects_a_part_that_staff_deleted(folder):
    seeded(folder)
    Statement.objects.get().delete()
    assert seed()[0] == "Left alone: portal.statement fair-figure (deleted by staff)."
    assert not Statement.objects.exists()


@pytest.mark.once
def test_what_staff_deleted_stays_so_for_fixtures_that_only_refer_to_it(folder):
    seeded(folder)
    Technology.objects.get(pk="gaming-technology").delete()
    write(folder, *halves("expo", technologies=["gaming-technology"]))
    assert seed() == [
        "Left alone: initiatives.initiative expo (refers to what is not there: technologies “gaming-technology”).",
        "0 created, 0 updated, 0 unchanged, 1 conflicting.",
    ]


def test_leaves_alone_what_would_clash_with_what_staff_added(folder):
    staffs = make_exhibition(id="staffs", slug="fair")
    make_statement(staffs)
    write(folder, *FAIR, figure(), PARTICIPATION, *REST)
    lines = seed()
    assert lines[0] == "Left alone: initiatives.initiative fair (slug: “staffs” has this already)."
    assert lines[-1] == "6 created, 0 updated, 0 unchanged, 3 conflicting."
    assert [record.pk for record in Exhibition.objects.all()] == [staffs.pk]


def test_a_change_that_would_clash_with_what_staff_wrote_is_a_conflict_and_the_rest_is_written(folder):
    seeded(folder)
    make_exhibition(id="staffs", slug="expo")
    make_enterprise(id="moved", slug="here").keep_address("there")
    changed = [*halves("fair", slug="expo", technologies=["mural-restoration"]), *halves("new", slug="there"), figure(value="331")]
    write(folder, *changed, PARTICIPATION, *REST)
    assert seed() == [
        "Left alone: initiatives.initiative fair (slug: “staffs” has this already).",
        "Left alone: initiatives.initiative new (slug: the address leads visitors to “moved”, which had it before).",
        "0 created, 1 updated, 7 unchanged, 2 conflicting.",
    ]
    assert Exhibition.objects.get(pk="fair").slug == "fair"
    assert Statement.objects.get().value == 331


def test_what_the_fixtures_exchange_among_themselves_is_no_clash(folder):
    passages = [
        entry("portal.passage", f"article-{pk}", source="article", number=number, label_en=f"sentence {pk}", label_zh=f"第{pk}句")
        for pk, number in ((2, 2), (3, 3))
    ]
    seeded(folder)
    write(folder, *passages, name="passages.json")
    assert seed()[-1].startswith("2 created")
    passages[0]["fields"]["number"], passages[1]["fields"]["number"] = 3, 2
    passages.append(entry("portal.passage", "article-4", source="article", number=4, label_en="sentence 4", label_zh="第4句"))
    write(folder, *passages, name="passages.json")
    assert seed()[-1] == "1 created, 2 updated, 9 unchanged, 0 conflicting."
    assert [passage.pk for passage in Passage.objects.order_by("number")] == ["article-1", "article-3", "article-2", "article-4"]


def selection(published_at="2025-05-21T00:00:00+08:00", **fields):
    """An event of a nomination in a round; what is given of the event."""
    event = {"nomination": "nomination", "verb": "recognized", "actors": ["company"], "passage": "article-1"} | fields
    return [
        entry("initiatives.nominationevent", "event", **event),
        *halves("round", kind="selection-round", published_at=published_at),
        entry("initiatives.selectioncategory", "category", round="round", position=1, name_en="Works", name_zh="作品"),
        entry("initiatives.nomination", "nomination", category="category", organization="company"),
    ]


@pytest.mark.parametrize(
    ("published_at", "given", "why"),
    [
        ("2025-05-21T00:00:00+08:00", {"verb": "withdrawn"}, "verb"),
        ("2025-05-21T00:00:00+08:00", {"verb": "withdrawn", "actors": []}, "verb, actors"),
        ("2025-05-21T00:00:00+08:00", {"actors": ["company", "firm"]}, ""),  # somebody more, within minutes
        (None, {"verb": "withdrawn", "actors": []}, ""),
    ],
)
def test_a_change_that_the_database_refuses_is_a_conflict_and_the_rest_is_written(folder, published_at, given, why):
    """Of what was never public an event is changed, even by fixtures that make it public."""
    write(folder, *selection(published_at), *FAIR, figure(), PARTICIPATION, *halves("firm", kind="enterprise"), *REST)
    assert seed()[-1].startswith("14 created")
    write(folder, *selection(**given), *FAIR, figure(value="331"), PARTICIPATION, *halves("firm", kind="enterprise"), *REST)
    refused = f"{why}: A nomination event that has been public is not changed or deleted: correct it by another"
    for _run in range(2):
        lines = seed()
        assert lines[:-1] == ([f"Left alone: initiatives.nominationevent event ({refused})."] if why else [])
    event = NominationEvent.objects.get()
    expected = {} if why else given
    assert event.verb == expected.get("verb", "recognized")
    assert [actor.pk for actor in event.actors.order_by("pk")] == expected.get("actors", ["company"])
    assert Statement.objects.get().value == 331


@pytest.mark.once
def test_what_plain_loaddata_left_is_the_fixtures_own(folder):
    write(folder, *FAIR, figure(), PARTICIPATION, *REST)
    call_command("loaddata", "all.json", verbosity=0)
    assert seed() == ["0 created, 0 updated, 9 unchanged, 0 conflicting."]
    assert reasons(Initiative.objects.get()) == [("+", "seed")]
    write(folder, *halves("fair", summary_en="An expo."), figure(), PARTICIPATION, *REST)
    assert seed() == ["0 created, 1 updated, 8 unchanged, 0 conflicting."]
    fair = Exhibition.objects.get()
    fair.summary_en = "By staff."
    fair.save()
    assert seed()[0] == "Left alone: initiatives.initiative fair (changed by staff: summary_en)."


@pytest.mark.once
def test_updates_what_plain_loaddata_left_where_the_fixtures_changed_since(folder):
    write(folder, *FAIR, figure(), PARTICIPATION, *REST)
    call_command("loaddata", "all.json", verbosity=0)
    write(folder, *FAIR, figure(value="331"), PARTICIPATION, *REST)
    assert seed() == ["0 created, 1 updated, 8 unchanged, 0 conflicting."]
    assert Statement.objects.get().value == 331


def test_a_dry_run_says_what_it_would_do_and_does_nothing(folder):
    write(folder, *FAIR, figure(), PARTICIPATION, *REST)
    assert seed("--dry-run") == ["Dry run, nothing was written: 9 created, 0 updated, 0 unchanged, 0 conflicting."]
    assert not Record.objects.exists()
    assert not Initiative.history.exists()
    assert not SearchEntry.objects.exists()


def test_restores_missing_search_entries(folder):
    seeded(folder)
    SearchEntry.objects.all().delete()
    seed()
    assert SearchEntry.objects.filter(source=None).count() == 3


BROKEN = [
    ("[{", "a.json cannot be read"),
    ("{}", "a.json holds no list of entries"),
    ('["x"]', "a.json, entry 1: an entry is an object of model, pk and fields"),
    ('[{"model": "portal.sector", "pk": "x"}]', "a.json, entry 1: an entry is an object of model, pk and fields"),
    ([entry("portal.unicorn", "x")], r"a.json, entry 1 \(portal.unicorn x\): .*unicorn"),
    ([entry("auth.user", "1", username="x")], "a.json, entry 1 .*keep a history"),
    ([entry("initiatives.exhibition", "x")], "a.json, entry 1 .*not of their proxies"),
    ([entry("portal.sector", None, name_en="x", name_zh="x")], "a.json, entry 1 .*entries with a key"),
    ([*FAIR, entry("portal.sector", "x", colour="red")], r"a.json, entry 3 \(portal.sector x\): .*no field “colour”"),
    ([*FAIR[:1], entry("initiatives.initiative", "fair", name_en="x")], "a.json, entry 2 .*no field “name_en” of its own"),
    ([statement(record="nowhere")], "a.json, entry 1 .*record_id “nowhere” is neither in the fixtures nor in the database"),
    ([entry("initiatives.initiative", "fair", technologies=["nothing"]), FAIR[0]], "a.json, entry 1 .*technologies “nothing” is neither"),
    (
        [PARTICIPATION | {"fields": PARTICIPATION["fields"] | {"organization": "article"}}, *FAIR],
        "organization_id “article” is no organization",
    ),
    ([FAIR[0]], r"a.json, entry 1 \(portal.record fair\): only half of a record"),
    ([FAIR[1]], r"a.json, entry 1 \(initiatives.initiative fair\): only half of a record"),
    (
        [FAIR[0], entry("enterprises.organization", "fair")],
        "entry 1 .* and .*entry 2 .*“exhibition” is not kept in enterprises.organization",
    ),
    ([*FAIR, entry("enterprises.organization", "fair")], "a.json, entry 3 .*has this key"),
    ([*halves("fair", kind="article")[1:], FAIR[0] | {"fields": FAIR[0]["fields"] | {"kind": "circus"}}], "there is no kind “circus”"),
    ([*FAIR, FAIR[0]], "a.json, entry 3 .*the same stands in a.json, entry 1"),
    ([*FAIR, figure(value="many")], "a.json, entry 3 .*: value: “many” value must be a decimal number"),
    ([*FAIR, figure(measure=None)], "a.json, entry 3 "),
    ([*FAIR, figure(qualifier="roughly")], "a.json, entry 3 "),
    ([*halves("fair", name_en="Two\nlines")], "a.json, entry 1 .*: name_en: Write this on one line"),
    ([*halves("fair", format="circus")], "a.json, entry 1 .*circus"),
    ([*halves("fair", technologies=7)], "a.json, entry 2 .*technologies"),
]


@pytest.mark.parametrize(("content", "message"), BROKEN, ids=range(len(BROKEN)))
def test_wrong_fixtures_are_refused_by_file_and_entry_and_nothing_is_written(folder, content, message):
    write(folder, *REST, name="b.json")
    folder.joinpath("a.json").write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    with pytest.raises(CommandError, match=message):
        seed()
    assert not Record.objects.exists()
    assert not Measure.objects.exists()


def test_says_so_where_there_are_no_fixtures(folder):
    with pytest.raises(CommandError, match="no fixtures in"):
        seed()


def test_the_projects_own_fixtures_seed_and_seed_again():
    assert seed() == ["162 created, 0 updated, 0 unchanged, 0 conflicting."]
    assert Record.objects.count() == project_records()
    assert seed() == ["0 created, 0 updated, 162 unchanged, 0 conflicting."]


def project_records():
    paths = (project.BASE_DIR / "fixtures").glob("*.json")
    return sum(found["model"] == "portal.record" for path in paths for found in json.loads(path.read_text("utf-8")))


def test_plain_loaddata_refuses_what_one_database_only_would_keep_and_names_its_place(folder):
    rows = [*halves("dragon"), *halves("fair", name_en="é" * 251)]
    write(folder, *rows)
    where = "all.json': portal.record “fair”, name_en: 251 characters are too many, it holds 250."
    with pytest.raises(CommandError, match=where):
        call_command("loaddata", "all.json", verbosity=0)
    assert not Record.objects.exists()
    rows[2]["fields"]["name_en"] = "e\u0301" * 250  # stored as 250 characters
    write(folder, *rows)
    call_command("loaddata", "all.json", verbosity=0)
    assert Record.objects.get(pk="fair").name_en == "é" * 250


def test_plain_loaddata_indexes_all_records(folder):
    unindexed = make_enterprise(name_en="Lonely Enterprise")
    write(folder, *FAIR, figure(), *REST)
    call_command("loaddata", "all.json", verbosity=0)
    assert [record.pk for record in Record.objects.published().search("fair")] == ["fair"]
    assert [record.pk for record in Record.objects.published().search("lonely")] == [unindexed.pk]


def test_the_index_command_writes_the_index_anew_and_counts():
    enterprise = make_enterprise(name_en="Lonely Enterprise")
    AlternativeName.objects.create(record_id=enterprise.pk, name="Solitary")
    out = StringIO()
    call_command("index", stdout=out)
    assert out.getvalue() == "1 records indexed.\n"
    assert [record.pk for record in Record.objects.published().search("solitary")] == [enterprise.pk]


def test_a_passage_that_moves_to_a_draft_takes_its_words_out_of_the_search(folder):
    draft = halves("draft", kind="article", published_at=None)
    write(folder, *FAIR, statement(wording_en="Quillwort."), *draft, *REST)
    seed()
    assert list(Record.objects.published().search("quillwort").values_list("pk", flat=True)) == ["fair"]
    moved = [one | {"fields": one["fields"] | {"source": "draft"}} if one["pk"] == "article-1" else one for one in REST]
    write(folder, *FAIR, statement(wording_en="Quillwort."), *draft, *moved)
    seed()
    assert not Record.objects.published().search("quillwort").exists()


def test_a_statement_that_moves_to_another_record_is_found_there_only(folder):
    write(folder, *FAIR, statement(wording_en="Quillwort."), *REST)
    seed()
    write(folder, *FAIR, statement(wording_en="Quillwort.", record="company"), *REST)
    seed()
    assert list(Record.objects.published().search("quillwort").values_list("pk", flat=True)) == ["company"]


def test_an_address_that_the_fixtures_change_keeps_working(folder, client):
    write(folder, *FAIR, figure(), *REST)
    seed()
    write(folder, *halves("fair", slug="fair-renamed"), figure(), *REST)
    seed()
    assert client.get("/en/exhibitions/fair/")["Location"] == "/en/exhibitions/fair-renamed/"

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.models import AlternativeName, Record, SearchEntry
from portal.search.index import index
from portal.text import search_words
from tests.factories import make_enterprise, make_exhibition, make_passage, make_project, make_source, make_statement

pytestmark = pytest.mark.django_db


def indexed(record):
    index(Record.objects.filter(pk=record.pk))
    return record


def found(text):
    return sorted(record.name_en for record in Record.objects.published().search(text))


@pytest.fixture
def academy():
    return indexed(
        make_enterprise(
            name_en="Dunhuang Academy",
            name_zh="敦煌研究院",
            summary_en="Exhibits grottoes and preserves murals.",
            summary_zh="从事石窟保护。",
        )
    )


@pytest.fixture
def festival():
    """What no search for the academy finds."""
    return indexed(make_exhibition(name_en="Lantern Festival", name_zh="元宵灯会"))


@pytest.mark.parametrize(
    "text",
    [
        "敦煌",
        "研究",  # two characters inside a longer name
        "敦煌研究院",
        "院",  # a single character
        "石窟",
        "dunhuang",
        "DUNHUANG",
        "ＤＵＮＨＵＡＮＧ",  # full width
        "Dunhuang Academy",
        "academy dunhuang",
        "Dūnhuáng",  # tone marks
        "Du\u0304nhua\u0301ng",  # the same, composed of single marks
        "dunhuang yanjiuyuan",
        "dun huang yan jiu yuan",
        "dunhuangyanjiuyuan",
        "yanjiuyuan",
        "exhibit",  # stems
        "exhibiting",
        "mural",
        "grotto",
        "敦煌 academy",
        "academy敦煌",
        "“敦煌”",
        "敦煌　研究院",  # with an ideographic space
        "敦煌硏究院",  # with a variant
        "⽯窟",  # with a radical, as PDFs copy it
    ],
)
def test_what_is_written_in_its_names_or_summaries_finds_a_record(academy, festival, text):
    assert found(text) == ["Dunhuang Academy"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\t\n",
        "*",
        '"',
        "'",
        "()",
        "-- ;",
        "& | ! <->",
        "🏮🏮",
        "\0",
        "。，“”",
    ],
)
def test_a_text_without_a_word_finds_nothing(academy, festival, text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "敦院",  # both characters, but not side by side
        "煌敦",
        "敦煌 元宵",  # words of two different records
        "dunhuang festival",
        "unhuang",
        "x",
        "NEAR(dunhuang academy)",
        "words:dunhuang",
        "dunhuang OR festival",
        "dunhuang NOT festival",
    ],
)
def test_what_stands_in_no_one_record_finds_nothing(academy, festival, text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        '"dunhuang" academy',
        "dunhuang* & academy:*",
        "(dunhuang | academy)",
        "dunhuang'; --",
        "-dunhuang",
        "!academy",
        "dunhuang\\",
        "dun\0huang 敦煌",
        "dunhuang\0",
        "🏮 dunhuang 🏮",
        "%dunhuang%",
        "dunhuang^ + academy",
        "{academy}",
        "dunhuang <-> academy",
        "$$dunhuang$$",
    ],
)
def test_what_is_an_operator_elsewhere_is_no_word_here(academy, festival, text):
    assert found(text) == ["Dunhuang Academy"]


def test_ten_thousand_characters_are_a_text_like_any_other(academy, festival):
    assert found("dunhuang " * 1112) == ["Dunhuang Academy"]
    assert found("敦煌" * 5000) == []
    assert found("x" * 10_000) == []
    assert found('"' * 10_000) == []
    assert found("🏮" * 10_000) == []


def test_a_word_longer_than_any_is_indexed_and_found_by_its_beginning(festival):
    indexed(make_project(name_en="Long Word", summary_en="x" * 5000, summary_zh="字" * 5000))
    assert found("x" * 150) == ["Long Word"]
    assert found("long word") == ["Long Word"]


def test_an_apostrophe_divides_words_in_the_index_as_in_the_query(festival):
    indexed(make_project(name_en="Traveller’s Gansu"))
    assert found("traveller's gansu") == ["Traveller’s Gansu"]
    assert found("TRAVELLER") == ["Traveller’s Gansu"]


def test_a_number_and_a_rare_character_are_words(festival):
    indexed(make_project(name_en="Dunhuang 1900", name_zh="𠮷祥1900"))
    assert found("1900") == ["Dunhuang 1900"]
    assert found("𠮷祥") == ["Dunhuang 1900"]
    assert found("１９００") == ["Dunhuang 1900"]


def test_finds_a_record_by_its_other_names(academy, festival):
    AlternativeName.objects.create(record_id=academy.pk, name="Institute of the Grottoes")
    AlternativeName.objects.create(record_id=academy.pk, name="敦煌文物研究所", language="zh-Hans")
    indexed(academy)
    assert found("institute") == ["Dunhuang Academy"]
    assert found("文物") == ["Dunhuang Academy"]
    assert found("wenwu") == ["Dunhuang Academy"]


def test_finds_a_record_by_its_statements_in_both_languages(academy, festival):
    make_statement(academy, wording_en="Host of a show in Singapore.", wording_zh="在新加坡主办展览。", quoted="nearly 1.5 million yuan")
    indexed(academy)
    assert found("singapore") == ["Dunhuang Academy"]
    assert found("新加坡") == ["Dunhuang Academy"]
    assert found("million yuan") == ["Dunhuang Academy"]
    assert found("hosts dunhuang") == ["Dunhuang Academy"]  # a word of a statement and a word of the name


def test_does_not_find_by_what_is_for_staff_only(academy):
    academy.staff_note = "Telephone the director."
    academy.private_contact = "Director Wang"
    academy.save()
    passage = make_passage(text="The sentence itself.")
    make_statement(academy, passage=passage)
    indexed(academy)
    assert found("director") == []
    assert found("telephone") == []
    assert found("sentence") == []


@pytest.mark.parametrize("moment", [None, timedelta(hours=1)])
def test_never_finds_what_is_not_published(moment):
    indexed(make_enterprise(name_en="Silent Workshop", published_at=moment and timezone.now() + moment))
    assert found("silent") == []
    assert [record.name_en for record in Record.objects.search("silent")] == ["Silent Workshop"]


def test_finds_a_draft_once_it_is_published_without_indexing_again():
    draft = indexed(make_enterprise(name_en="Silent Workshop", published_at=None))
    Record.objects.filter(pk=draft.pk).update(published_at=timezone.now())
    assert found("silent") == ["Silent Workshop"]


@pytest.mark.parametrize("moment", [None, timedelta(hours=1)])
def test_finds_what_only_an_unpublished_source_says_once_that_is_published(academy, moment):
    source = make_source(published_at=moment and timezone.now() + moment)
    passage = make_passage(source=source)
    make_statement(academy, passage=passage, wording_en="A show in Singapore.", wording_zh="在新加坡展出。")
    AlternativeName.objects.create(record_id=academy.pk, name="Grotto House", passage=passage)
    indexed(academy)
    for text in ("singapore", "新加坡", "house", "dunhuang singapore"):
        assert found(text) == [], text
    assert found("dunhuang") == ["Dunhuang Academy"]
    Record.objects.filter(pk=source.pk).update(published_at=timezone.now())
    for text in ("singapore", "新加坡", "house", "dunhuang singapore"):
        assert found(text) == ["Dunhuang Academy"], text


def test_finds_a_record_by_the_words_of_several_sources_together(academy, festival):
    make_statement(academy, wording_en="A show in Singapore.", wording_zh="在新加坡展出。")
    make_statement(academy, wording_en="Praised in Washington.", wording_zh="在华盛顿获赞。")
    draft = make_source(published_at=None)
    make_statement(academy, passage=make_passage(source=draft), wording_en="Begun in Cairo.", wording_zh="始于开罗。")
    AlternativeName.objects.create(record_id=academy.pk, name="Grotto House", passage=make_passage())
    indexed(academy)
    for text in ("singapore washington", "新加坡 华盛顿", "washington 敦煌 新加坡", "house singapore academy mural"):
        assert found(text) == ["Dunhuang Academy"], text
    for text in ("singapore cairo", "singapore lantern", "cairo"):
        assert found(text) == [], text
    Record.objects.filter(pk=draft.pk).update(published_at=timezone.now())
    assert found("singapore cairo") == ["Dunhuang Academy"]


def test_traditional_and_simplified_find_each_other(festival):
    palace = indexed(make_enterprise(name_en="Palace", name_zh="國立故宮博物院", summary_zh="皇后的面館，干支里程。"))
    AlternativeName.objects.create(record=palace, name="⻢王堆漢墓", language="zh-Hans")
    make_statement(palace, wording_zh="前後在蘭州舉辦藝術展覽，計畫出国。")
    indexed(palace)
    for text in ("国立故宫", "國立故宮", "皇後", "皇后", "麵館", "面馆", "乾支", "裡程", "里程", "马王堆", "馬王堆汉墓"):
        assert found(text) == ["Palace"], text
    for text in ("兰州", "蘭州", "艺术展览", "藝術展覽", "前后", "计划", "計劃", "計畫", "出國", "gugong bowuyuan", "mawangdui"):
        assert found(text) == ["Palace"], text
    assert found("畫") == []  # a plan is no painting
    near, other = Record.objects.named_like("故宫博物"), Record.objects.named_like("马王")
    assert [record.name_en for record in (*near, *other)] == ["Palace", "Palace"]
    assert [record.rank for record in Record.objects.search("国立故宫博物院").ranked("国立故宫博物院")] == [0]


def test_a_chinese_word_is_not_put_together_from_two_sources(academy):
    make_statement(academy, wording_zh="华盛")
    make_statement(academy, wording_zh="盛顿")
    indexed(academy)
    assert found("华盛顿") == []
    assert found("华盛 盛顿") == ["Dunhuang Academy"]


def test_finds_a_record_once_however_many_sources_say_it(academy):
    make_statement(academy, wording_en="In Singapore.")
    make_statement(academy, wording_en="Again in Singapore.")
    indexed(academy)
    assert SearchEntry.objects.filter(record=academy.pk).count() == 3
    assert found("singapore") == ["Dunhuang Academy"]
    assert found("dunhuang") == ["Dunhuang Academy"]


def test_an_index_written_again_forgets_the_former_words(academy):
    academy.name_en = "Mogao Academy"
    academy.save()
    indexed(academy)
    assert found("mogao") == ["Mogao Academy"]
    assert found("exhibits mogao") == ["Mogao Academy"]
    assert Record.objects.search("dunhuang academy").count() == 1  # the pinyin of its Chinese name
    academy.name_zh = ""
    academy.save()
    indexed(academy)
    assert found("dunhuang") == []


def test_a_record_that_is_deleted_leaves_no_words(academy):
    academy.delete()
    assert not SearchEntry.objects.exists()
    assert found("dunhuang") == []


def test_the_search_goes_on_with_any_list_of_records(academy, festival):
    project = indexed(make_project(name_en="Dunhuang 1900"))
    assert list(Record.objects.published().filter(kind="project").search("dunhuang")) == [Record.objects.get(pk=project.pk)]
    assert Record.objects.published().search("dunhuang").order_by("name_en").first().name_en == "Dunhuang 1900"
    assert Record.objects.published().search("dunhuang").count() == 2


def test_the_databases_own_index_is_there_and_used():
    """SQLite drops a table's triggers without a word when a migration rebuilds the table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'portal_searchentry' AND name LIKE 'portal_%' ORDER BY name"
            )
            assert [name for (name,) in cursor.fetchall()] == [
                "portal_searchentry_deleted",
                "portal_searchentry_inserted",
                "portal_searchentry_updated",
            ]
        else:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'portal_searchentry_words'")
            assert "USING gin (word_vector)" in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Dunhuang Academy", "academies", [("Dunhuang ", False), ("Academy", True)]),
        ("敦煌研究院", "研究", [("敦煌", False), ("研究", True), ("院", False)]),
        ("敦煌研究院", "敦煌研究院", [("敦煌研究院", True)]),
        ("Dunhuang 敦煌", "敦煌", [("Dunhuang ", False), ("敦煌", True)]),
        ("Ｄｕｎｈｕａｎｇ", "dunhuang", [("Ｄｕｎｈｕａｎｇ", True)]),
        ("敦煌研究院", "dunhuang", [("敦煌", True), ("研究院", False)]),
        ("敦煌研究院", "dun yanjiuyuan", [("敦", True), ("煌", False), ("研究院", True)]),
        ("北京", "beijing", [("北京", True)]),
        ("北京", "bei", [("北", True), ("京", False)]),
        ("Hongkong, Macau", "Hong Kong", [("Hongkong", True), (", Macau", False)]),
        ("in Macao", "macau", [("in ", False), ("Macao", True)]),
        ("in the U.S., too", "USA", [("in the ", False), ("U.S.", True), (", too", False)]),
        ("甘肅蘭州", "兰州", [("甘肅", False), ("蘭州", True)]),
        ("前后", "前後", [("前后", True)]),
        ("⻢年", "马", [("⻢", True), ("年", False)]),
        ("Dunhuang", "", [("Dunhuang", False)]),
        ("", "dunhuang", []),
        ("<b>Dunhuang</b>", "b", [("<", False), ("b", True), (">Dunhuang</", False), ("b", True), (">", False)]),
    ],
)
def test_marks_the_words_that_match(text, query, expected):
    assert search_words.marked_pieces(text, query) == expected


@pytest.mark.parametrize("word", ["AND", "OR", "NOT", "NEAR"])
def test_a_word_is_never_an_operator_of_the_index(word):
    """Whoever asks the index hands over words, and the databases have operators that look like some."""
    record = indexed(make_exhibition(name_en=f"Silk {word.lower()} wool"))
    assert {entry.record_id for entry in SearchEntry.objects.holding([word, "silk"])} <= {record.pk}  # and no error


def test_threads_that_search_at_once_do_not_mix_their_words():
    words = [
        begin + end
        for begin in ("exhibit", "nation", "perform", "illuminat", "restor", "gener")
        for end in ("ing", "ations", "ed", "s", "ally")
    ]
    alone, interval = [search_words.word_stems.__wrapped__(word) for word in words], sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda _n: [search_words.word_stems.__wrapped__(word) for word in words], range(40)))
    finally:
        sys.setswitchinterval(interval)
    assert together == [alone] * 40

"""Names and texts: composed, visible, on one line; keys; and which language a reader gets."""

import pytest
from django.utils.translation import override

from portal.models import Record, SlugRedirect, Statement
from portal.text.fields import KEY_ALPHABET, new_key
from tests.factories import make_exhibition, make_passage, make_source, make_statement
from tests.refusals import told

pytestmark = pytest.mark.django_db

DECOMPOSED, COMPOSED = "Muse\u0301e Cernuschi", "Mus\u00e9e Cernuschi"


def messages(row, field, language="en"):
    return told(row, language)[field]


def test_a_name_is_kept_in_composed_form_however_it_was_typed():
    record = make_exhibition(name_en=DECOMPOSED)
    assert Record.objects.get(pk=record.pk).name_en == COMPOSED
    assert Record.objects.filter(name_en=DECOMPOSED).exists()
    Record.objects.filter(pk=record.pk).update(name_en="Another", summary_en=DECOMPOSED)
    assert Record.objects.get(pk=record.pk).summary_en == COMPOSED


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\u200b", "200B"),  # zero-width space
        ("\u200d", "200D"),  # zero-width joiner
        ("\ufeff", "FEFF"),  # byte order mark
        ("\u00ad", "00AD"),  # soft hyphen
        ("\u202e", "202E"),  # right-to-left override
        ("\u2066", "2066"),  # left-to-right isolate
        ("\u200f", "200F"),  # right-to-left mark
        ("\x00", "0000"),
        ("\x07", "0007"),
        ("\x9f", "009F"),
        ("\ue000", "E000"),  # private use
        ("\ud800", "D800"),  # half a character
    ],
)
@pytest.mark.parametrize("field", ["name_en", "name_zh", "summary_en"])
def test_an_invisible_character_is_refused_with_its_place(field, character, code):
    record = make_exhibition()
    setattr(record, field, f"敦煌{character}Academy")
    assert messages(record, field) == [f"Character 3 (U+{code}) is invisible. Delete it and type the text again."]
    assert messages(record, field, "zh-hans") == [f"第3个字符（U+{code}）不可见，请删除后重新输入。"]


@pytest.mark.parametrize("character", ["\n", "\r", "\t", "\u2028", "\u2029"])
def test_a_name_stands_on_one_line(character):
    record = make_exhibition()
    record.name_en = f"Digital{character}Cave"
    assert messages(record, "name_en") == ["Write this on one line, without line breaks or tabs."]
    assert messages(record, "name_en", "zh-hans") == ["请写在一行内，不用换行或制表符。"]


def test_a_text_may_have_several_lines():
    record = make_exhibition(summary_en="One line.\n\n\tAnother.", summary_zh="一行。\r\n又一行。")
    record.full_clean()


@pytest.mark.parametrize("name", ["“Roots and Soul – Gansu”", "敦煌1900", "ＡＢＣ－１", "L’Œuvre · №5", "𠮷野家"])
def test_what_readers_can_see_is_accepted(name):
    record = make_exhibition(name_en=name, name_zh=name)
    record.full_clean()
    assert Record.objects.get(pk=record.pk).name_zh == name


def test_the_short_texts_of_sources_and_statements_follow_the_same_rules():
    source = make_source(author="Chai\u200bYongjun")
    assert messages(source, "author")
    passage = make_passage(label_en="answer 1,\nsentence 5")
    assert messages(passage, "label_en")
    statement = make_statement(make_exhibition(), wording_zh="近\u202e150万元")
    assert messages(statement, "wording_zh")


@pytest.mark.parametrize("key", ["Dunhuang", "dunhuang academy", "dunhuang--academy", "-dunhuang", "敦煌", "dunhuang_academy"])
def test_a_key_is_plain_words_and_hyphens(key):
    record = Record(id=key, kind="exhibition", name_en="Dunhuang", slug="dunhuang")
    assert messages(record, "id") == ["Use a–z, 0–9 and single hyphens."]


def test_a_new_key_is_random_and_easily_read_aloud():
    keys = {new_key() for _ in range(200)}
    assert len(keys) == 200
    assert all(len(key) == 12 and set(key) <= set(KEY_ALPHABET) for key in keys)
    assert not set("01ilo") & set(KEY_ALPHABET)


@pytest.mark.parametrize("slug", ["two words", "敦煌", "a/b", "Dunhuang", "dun_huang", "dunhuang-", "dun--huang"])
def test_an_address_is_plain_words_and_hyphens(slug):
    record = make_exhibition()
    record.slug = slug
    assert messages(record, "slug") == ["Use a–z, 0–9 and single hyphens."]
    assert messages(SlugRedirect(slug=slug, record_id=record.pk), "slug") == ["Use a–z, 0–9 and single hyphens."]


def test_a_reader_gets_the_name_of_the_language_and_else_the_other():
    both, english = make_exhibition(name_en="Mogao Academy", name_zh="莫高学堂"), make_exhibition(name_en="Dunhuang 1900")
    with override("en"):
        assert (both.name, both.name_language, both.other_name) == ("Mogao Academy", "en", "莫高学堂")
        assert (english.name, english.name_language, english.other_name) == ("Dunhuang 1900", "en", "")
    with override("zh-hans"):
        assert (both.name, both.name_language, both.other_name) == ("莫高学堂", "zh-Hans", "Mogao Academy")
        assert (english.name, english.name_language, english.other_name) == ("Dunhuang 1900", "en", "")


def test_a_wording_falls_back_to_the_language_that_is_there():
    statement = Statement(wording_en="", wording_zh="只有中文。")
    with override("en"):
        assert statement.wording == "只有中文。"
        assert Statement.wording.pick(statement) == ("只有中文。", "zh-Hans")
        assert Statement.wording.pick(Statement()) == ("", "en")  # nothing is not in the other language


def test_a_paragraph_keeps_one_sort_of_line_end():
    record = make_exhibition(staff_note="")
    record.staff_note = "first\r\nsecond\rthird"
    record.full_clean()
    assert record.staff_note == "first\nsecond\nthird"

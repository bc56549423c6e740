"""What writes the index: it leaves alone what it would write again, and many words at once are those of each alone."""

from itertools import accumulate

import pytest
from django.db import connection

from portal.models import AlternativeName, Record, SearchEntry
from portal.search.index import MANY_ENTRIES, index, words_of_index, write_words
from portal.text.search_words import OF_A_NAME, WHOLE_NAME, stems_of_sounds
from tests.factories import make_exhibition, make_passage, make_project, make_source, make_statement


def kept():
    return {entry.pk: entry.words for entry in SearchEntry.objects.all()}


@pytest.mark.django_db
def test_entries_whose_words_are_the_same_stay_and_the_others_are_written_anew():
    show = make_exhibition(name_en="Silk", name_zh="丝绸")
    for slug, wording in (("one", "It drew twelve guests."), ("two", "It closed early.")):
        make_statement(show, passage=make_passage(source=make_source(slug=slug)), wording_en=wording)
    project = make_project(name_en="Murals")
    index(Record.objects.all())
    before = kept()
    index(Record.objects.all())
    assert kept() == before
    show.statements.filter(wording_en="It closed early.").update(wording_en="It closed late.")
    index(Record.objects.all())
    [(_number, words)] = kept().items() - before.items()
    assert "late" in words.split()
    assert "earli" not in words.split()
    assert len(kept()) == len(before)
    show.statements.all().delete()
    index(Record.objects.all())
    assert not SearchEntry.objects.filter(record=show.pk).exclude(source=None).exists()
    assert SearchEntry.objects.filter(record=project.pk).count() == 1


@pytest.mark.django_db
def test_two_names_of_a_record_that_share_words_have_them_in_its_entry_once():
    show = make_exhibition(name_en="Silk", name_zh="丝绸展")
    AlternativeName.objects.create(record=show, name="Silk Road 丝绸", language="en")
    index(Record.objects.filter(pk=show.pk))
    [words] = (entry.words.split() for entry in SearchEntry.objects.filter(record=show))
    assert len(words) == len(set(words))
    assert {f"{OF_A_NAME}silk", f"{OF_A_NAME}road", f"{OF_A_NAME}sichou", f"{WHOLE_NAME}silkroad丝绸"} <= {*words}


@pytest.mark.django_db
def test_each_of_many_records_gets_the_keys_that_sort_it():
    make_exhibition(slug="one", name_en="Élan (2)", name_zh="")
    make_exhibition(slug="two", name_en="", name_zh="宕昌展", name_reading="")
    make_exhibition(slug="three", name_en="Silk Road", name_zh="“丝路”花雨")
    Record.objects.update(name_sort_en="", name_sort_zh="")
    index(Record.objects.all())
    keys = {slug: both for slug, *both in Record.objects.values_list("slug", "name_sort_en", "name_sort_zh")}
    assert keys == {"one": ["elan 2", "elan 2"], "two": ["tanchang zhan", "tan chang zhan"], "three": ["silk road", "si lu hua yu"]}


@pytest.mark.once
def test_stems_of_many_sounds_are_those_of_each():
    for syllables in (("dun", "huang"), ("lan", "zhou", "shi"), ("u", "sa"), ("cen", "ters"), ("yi",) * 60, ("hong", "kong")):
        assert stems_of_sounds(syllables) == words_of_index(" ".join(accumulate(syllables)))


@pytest.mark.engine("sqlite")
@pytest.mark.django_db
def test_after_many_entries_the_index_merges_as_before():
    entries = [f"show-{number}" for number in range(MANY_ENTRIES)]
    Record.objects.bulk_create([Record(id=each, kind="exhibition", slug=each, name_en=each) for each in entries])
    write_words({(each, None): f"word {number}" for number, each in enumerate(entries)}, entries)
    assert SearchEntry.objects.holding(["word"]).count() == MANY_ENTRIES
    with connection.cursor() as cursor:
        cursor.execute("SELECT v FROM portal_searchentry_fts_config WHERE k = 'automerge'")
        assert cursor.fetchall() == [(4,)]

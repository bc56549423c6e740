"""How Chinese names are read: local names as their places write them, others as a dictionary has them, and each as staff say."""

import pytest

from portal.models import Record
from portal.search.index import index
from portal.text.pinyin import fits, in_letters, pronounced
from portal.text.pinyin.readings import local_names
from tests.factories import make_enterprise
from tests.refusals import assert_form_says


@pytest.mark.parametrize(
    ("name", "letters", "words"),
    [
        ("宕昌县博物馆", "tan chang xian bo wu guan", "Tànchāng Xiàn bówùguǎn"),
        ("宕昌", "tan chang", "Tànchāng"),
        ("民乐县", "min le xian", "Mínlè Xiàn"),
        ("民乐", "min yue", "Mínyuè"),  # folk music, where no county is meant
        ("崆峒山", "kong tong shan", "Kōngtóng shān"),
        ("拉卜楞寺", "la bu leng si", "Lābǔléng sì"),
        ("大月氏", "da yue zhi", "Dà Yuèzhī"),
        ("单县", "shan xian", "Shàn Xiàn"),
        ("武都区", "wu du qu", "Wǔdū Qū"),
        ("岷县", "min xian", "Mín Xiàn"),
        ("会宁", "hui ning", "Huìníng"),
        ("临洮", "lin tao", "Líntáo"),
        ("吐蕃", "tu bo", "Tǔbō"),
        ("龟兹", "qiu ci", "Qiūcí"),
        ("嘉峪关", "jia yu guan", "Jiāyùguān"),
        ("藏经洞", "cang jing dong", "Cángjīng Dòng"),
        (
            "积石山保安族东乡族撒拉族自治县",
            "ji shi shan bao an zu dong xiang zu sa la zu zi zhi xian",
            "Jīshíshān Bǎo’ānzú Dōngxiāngzú Sālāzú Zìzhìxiàn",
        ),
        ("庆阳香包", "qing yang xiang bao", "Qìngyáng xiāngbāo"),
        ("西安", "xi an", "Xī’ān"),
        ("“绿洲”A展", "“ lv zhou ”A zhan", "“Lǜzhōu”A Zhǎn"),
    ],
)
def test_a_name_is_read_as_its_place_has_it(name, letters, words):
    assert (in_letters(name), pronounced(name)) == (letters, words)


def test_every_local_name_has_a_syllable_for_each_character():
    assert {name for name, syllables in local_names().items() if syllables is None or len(syllables) != len(name)} == set()
    assert sum(name[-1] in "县区市" for name in local_names()) > 86  # the counties and districts of Gansu, and the cities above them


@pytest.mark.parametrize(
    ("reading", "name", "expected"),
    [
        ("Mínlè", "民乐", True),
        ("min le", "民乐", True),
        ("Xī’ān", "西安", True),
        ("xian", "西安", True),  # two syllables where there are two characters
        ("xian", "县", True),
        ("Lüzhou", "绿洲", True),
        ("Min", "民乐", False),
        ("Minleyue", "民乐", False),
        ("folk", "民乐", False),
    ],
)
def test_a_reading_has_a_syllable_for_each_character(reading, name, expected):
    assert fits(reading, name) is expected


@pytest.mark.django_db
def test_a_reading_that_does_not_fit_is_refused():
    text = "Write one syllable of pinyin for each Chinese character of the name."
    assert_form_says(make_enterprise(name_zh="民乐"), {"name_reading": "Min"}, text, "请按名称逐字注音，每个汉字一个音节。")


@pytest.mark.django_db
def test_names_are_found_and_ordered_by_their_reading_on_the_pages_of_either_language(client):
    for slug, fields in {
        "museum": {"name_en": "", "name_zh": "宕昌县博物馆"},
        "music": {"name_en": "", "name_zh": "民乐社", "name_reading": "Mínlè shè"},
        "oasis": {"name_en": "", "name_zh": "绿洲"},
        "nomads": {"name_en": "Nomads"},
        "silk": {"name_en": "“Silk” and Sand", "name_zh": "陇上"},
        "zither": {"name_en": "Zither"},
    }.items():
        make_enterprise(slug=slug, **fields)
    index(Record.objects.all())

    def slugs(address):
        return [card.address.split("/")[-2] for card in client.get(address).context_data["records"]]

    slug_of = dict(Record.objects.values_list("pk", "slug"))

    for text, found in {
        "tanchang": ["museum"],
        "tàn chāng xiàn": ["museum"],
        "dangchang": ["museum"],  # as dictionaries have it
        "minle": ["music"],
        "minyue": ["music"],
        "lvzhou": ["oasis"],
        "lüzhou": ["oasis"],
    }.items():
        assert [slug_of[key] for key, _kind in client.get("/en/search/", {"q": text}).context_data["records"]] == found, text
        assert [each["address"] for each in client.get("/en/search/suggestions/", {"q": text}).json()["suggestions"]] == [
            f"/en/enterprises/{found[0]}/"
        ]
    assert [slug for slug in slugs("/en/enterprises/") if slug != "silk"] == ["oasis", "music", "nomads", "museum", "zither"]
    assert slugs("/zh-hans/enterprises/") == ["silk", "oasis", "music", "nomads", "museum", "zither"]

"""Which two names may be those of one body: what is said of the pair, before a person decides."""

import pytest

from portal.search.similar_names import SAME, ComparedName, likeness

PAIRS = [
    ("甘肃演艺集团", "甘肃演艺集团有限责任公司", "same"),
    ("自贡灯彩文化产业集团有限公司", "自贡灯彩集团", "possible"),
    ("中国银行", "中國銀行", "same"),
    ("中国银行", "中国农业银行", "different"),
    ("Tencent", "腾讯", "different"),  # by its letters; another name on record says otherwise
    ("腾讯", "腾讯音乐娱乐集团", "different"),
    ("Dunhuang Academy", "Mogao Academy", "different"),
    ("Dunhuang Academy", "Dunhuang Research Academy", "possible"),
    ("Gansu Provincial Department of Culture and Tourism", "Gansu Provincial Department of Commerce", "different"),
    ("甘肃省文化和旅游厅", "甘肃省文旅厅", "same"),
    ("甘肃省商务厅", "甘肃省文化和旅游厅", "different"),
    ("自贡海天文化股份有限公司", "自贡亘古龙腾科技有限公司", "different"),
    ("四川天煜文化传播股份有限公司", "四川天煜文化传播有限公司", "possible"),
    ("Dafeng Industrial Co Ltd", "Zhejiang Dafeng Industry Co., Ltd.", "possible"),
    ("Hong Kong International Licensing Show 2024", "Hong Kong International Licensing Show 2025", "different"),
    ("Silk Road (Dunhuang) International Cultural Expo", "Dunhuang Silk Road International Cultural Expo", "same"),
    ("Show the World the Hexi Corridor", "Let the World Enter the Hexi Corridor", "different"),
    ("Digital Cave of Manuscripts", "Digital Cave of Manuscripts (exhibition)", "possible"),  # by the letters: the kinds tell them apart
    ("华为技术有限公司", "华为终端有限公司", "different"),
    ("LANZHOU EXAMPLE CULTURE CO.,LTD", "Lanzhou Example Culture Co., Ltd.", "same"),
    ("甘肃省博物馆", "甘肃省图书馆", "different"),
]


@pytest.mark.parametrize(("one", "other", "expected"), PAIRS)
def test_two_names_are_the_same_possibly_so_or_different(one, other, expected):
    for mine, theirs in ((one, other), (other, one)):
        rank = likeness(ComparedName.of(mine), ComparedName.of(theirs))
        assert {None: "different", SAME: "same"}.get(rank, "possible") == expected

"""The made-up vocabulary and the made-up sources, of which the first says that all of it is made up."""

from portal.made_up.common_rows import PASSAGES, common
from portal.made_up.dice import Dice, made_key
from portal.made_up.parts import MadeUpRow, add_part
from portal.made_up.words import AMOUNTS, MEASURES, SECTORS, TECHNOLOGIES, THEMES, TOWNS
from portal.models import Measure, Passage, Sector, Source, Technology
from portal.models.made_up import KEY_OF_MARK

NAME_OF_MARK = "Made-up data: nothing here is real", "虚构数据：所有内容均非真实"
ABOUT_MARK = (
    "All records of this portal were made up by a program, to see how it looks and how fast it is when it is full.",
    "本网站的全部内容均由程序生成，用于检验内容充足时的显示效果与速度。",
)


@add_part(0, "the mark")
def make_mark(scale):
    """What says of all the rest that it is made up: see portal.models.made_up."""
    columns = common(scale, "source", 0, NAME_OF_MARK, is_public=True) | {"id": KEY_OF_MARK, "slug": KEY_OF_MARK, "responsible_id": None}
    yield [MadeUpRow(Source, columns | {"kind": "notice", "about_en": ABOUT_MARK[0], "about_zh": ABOUT_MARK[1]})]


@add_part(20, "terms")
def make_terms(scale):
    for model, sort, names in ((Sector, "sector", SECTORS), (Technology, "technology", TECHNOLOGIES)):
        for number, (english, chinese) in enumerate(names):
            yield [MadeUpRow(model, {"id": made_key(sort, number), "name_en": english, "name_zh": chinese})]
    for number, (english, unit, one, chinese, unit_zh) in enumerate(MEASURES):
        names = {"name_en": english, "name_zh": chinese, "unit_en": unit, "unit_one_en": one, "unit_zh": unit_zh}
        yield [MadeUpRow(Measure, {"id": made_key("measure", number), **names})]
    for number, (english, chinese) in enumerate(AMOUNTS):
        yield [MadeUpRow(Measure, {"id": made_key("amount", number), "name_en": english, "name_zh": chinese, "is_money": True})]


@add_part(30, "sources")
def make_sources(scale):
    """Sources with passages. The last is a draft, which no statement cites; the first is what most statements cite."""
    for number in range(scale.sources):
        dice = Dice("source", number)
        theme, town = dice.one(THEMES), dice.one(TOWNS)
        names = f"{theme[0]}: report no. {number + 1} of {town[0]}", f"{theme[1]}：{town[1]}第{number + 1}号报告"
        columns = common(scale, "source", number, names, is_public=True)
        if number == scale.sources - 1:
            columns["published_at"] = None
        own = {
            "kind": dice.one(("article", "notice", "report", "contract")),
            "publisher_en": f"{town[0]} Gazette (made up)",
            "publisher_zh": f"{town[1]}公报（虚构）",
            "issued_on": scale.moment(dice.randint(1, 1500)).date(),
            "speaker_en": "the made-up bureau",
            "speaker_zh": "虚构的主管部门",
        }
        passages = [
            MadeUpRow(
                Passage,
                {
                    "id": made_key(f"passage-{number + 1}", place),
                    "source_id": columns["id"],
                    "number": place + 1,
                    "part_en": f"Part {place // 10 + 1}",
                    "part_zh": f"第{place // 10 + 1}部分",
                    "label_en": f"page {place // 10 + 1}, sentence {place % 10 + 1}",
                    "label_zh": f"第{place // 10 + 1}页第{place % 10 + 1}句",
                    "is_spoken": place % 10 > 5,
                },
            )
            for place in range(PASSAGES)
        ]
        yield [MadeUpRow(Source, columns | own), *passages]

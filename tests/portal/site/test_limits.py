"""Facts of the article, written out: each stands on its page with each of its limits, in one block and in both languages."""

from functools import cache

import pytest
from django.test import Client
from django.utils.translation import override

from portal.models import Record
from tests.page import visit

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SOURCE = "strengthen-sino-foreign-cultural-exchanges"
SHOW, SINGAPORE = "hong-kong-licensing-show-2025", "journey-to-singapore"
KEY_ROUND, GLOBAL_ROUND = "national-key-cultural-export-2025-2026", "supporting-global-dissemination"
# (record, what one block of its page says in English, and in Chinese): the fact first, then its limits.
FACTS = [
    (SINGAPORE, "nearly 1.5 million yuan | revenue, not licensing income", "收入近150万元 | 并非授权收入"),
    (
        SINGAPORE,
        "nearly 1.5 million yuan | according to the Provincial Department of Culture and Tourism | 21 May 2025 | answer 1, sentence 5",
        "收入近150万元 | 据省文化和旅游厅 | 2025年5月21日 | 答复一第5句",
    ),
    (SINGAPORE, "Singapore | our inference", "新加坡 | 据资料推断"),
    (
        SINGAPORE,
        "hosted by the Dunhuang Academy and Bank of China | its organizer is Gansu Hengzhen",
        "由敦煌研究院和中国银行主办 | 甘肃恒真",
    ),
    (SHOW, "330 exhibitors | at the show as a whole | not from Gansu alone", "330家参展商 | 整个展会 | 并非仅指甘肃"),
    (SHOW, "Over 600 international brands | at the show as a whole | not from Gansu alone", "超过600个国际品牌 | 整个展会 | 并非仅指甘肃"),
    (SHOW, "more than 200 enterprises | domestic and international | members are not named", "超过200家境内外企业 | 成员未列名"),
    (SHOW, "nearly 100 cooperation intentions | intentions, not contracts", "近100项合作意向 | 并非合同"),
    (
        SHOW,
        "nearly 100 cooperation intentions | according to the Provincial Department of Culture and Tourism | answer 2, sentence 4",
        "近100项合作意向 | 据省文化和旅游厅 | 答复二第4句",
    ),
    (
        SHOW,
        "put three dimensions first | industrial development of cultural resources | modern interpretation of traditional crafts | IP licensing",
        "三个维度 | 文化资源产业化开发 | 传统工艺现代化诠释 | IP授权商业化探索",
    ),
    (SHOW, "2025 | our inference", "2025年 | 据资料推断"),
    (
        "hong-kong-licensing-show",
        "three consecutive years | does not organize | which years is not stated",
        "连续三年 | 并非组织 | 具体年份",
    ),
    (
        "heritage-conservation-technologies",
        "over 200 key projects of heritage protection worldwide | who applied them is not stated | named as an example",
        "世界各地超过200个重点文化遗产保护项目 | 由谁应用，资料未提及 | 资料举例提及",
    ),
    (
        "exploring-dunhuang-tour",
        "debut in the United States | no city, date or organizer is stated | named as an example",
        "在美国首次亮相 | 城市、日期和组织单位，资料均未提及 | 资料举例提及",
    ),
    ("exploring-dunhuang-tour", "Exploring Dunhuang | our inference", "寻境敦煌 | 据资料推断"),
    ("roots-and-soul-macao-2025", "were recommended | whether it was held is not stated", "获推荐 | 是否举办，资料未提及"),
    (
        KEY_ROUND,
        "10 provincial | were submitted | not all of them are named | the outcome is not stated",
        "申报10家 | 未全部列名 | 未提及评选结果",
    ),
    (KEY_ROUND, "10 enterprises submitted | 2 named in the source | 8 not named", "10家 | 2家 | 8家"),
    (KEY_ROUND, "in April | other departments, which are not named", "4月 | 其他未列名的部门"),
    (
        GLOBAL_ROUND,
        "four companies were recommended | only Gansu Jinweide | how many projects there are is not stated",
        "推荐四家公司 | 仅列出 | 未提及项目数量",
    ),
    (GLOBAL_ROUND, "Three major activities were recommended | only 2025 Macao", "推荐三项重大活动 | 仅列出"),
    (
        GLOBAL_ROUND,
        "recommended in order to apply | this is an aim | the outcome is not stated",
        "推荐 | 旨在申请 | 此为目标 | 结果资料未提及",
    ),
    (
        "gansu-jinweide",
        "were recommended | its project is not named | the outcome is not stated",
        "获推荐 | 项目名称和推荐结果，资料未提及",
    ),
    ("gansu-hengzhen", "among the enterprises submitted | the outcome is not stated", "申报企业之一 | 评选结果，资料未提及"),
    ("dunhuang-cultural-innovation", "four trademarks | none is identified individually", "四件商标 | 均未逐一列明"),
    (
        "lan-xiaowu",
        "Named among the cultural products | the owner is not stated | can be read in more than one way | named as an example",
        "文化产品之一 | 资料未提及权利人 | 可有多种理解 | 资料举例提及",
    ),
    ("bank-of-china", "it is host | which legal entity or branch of the bank is not stated", "共同主办 | 具体法人或分行，资料未提及"),
    ("dunhuang-culture-week", "brand of global communication | this is an aim", "全球传播品牌 | 此为目标"),
    (
        "mogao-academy",
        "educational platforms | who runs it is not stated | named as an example",
        "教育平台之一 | 由谁运营，资料未提及 | 资料举例提及",
    ),
    (SOURCE, "Sectors | animation and gaming | are to carry along | named as an example", "拟带动 | 动漫游戏 | 资料举例提及"),
    (SOURCE, "is called the primary carrier", "资料称敦煌文化为甘肃文化“走出去”的主要载体"),
]
BLOCKS = {"p", "li", "dd", "blockquote", "td"}


@pytest.fixture(scope="module")
def blocks_of(article):
    """The texts of the blocks on the page of a record in a language."""
    client = Client()

    @cache
    def blocks_of(record, language):
        with override(language):
            main = visit(client, Record.objects.get(pk=record).get_absolute_url()).one("main")
        return [block.text for block in main.all() if block.tag in BLOCKS]

    return blocks_of


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(("record", "english", "chinese"), FACTS)
def test_a_fact_keeps_each_of_its_limits_in_its_block(blocks_of, record, english, chinese, language):
    wanted = (english if language == "en" else chinese).split(" | ")
    assert any(all(words in text for words in wanted) for text in blocks_of(record, language)), wanted

"""An official list from pasting to what the public reads: confirmed by a person, proposed by Editors, never entered twice."""

import re

import pytest
from django.utils import timezone

from enterprises.models import Organization
from initiatives.models import NominationEvent, OfficialLine, OfficialList
from portal.models import AlternativeName, ProposedChange, Record, Statement
from tests.admin_pages import filled_in, messages_of
from tests.factories import (
    make_category,
    make_enterprise,
    make_nomination,
    make_nomination_event,
    make_passage,
    make_project,
    make_selection_round,
    make_stage,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

GROUP, HENGZHEN = "甘肃演艺集团有限责任公司", "甘肃恒真数字文化科技有限公司"
LANZHOU, TRAVEL, SAME = "兰州示例文化传播有限公司", "敦煌示例旅游有限公司", "敦煌文化有限公司"
CODES = ("911000001000013428", "914403001922038216")


class Walk:
    """Somebody who pastes a list and goes from page to page, and how often they press or tick something."""

    def __init__(self, client, category, text, passage=None, **form):
        self.client, self.category, self.clicks = client, category, 0
        self.url = f"/admin/initiatives/selectioncategory/{category.pk}/list/"
        self.page = client.get(self.url)
        passage = passage or make_passage()
        self.sent = filled_in(self.page) | {"title": "Official list", "happened": "2025-05-26", "passage": passage.pk, "text": text} | form
        self.press("read")

    def press(self, step):
        self.clicks += 1
        self.page = self.client.post(self.url, self.sent | {"step": step})
        if self.page.status_code == 200:
            self.sent = filled_in(self.page)
        return self

    def tick(self, name, value):
        self.clicks += 1
        self.sent[name] = [*self.sent.get(name, []), str(value)] if name in ("open", "heading", "missing") else [str(value)]
        return self

    def untick(self, name, value):
        self.clicks += 1
        self.sent[name] = [each for each in self.sent[name] if each != str(value)]
        return self

    def store(self):
        return self.press("show").press("store")

    @property
    def html(self):
        return self.page.content.decode()

    @property
    def text(self):
        return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", self.html))

    def sums(self):
        found = re.search(r"lines (\d+) = confirmed (\d+) \+ not ours (\d+) \+ headings (\d+) \+ open (\d+)", self.text)
        return [int(number) for number in found.groups()]

    def ticked(self, nomination):
        return self.sent.get(f"line-{nomination.pk}", [""])[-1]


@pytest.fixture
def category():
    """Of a round that is a draft, so that what is entered is written."""
    return make_category(round=make_selection_round(published_at=None))


@pytest.fixture
def public_category():
    return make_category(round=make_selection_round())


def nominee(category, **names):
    return make_nomination(category=category, organization_id=make_enterprise(**names).pk)


@pytest.fixture
def editor(client, people):
    client.force_login(people["editor"])
    return client


@pytest.fixture
def publisher(client, people):
    client.force_login(people["publisher"])
    return client


def verbs(nomination):
    return list(nomination.events.in_order().values_list("verb", flat=True))


# ---- the table of what is expected -------------------------------------------------------------------------------------


@pytest.mark.engine("sqlite", "postgresql")
def test_the_legal_form_aside_it_is_proposed_and_a_person_confirms_with_its_number(editor, category):
    """reconciliation-01"""
    nomination = nominee(category, name_zh="甘肃演艺集团")
    walk = Walk(editor, category, f"12\t{GROUP}")
    assert walk.ticked(nomination) == ""
    assert "the same name but for the legal form" in walk.text
    walk.tick(f"line-{nomination.pk}", 1).store()
    (event,) = nomination.events.all()
    assert (event.verb, str(event.happened_on), event.note_en, event.note_zh) == (
        "recognized",
        "2025-05-26",
        "No. 12 of the list",
        "名单第12号",
    )
    assert OfficialLine.objects.get().number == "12"


def test_a_confirmed_line_gives_the_chinese_name_its_source(editor, category):
    """reconciliation-02"""
    names = {"name_en": "Gansu Hengzhen Digital Culture Technology Co., Ltd.", "name_zh": HENGZHEN}
    nomination = make_nomination(category=category, organization_id=make_enterprise(**names, published_at=None).pk)
    passage = make_passage()
    walk = Walk(editor, category, HENGZHEN, passage)
    assert walk.ticked(nomination) == "1"
    assert walk.sent[f"name-{nomination.pk}"] == ["on"]
    walk.store()
    record = Record.objects.get(pk=nomination.organization_id)
    assert record.name_zh_confirmed
    (statement,) = Statement.objects.filter(record=record)
    assert (statement.passage, HENGZHEN in statement.wording_zh) == (passage, True)
    assert verbs(nomination) == ["recognized"]


def test_what_is_not_ours_is_left_out_and_counted(editor, category):
    """reconciliation-04"""
    nominee(category, name_zh=GROUP, name_zh_confirmed=True)
    before = Record.objects.count()
    walk = Walk(editor, category, f"1 北京某文化有限公司\n2 {GROUP}\n3 上海某传媒有限公司")
    assert walk.sums() == [3, 1, 2, 0, 0]
    walk.store()
    assert (Record.objects.count(), NominationEvent.objects.count()) == (before + 1, 1), "the source of the passage alone is new"
    assert sorted(OfficialLine.objects.values_list("state", flat=True)) == ["confirmed", "not-ours", "not-ours"]


def test_two_of_one_name_are_ambiguous_and_a_person_chooses_or_leaves_it_open(editor, category):
    """reconciliation-05"""
    both = [nominee(category, name_zh=SAME, credit_code=code) for code in CODES]
    walk = Walk(editor, category, f"（两家重名）{SAME}")
    assert [walk.ticked(nomination) for nomination in both] == ["", ""]
    assert "others have this name, too" in walk.text
    assert walk.sums() == [1, 0, 0, 0, 1]
    walk.store()
    assert not NominationEvent.objects.exists()
    walk = Walk(editor, category, f"（两家重名）{SAME}")
    walk.tick(f"line-{both[0].pk}", 1).store()
    assert [verbs(nomination) for nomination in both] == [["recognized"], []]


def test_a_namesake_that_was_not_put_forward_makes_a_name_ambiguous_as_well(editor, category):
    nomination = nominee(category, name_zh=SAME)
    make_enterprise(name_zh=SAME)
    assert Walk(editor, category, SAME).ticked(nomination) == ""


def test_the_code_decides_between_namesakes(editor, category):
    both = [nominee(category, name_zh=SAME, credit_code=code) for code in CODES]
    walk = Walk(editor, category, f"1\t{SAME}\t{CODES[1]}\t甘肃省")
    assert [walk.ticked(nomination) for nomination in both] == ["", "1"]


def test_the_head_of_a_table_is_no_name(editor, category):
    """reconciliation-07"""
    assert Walk(editor, category, "序号 企业名称 所在地").sums() == [1, 0, 0, 1, 0]


def test_the_count_of_a_heading_is_compared_with_the_names_beneath_it(editor, category):
    """reconciliation-08"""
    walk = Walk(editor, category, f"甘肃省（2家）\n{GROUP}\n{LANZHOU}\n{TRAVEL}")
    assert walk.sums() == [4, 0, 3, 1, 0]
    assert "“甘肃省（2家）” counts 2; beneath it stand 3 names." in walk.text
    assert "beneath it" not in Walk(editor, category, f"甘肃省（2家）\n{GROUP}\n{LANZHOU}").text


def test_a_name_that_is_broken_in_its_cell_is_proposed(editor, category):
    """reconciliation-10"""
    nomination = nominee(category, name_zh=LANZHOU)
    walk = Walk(editor, category, "兰州示例文化\n传播有限公司")
    assert walk.ticked(nomination) == "1"
    assert f"read as one name: {LANZHOU}" in walk.text


def test_two_names_in_one_line_are_two_proposals(editor, category):
    """reconciliation-11"""
    first, second = nominee(category, name_zh=LANZHOU), nominee(category, name_zh=TRAVEL)
    walk = Walk(editor, category, f"{LANZHOU}、{TRAVEL}")
    assert (walk.ticked(first), walk.ticked(second)) == ("1", "2")
    walk.store()
    assert (verbs(first), verbs(second)) == (["recognized"], ["recognized"])


def test_absence_is_evidence_only_where_the_list_is_said_to_be_complete(editor, people, category):
    """reconciliation-13"""
    missing, named = nominee(category, name_zh="甘肃演艺集团"), nominee(category, name_zh=LANZHOU)
    walk = Walk(editor, category, f"1 {LANZHOU}").press("show")
    assert "missing" not in walk.sent
    walk = Walk(editor, category, f"1 {LANZHOU}").tick("complete", "on").press("show")
    assert walk.sent["missing"] == [missing.pk]
    walk.press("store")
    assert (verbs(missing), verbs(named)) == (["not-recognized"], ["recognized"])
    stored = OfficialList.objects.get()
    assert (stored.is_complete, stored.completed_by_id) == (True, people["editor"].pk)
    assert stored.completed_at


def test_who_withdrew_is_not_missing(editor, category):
    nominee(category, name_zh=LANZHOU)
    make_nomination_event(nominee(category, name_zh="甘肃演艺集团"), "withdrawn")
    walk = Walk(editor, category, f"1 {LANZHOU}").tick("complete", "on").press("show")
    assert "missing" not in walk.sent


def test_who_may_stand_in_an_open_line_is_not_missing(editor, category):
    nominee(category, name_zh="甘肃演艺集团")
    walk = Walk(editor, category, f"1 {GROUP}").tick("complete", "on").press("show")
    assert "missing" not in walk.sent


@pytest.mark.engine("sqlite", "postgresql")
def test_the_same_list_pasted_again_brings_nothing_new(editor, category):
    """reconciliation-14"""
    nomination, passage = nominee(category, name_zh="甘肃演艺集团"), make_passage()
    for _time in range(2):
        walk = Walk(editor, category, f"12\t{GROUP}", passage)
        if walk.ticked(nomination) == "":
            walk.tick(f"line-{nomination.pk}", 1)
        walk.store()
    assert messages_of(walk.page, "warning") == ["Nothing was new: all of it is entered or proposed already."]
    assert (verbs(nomination), OfficialList.objects.count(), OfficialLine.objects.count()) == (["recognized"], 1, 1)


# ---- proposals, corrections -------------------------------------------------------------------------------------------


@pytest.mark.engine("sqlite", "postgresql")
def test_what_is_public_is_proposed_by_an_editor_and_written_once_a_publisher_accepts(client, people, public_category):
    nomination, passage = nominee(public_category, name_zh=HENGZHEN), make_passage()
    client.force_login(people["editor"])
    Walk(client, public_category, f"3 {HENGZHEN}", passage).store()
    assert not nomination.events.exists()
    assert not Record.objects.get(pk=nomination.organization_id).name_zh_confirmed
    proposals = {proposal.form: proposal for proposal in ProposedChange.objects.open()}
    assert set(proposals) == {"initiatives.nomination", "enterprises.enterprise"}
    again = Walk(client, public_category, f"3 {HENGZHEN}", passage).press("show")
    assert "proposed already, and not decided" in again.text
    assert "its Chinese name is confirmed" not in again.text
    again.press("store")
    assert ProposedChange.objects.count() == 2
    client.force_login(people["publisher"])
    for proposal in proposals.values():
        url = f"/admin/portal/proposedchange/{proposal.pk}/change/"
        assert client.post(url, filled_in(client.get(url)) | {"_accepted": "on"}).status_code == 302
    (event,) = nomination.events.all()
    assert (event.verb, str(event.happened_on), event.happened_precision, event.passage) == ("recognized", "2025-05-26", "day", passage)
    assert event.note_zh == "名单第3号"
    record = Record.objects.get(pk=nomination.organization_id)
    assert record.name_zh_confirmed
    assert Statement.objects.get(record=record).passage == passage


def test_a_publisher_writes_what_is_public(publisher, public_category):
    nomination = nominee(public_category, name_zh=HENGZHEN)
    Walk(publisher, public_category, HENGZHEN).store()
    assert verbs(nomination) == ["recognized"]
    assert not ProposedChange.objects.exists()


@pytest.mark.parametrize("role", ["editor", pytest.param("publisher", marks=pytest.mark.engine("sqlite", "postgresql"))])
def test_what_contradicts_an_earlier_outcome_is_offered_as_a_correction(client, people, public_category, role):
    client.force_login(people[role])
    nomination = nominee(public_category, name_zh=LANZHOU, name_zh_confirmed=True)
    wrong = make_nomination_event(nomination, "not-recognized", passage=make_passage())
    walk = Walk(client, public_category, LANZHOU).press("show")
    assert "“not recognized” is entered" in walk.text
    walk.press("store")
    assert any("Left out" in text and str(nomination) in text for text in messages_of(walk.page, "warning"))
    assert (nomination.events.count(), ProposedChange.objects.count()) == (1, 0), "it is left out unless somebody says that it corrects"
    walk = Walk(client, public_category, LANZHOU).press("show").tick(f"correct-{nomination.pk}", wrong.pk).press("store")
    assert "Say why what is entered is replaced" in walk.text
    walk.sent |= {"reason_en": "The list was read wrongly.", f"correct-{nomination.pk}": wrong.pk}
    assert walk.press("store").page.status_code == 302
    if role == "editor":
        (proposal,) = ProposedChange.objects.open()
        client.force_login(people["publisher"])
        url = f"/admin/portal/proposedchange/{proposal.pk}/change/"
        assert client.post(url, filled_in(client.get(url)) | {"_accepted": "on"}).status_code == 302
    correction = nomination.events.get(verb="recognized")
    assert (correction.replaces, correction.reason_en) == (wrong, "The list was read wrongly.")


def test_a_list_of_a_stage_says_who_passed_it(editor, category):
    stage, nomination = make_stage(round=category.round), nominee(category, name_zh=LANZHOU)
    assert "Say which stage was passed" in Walk(editor, category, LANZHOU, verb="passed").text
    Walk(editor, category, LANZHOU, verb="passed", stage=stage.pk).store()
    (event,) = nomination.events.all()
    assert (event.verb, event.stage) == ("passed", stage)


def test_a_project_is_found_by_its_own_name_and_not_by_its_bodys(editor, category):
    organization = make_enterprise(name_zh=GROUP)
    project = make_nomination(category=category, organization_id=organization.pk, initiative_id=make_project(name_zh="丝路花雨海外巡演").pk)
    itself = make_nomination(category=category, organization_id=organization.pk)
    walk = Walk(editor, category, f"序号\t项目名称\t申报单位\n1\t丝路花雨海外巡演\t{GROUP}")
    assert (walk.ticked(project), walk.ticked(itself)) == ("2", "")


def test_another_name_on_record_is_as_good(editor, category):
    nomination = nominee(category, name_zh=GROUP)
    AlternativeName.objects.create(record_id=nomination.organization_id, name="甘肃省歌舞剧院有限公司", language="zh-Hans")
    assert Walk(editor, category, "甘肃省歌舞剧院有限公司").ticked(nomination) == "1"


@pytest.mark.parametrize(
    ("on_record", "pasted"),
    [
        ("中国银行", "中国农业银行"),
        ("甘肃省博物馆", "甘肃省图书馆"),
        ("华为技术有限公司", "华为终端有限公司"),
        ("自贡海天文化股份有限公司", "自贡亘古龙腾科技有限公司"),
    ],
)
def test_who_only_sounds_alike_is_not_proposed(editor, category, on_record, pasted):
    nominee(category, name_zh=on_record)
    assert Walk(editor, category, pasted).sums() == [1, 0, 1, 0, 0]


@pytest.mark.parametrize(
    ("on_record", "pasted"),
    [
        ("四川天煜文化传播有限公司", "四川天煜文化传播股份有限公司"),
        ("自贡灯彩集团", "自贡灯彩文化产业集团有限公司"),
        ("甘肃演艺集团", "甘肃演艺集团兰州分公司"),
        ("甘肃演艺集团有限责任公司", "甘肅演藝集團有限責任公司"),
    ],
)
def test_who_may_be_another_is_asked_about(editor, category, on_record, pasted):
    nomination = nominee(category, name_zh=on_record)
    walk = Walk(editor, category, pasted)
    assert walk.ticked(nomination) == ""
    assert walk.sums() == [1, 0, 0, 0, 1]


# ---- refusals ----------------------------------------------------------------------------------------------------------


def test_a_list_is_not_of_a_day_that_is_still_to_come(editor, category):
    nominee(category, name_zh=LANZHOU)
    assert "This day has not come yet." in Walk(editor, category, LANZHOU, happened=f"{timezone.localdate().year + 1}-12-31").text


def test_one_line_is_not_two_nominees(editor, category):
    both = [nominee(category, name_zh=SAME), nominee(category, name_zh=SAME)]
    walk = Walk(editor, category, SAME)
    for nomination in both:
        walk.tick(f"line-{nomination.pk}", 1)
    assert "is chosen for several nominees" in walk.press("show").text
    assert "has no line “99”" in walk.tick(f"another-{both[0].pk}", 99).press("show").text


def test_a_list_that_is_read_otherwise_by_now_is_shown_again(editor, category):
    nominee(category, name_zh=LANZHOU)
    walk = Walk(editor, category, "敦煌数字\n藏经洞").press("show")
    make_project(name_zh="敦煌数字藏经洞")
    assert "the list is read otherwise by now" in walk.press("store").text
    assert not OfficialList.objects.exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_a_form_that_is_sent_twice_is_entered_once(editor, category):
    nomination = nominee(category, name_zh=LANZHOU)
    walk = Walk(editor, category, LANZHOU).press("show")
    sent = dict(walk.sent)
    walk.press("store")
    walk.sent = sent
    assert walk.press("store").page.status_code == 302
    assert verbs(nomination) == ["recognized"]


def test_viewers_read_lists_and_paste_none(client, people, category):
    nominee(category, name_zh=LANZHOU)
    client.force_login(people["editor"])
    Walk(client, category, f"1 {LANZHOU}").store()
    client.force_login(people["viewer"])
    assert client.get(f"/admin/initiatives/selectioncategory/{category.pk}/list/").status_code == 403
    kept = OfficialList.objects.get()
    page = client.get(f"/admin/initiatives/officiallist/{kept.pk}/change/").content.decode()
    assert LANZHOU in page
    assert "go on" not in page


def test_nothing_of_a_list_but_its_outcome_is_public(client, people, public_category):
    nominee(public_category, name_zh=LANZHOU)
    client.force_login(people["publisher"])
    passage = make_passage()
    Walk(client, public_category, f"1 {LANZHOU}\n2 北京某文化有限公司", passage, title="Quillwort List").store()
    client.logout()
    for address in (
        public_category.round.get_absolute_url(),
        passage.source.get_absolute_url(),
        "/en/selections/feed.xml",
        "/en/timeline/",
    ):
        html = client.get(address).content.decode()
        assert "北京某文化" not in html
        assert "Quillwort List" not in html


# ---- forty lines -------------------------------------------------------------------------------------------------------

NOMINEES = [
    "甘肃演艺集团",  # the list gives its legal form
    HENGZHEN,
    LANZHOU,
    TRAVEL,
    "读者出版集团有限公司",
    "敦煌文旅集团有限公司",
    "兰州牛肉拉面文化有限公司",
    "天水麦积山石窟艺术有限公司",
    "嘉峪关关城文化旅游有限公司",
    SAME,
]
FORTY = f"""附件1

2025—2026年度国家文化出口重点企业和
重点项目名单

（共24家）
序号\t企业名称\t所在地
北京市（5家）
1\t中国对外文化集团有限公司\t北京市
2．北京某文化有限公司　北京市
３、北京示例传媒股份有限公司
（四）北京示例动漫有限公司
5  北京示例出版社有限责任公司  北京市
— 1 —
上海市
6\t上海示例网络科技有限公司\t上海市
7\t上海示例游戏
有限公司\t上海市
小计：2家
甘肃省（10家）
8\t甘肃恒真数字文化科技有限公司\t甘肃省
9\t兰州示例文化
传播有限公司\t甘肃省
10\t敦煌示例旅游有限公司、敦煌文旅集团有限公司
11\t读者出版集团有限公司（新增）
12\t甘肃演艺集团有限责任公司\t甘肃省
13 兰州牛肉拉面文化有限公司
14 天水麦积山石窟艺术有限公司 甘肃省天水市
15 “嘉峪关关城文化旅游有限公司”
16 {SAME}
- 2 -
陕西省（7家）
17\t陕西示例一文化有限公司/陕西示例二文化有限公司
18\t陕西示例三文化有限公司
19\t陕西示例四文化有限公司
20\t西安示例影视有限公司
21\t西安示例演艺
股份有限公司
22\t西安示例文化旅游集团有限公司
合计：24家
注：排名不分先后
以上名单由有关部门确认
2025年5月26日
"""


def test_forty_lines_with_all_the_oddities_are_confirmed_with_few_clicks(editor, category):
    nominations = [nominee(category, name_zh=name) for name in NOMINEES]
    namesake = make_enterprise(name_zh=SAME)
    walk = Walk(editor, category, FORTY)
    lines = walk.sums()[0]
    assert lines >= 40
    assert walk.sums() == [lines, 8, 14, lines - 24, 2]
    group, same = nominations[0], nominations[-1]
    for nomination in (group, same):
        (line,) = re.findall(rf'name="line-{nomination.pk}" value="(\d+)"', walk.html)
        walk.tick(f"line-{nomination.pk}", line)
    walk.store()
    assert walk.page.status_code == 302
    assert walk.clicks <= 15
    assert [verbs(nomination) for nomination in nominations] == [["recognized"]] * 10
    kept = OfficialList.objects.get()
    assert (kept.lines.filter(state="confirmed").count(), kept.lines.count()) == (10, lines)
    assert not Organization.objects.get(pk=namesake.pk).nominations.exists()


@pytest.mark.engine("sqlite", "postgresql")
def test_two_thousand_lines_are_read_and_stored(editor, category, django_assert_max_num_queries):
    nomination = nominee(category, name_zh=LANZHOU, name_zh_confirmed=True)
    text = "\n".join(f"{n}\t示例{n}号文化有限公司\t北京市" for n in range(1, 2000)) + f"\n2000\t{LANZHOU}"
    walk = Walk(editor, category, text).press("show")
    with django_assert_max_num_queries(120):
        walk.press("store")
    assert (walk.page.status_code, verbs(nomination), OfficialLine.objects.count()) == (302, ["recognized"], 2000)

"""The fixtures against the article's facts, written out: a figure changed, a row dropped, a passage moved turns this red."""

import json
import random
import re
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import AutoField
from django.test import TestCase
from django.utils.translation import override

from enterprises.models import IntellectualProperty, Organization
from initiatives.models import Initiative, Nomination, NominationEvent, Participation, SelectionCategory, SelectionRound
from portal.models import AlternativeName, Generation, Measure, Passage, Record, Sector, Source, Statement, Technology

PATHS = sorted((settings.BASE_DIR / "fixtures").glob("*.json"))
OURS = ("portal", "enterprises", "initiatives")

KINDS = {
    "enterprises.json": {"enterprise"},
    "exhibitions.json": {"exhibition"},
    "measures.json": set(),
    "organizations.json": {"government", "institution", "partner"},
    "programmes.json": {"programme"},
    "projects.json": {"project"},
    "sectors.json": set(),
    "selections.json": {"selection-round"},
    "sources.json": {"article"},
    "technologies.json": set(),
    "trademarks.json": {"trademark-group", "cultural-product"},
}

ROWS = {
    "portal.AlternativeName": 2,
    "portal.AuditEntry": 0,
    "portal.Correction": 0,
    "portal.Enquiry": 0,
    "portal.EnquiryStep": 0,
    "portal.Enquiry_records": 0,
    "portal.Feature": 0,
    "portal.Guess": 0,
    "portal.ImportedRow": 0,
    "portal.KeptForm": 0,
    "portal.Mail": 0,
    "portal.Listed": 35,
    "portal.ListedValue": 147,  # by which the lists are narrowed, where no source says so "none" too
    "portal.MatchedHeadings": 0,
    "portal.Measure": 12,
    "portal.NotTheSame": 0,
    "portal.Opening": 0,
    "portal.Paper": 0,
    "portal.Passage": 30,
    "portal.Picture": 0,
    "portal.ProposedChange": 0,
    "portal.Record": 35,
    "portal.ReviewStep": 0,
    "portal.SecondFactor": 0,
    "portal.Sending": 0,
    "portal.SentForm": 0,
    "portal.SheetImport": 0,
    "portal.SearchEntry": 70,  # each record's own words, and those with what the one source says of it
    "portal.Sector": 4,
    "portal.SlugRedirect": 0,
    "portal.Source": 1,
    "portal.StaleMark": 0,
    "portal.Statement": 54,
    "portal.Technology": 4,
    "portal.WorkerBeat": 0,
    "enterprises.Availability": 0,
    "enterprises.CalendarAddress": 0,
    "enterprises.CustomsRecordal": 0,
    "enterprises.IntellectualProperty": 3,
    "enterprises.Organization": 11,
    "enterprises.Organization_sectors": 0,
    "enterprises.Licence": 0,
    "enterprises.Reminder": 0,
    "enterprises.ReminderChoice": 0,
    "enterprises.RightEvent": 0,
    "enterprises.Task": 0,
    "enterprises.TrademarkRegistration": 0,
    "initiatives.FollowUp": 0,
    "initiatives.Initiative": 18,
    "initiatives.Initiative_technologies": 5,
    "initiatives.FormerlyPublic": 0,
    "initiatives.Intention": 0,
    "initiatives.IntentionStep": 0,
    "initiatives.Nomination": 4,
    "initiatives.NominationEvent": 4,
    "initiatives.NominationEvent_actors": 4,
    "initiatives.OfficialLine": 0,
    "initiatives.OfficialList": 0,
    "initiatives.Participation": 10,
    "initiatives.SelectionCategory": 3,
    "initiatives.SelectionRound": 2,
    "initiatives.SelectionStage": 0,
    "initiatives.SelectionStage_bodies": 0,
}

# record, measure, value, qualifier, currency, the figure as it is read, passage, the words that carry it in the source and
# in the wording in Chinese
FIGURES = [
    (
        "journey-to-singapore", "exhibition-revenue", "1500000", "nearly", "CNY",
        "nearly 1.5 million yuan", "answer 1, sentence 5", "nearly 1.5 million yuan", "近150万元",
    ),
    (
        "heritage-conservation-technologies", "heritage-protection-projects", "200", "over", "",
        "over 200 key projects", "answer 1, sentence 8", "over 200", "超过200个",
    ),
    (
        "dunhuang-cultural-innovation", "trademarks-in-the-group", "4", "exactly", "",
        "4 trademarks", "answer 2, sentence 1", "four", "四件商标",
    ),
    (
        "hong-kong-licensing-show", "years-of-participation", "3", "exactly", "",
        "3 consecutive years", "answer 2, sentence 2", "three consecutive years", "连续三年",
    ),
    (
        "hong-kong-licensing-show-2025", "exhibitors-at-the-show", "330", "exactly", "",
        "330 exhibitors", "answer 2, sentence 3", "330", "330家参展商",
    ),
    (
        "hong-kong-licensing-show-2025", "international-brands-at-the-show", "600", "over", "",
        "over 600 international brands", "answer 2, sentence 3", "over 600", "超过600个国际品牌",
    ),
    (
        "hong-kong-licensing-show-2025", "enterprises-engaged", "200", "over", "",
        "over 200 enterprises", "answer 2, sentence 4", "more than 200", "超过200家",
    ),
    (
        "hong-kong-licensing-show-2025", "cooperation-intentions", "100", "nearly", "",
        "nearly 100 cooperation intentions", "answer 2, sentence 4", "nearly 100", "近100项合作意向",
    ),
    (
        "hong-kong-licensing-show-2025", "dimensions-put-first", "3", "exactly", "",
        "3 dimensions", "answer 2, sentence 4", "three", "三个维度",
    ),
    (
        "national-key-cultural-export-2025-2026", "enterprises-submitted", "10", "exactly", "",
        "10 enterprises", "answer 3, sentence 1", "10", "10家",
    ),
    (
        "supporting-global-dissemination", "companies-recommended", "4", "exactly", "",
        "4 companies", "answer 3, sentence 2", "four", "四家公司",
    ),
    (
        "supporting-global-dissemination", "activities-recommended", "3", "exactly", "",
        "3 major activities", "answer 3, sentence 2", "three", "三项重大活动",
    ),
]  # fmt: skip

UNITS = {
    "exhibition-revenue": ("", "", ""),
    "heritage-protection-projects": ("key projects", "key project", "个"),
    "trademarks-in-the-group": ("trademarks", "trademark", "件"),
    "years-of-participation": ("consecutive years", "year", "年"),
    "exhibitors-at-the-show": ("exhibitors", "exhibitor", "家"),
    "international-brands-at-the-show": ("international brands", "international brand", "个"),
    "enterprises-engaged": ("enterprises", "enterprise", "家"),
    "cooperation-intentions": ("cooperation intentions", "cooperation intention", "项"),
    "dimensions-put-first": ("dimensions", "dimension", "个"),
    "enterprises-submitted": ("enterprises", "enterprise", "家"),
    "companies-recommended": ("companies", "company", "家"),
    "activities-recommended": ("major activities", "major activity", "项"),
}

QUESTIONS = {8, 19, 25}
ARTICLE = "strengthen-sino-foreign-cultural-exchanges"
DEPARTMENT = "gansu-department-of-culture-and-tourism"
COMMERCE = "gansu-department-of-commerce"
ROUND = "national-key-cultural-export-2025-2026"
SUPPORT = "supporting-global-dissemination"
SHOW = "hong-kong-licensing-show-2025"

# number of the passage → the records that its statements are about; the passages that are not here carry none
STATEMENTS = {
    1: [ARTICLE],
    2: [ARTICLE],
    4: [ARTICLE],
    7: [DEPARTMENT],
    9: [ARTICLE],
    11: ["dunhuang-city", "east-asian-cultural-capital", DEPARTMENT],
    12: ["diplomats-visit-gansu", "dunhuang-culture-global-connection", "show-the-world-the-hexi-corridor"],
    13: ["bank-of-china", "dunhuang-academy", "gansu-hengzhen", "journey-to-singapore", "journey-to-singapore"],
    14: ["digital-cave-of-manuscripts-exhibition", "exploring-dunhuang-tour"],
    15: ["digital-cave-of-manuscripts", "dunhuang-academy", "exploring-dunhuang", "tencent"],
    16: ["heritage-conservation-technologies"],
    17: ["silk-road-dunhuang-expo"],
    18: ["cloud-appreciation-of-dunhuang", "dunhuang-1900", "dunhuang-culture-week", "mogao-academy"],
    20: [
        "dunhuang-cultural-innovation",
        "dunhuang-cultural-innovation",
        DEPARTMENT,
        "general-administration-of-customs",
        "lan-xiaowu",
        "qingyang-sachets",
    ],
    21: ["hong-kong-licensing-show"],
    22: [SHOW, SHOW],
    23: [SHOW, SHOW, SHOW],
    26: [COMMERCE, DEPARTMENT, "gansu-hengzhen", "gansu-performing-arts-group", "ministry-of-commerce", ROUND, ROUND],
    27: [DEPARTMENT, "gansu-jinweide", "roots-and-soul-macao-2025", SUPPORT, SUPPORT],
    28: [SUPPORT],
    30: [ARTICLE],
}

EXAMPLES = {
    "sectors-carried-along",
    "show-the-world-the-hexi-corridor-named",
    "diplomats-visit-gansu-named",
    "dunhuang-culture-global-connection-named",
    "digital-cave-of-manuscripts-debut",
    "exploring-dunhuang-tour-debut",
    "digital-cave-of-manuscripts-development",
    "exploring-dunhuang-development",
    "dunhuang-academy-develops",
    "tencent-develops",
    "heritage-conservation-technologies-projects",
    "mogao-academy-named",
    "dunhuang-1900-named",
    "cloud-appreciation-of-dunhuang-launched",
    "lan-xiaowu-named",
    "qingyang-sachets-named",
}

PARTICIPATIONS = {
    ("east-asian-cultural-capital", "dunhuang-city", "organizer", 11),
    ("east-asian-cultural-capital", DEPARTMENT, "guided-by", 11),
    ("journey-to-singapore", "dunhuang-academy", "host", 13),
    ("journey-to-singapore", "bank-of-china", "host", 13),
    ("journey-to-singapore", "gansu-hengzhen", "organizer", 13),
    ("digital-cave-of-manuscripts", "dunhuang-academy", "developer", 15),
    ("digital-cave-of-manuscripts", "tencent", "developer", 15),
    ("exploring-dunhuang", "dunhuang-academy", "developer", 15),
    ("exploring-dunhuang", "tencent", "developer", 15),
    ("roots-and-soul-macao-2025", DEPARTMENT, "organizer", 27),
}

CATEGORIES = {
    (ROUND, "Enterprises", "enterprises-submitted"),
    (SUPPORT, "Key overseas promotion projects", "companies-recommended"),
    (SUPPORT, "Major activities", "activities-recommended"),
}
NOMINATIONS = {
    ("Enterprises", "gansu-performing-arts-group", None, False),
    ("Enterprises", "gansu-hengzhen", None, False),
    ("Key overseas promotion projects", "gansu-jinweide", None, True),
    ("Major activities", DEPARTMENT, "roots-and-soul-macao-2025", False),
}
SUBMITTED = ("submitted", date(2025, 4, 1), "month", True, (COMMERCE, DEPARTMENT), True, "ministry-of-commerce", "", 26)
RECOMMENDED = (
    "recommended",
    None,
    "",
    False,
    (),
    False,
    None,
    "at the same time as enterprises were submitted in April of the source’s year",
    27,
)
EVENTS = {
    "gansu-performing-arts-group": SUBMITTED,
    "gansu-hengzhen": SUBMITTED,
    "gansu-jinweide": RECOMMENDED,
    DEPARTMENT: RECOMMENDED,
}

# key → the name in Chinese and whether it is confirmed; empty where it is not known
CHINESE_NAMES = {
    ARTICLE: ("", False),
    DEPARTMENT: ("甘肃省文化和旅游厅", True),
    COMMERCE: ("甘肃省商务厅", True),
    "ministry-of-commerce": ("商务部", True),
    "general-administration-of-customs": ("海关总署", True),
    "dunhuang-city": ("敦煌市", True),
    "dunhuang-academy": ("敦煌研究院", True),
    "bank-of-china": ("中国银行", True),
    "tencent": ("腾讯", True),
    "gansu-hengzhen": ("甘肃恒真数字文化科技有限公司", False),
    "gansu-performing-arts-group": ("甘肃演艺集团", True),
    "gansu-jinweide": ("甘肃金味德拉面文化产业集团有限公司", False),
    "east-asian-cultural-capital": ("东亚文化之都", True),
    "show-the-world-the-hexi-corridor": ("", False),
    "diplomats-visit-gansu": ("", False),
    "dunhuang-culture-global-connection": ("敦煌文化环球连线", True),
    "journey-to-singapore": ("“敦煌不再遥远—走进新加坡”数字敦煌展", True),
    "digital-cave-of-manuscripts": ("数字藏经洞", True),
    "exploring-dunhuang": ("寻境敦煌", False),
    "digital-cave-of-manuscripts-exhibition": ("数字藏经洞", True),
    "exploring-dunhuang-tour": ("", False),
    "heritage-conservation-technologies": ("", False),
    "silk-road-dunhuang-expo": ("丝绸之路（敦煌）国际文化博览会", True),
    "mogao-academy": ("莫高学堂", True),
    "dunhuang-1900": ("", False),
    "cloud-appreciation-of-dunhuang": ("云赏敦煌", True),
    "dunhuang-culture-week": ("敦煌文化周", True),
    "hong-kong-licensing-show": ("香港国际授权展", True),
    SHOW: ("2025香港国际授权展", True),
    "roots-and-soul-macao-2025": ("根与魂——甘肃省非物质文化遗产展演", True),
    "dunhuang-cultural-innovation": ("", False),
    "lan-xiaowu": ("", False),
    "qingyang-sachets": ("庆阳香包", True),
    ROUND: ("国家文化出口重点企业和重点项目", True),
    SUPPORT: ("", False),
}

ENGLISH_NAMES = {
    "Strengthen Sino-Foreign Cultural Exchanges and Empower Cultural Enterprises to Go Global",
    "Gansu Provincial Department of Culture and Tourism",
    "Gansu Provincial Department of Commerce",
    "Ministry of Commerce",
    "General Administration of Customs",
    "Dunhuang City",
    "Dunhuang Academy",
    "Bank of China",
    "Tencent",
    "Gansu Hengzhen Digital Culture Technology Co., Ltd.",
    "Gansu Performing Arts Group",
    "Gansu Jinweide Ramen Cultural Industry Group Co., Ltd.",
    "East Asian Cultural Capital",
    "Show the World the Hexi Corridor",
    "Let the World Enter the Hexi Corridor: Diplomats Visit Gansu",
    "Dunhuang Culture Global Connection",
    "Dunhuang No Longer Distant: Journey to Singapore",
    "Digital Cave of Manuscripts",  # the project and the exhibition
    "Exploring Dunhuang",
    "Exploring Dunhuang Tour",
    "Heritage conservation technologies",
    "Silk Road (Dunhuang) International Cultural Expo",
    "Mogao Academy",
    "Dunhuang 1900",
    "Cloud Appreciation of Dunhuang",
    "Dunhuang Culture Week",
    "Hong Kong International Licensing Show",
    "Hong Kong International Licensing Show 2025",
    "2025 Macao “Roots and Soul – Gansu Intangible Cultural Heritage Exhibition and Performance”",
    "“Dunhuang Cultural Innovation” trademarks",
    "Lan Xiaowu",
    "Qingyang sachets",
    "2025–2026 National Key Cultural Export Enterprises and Projects",
    "Supporting the Global Dissemination of Excellent Traditional Chinese Culture",
}

# key → format, recurring, part of, inferred, country, inferred, starts on, precision, inferred, technologies
YEAR_2025 = (date(2025, 1, 1), "year")
INITIATIVES = {
    "east-asian-cultural-capital": ("exchange-series", False, None, False, "", False, None, "", False, set()),
    "show-the-world-the-hexi-corridor": ("", False, None, False, "", False, None, "", False, set()),
    "diplomats-visit-gansu": ("", False, None, False, "", False, None, "", False, set()),
    "dunhuang-culture-global-connection": ("", False, None, False, "", False, None, "", False, set()),
    "dunhuang-culture-week": ("", False, None, False, "", False, None, "", False, set()),
    "digital-cave-of-manuscripts": ("digital", False, None, False, "", False, None, "", False, {"gaming-technology"}),
    "exploring-dunhuang": ("digital", False, None, False, "", False, None, "", False, {"gaming-technology"}),
    "heritage-conservation-technologies": (
        "", False, None, False, "", False, None, "", False, {"earthen-site-conservation", "mural-restoration", "digital-preservation"},
    ),
    "mogao-academy": ("education-platform", False, None, False, "", False, None, "", False, set()),
    "dunhuang-1900": ("education-platform", False, None, False, "", False, None, "", False, set()),
    "cloud-appreciation-of-dunhuang": ("", False, None, False, "", False, None, "", False, set()),
    "journey-to-singapore": ("digital", False, None, False, "SG", True, None, "", False, set()),
    "digital-cave-of-manuscripts-exhibition": (
        "digital", False, "digital-cave-of-manuscripts", False, "US", False, None, "", False, set(),
    ),
    "exploring-dunhuang-tour": ("digital", False, "exploring-dunhuang", True, "US", False, None, "", False, set()),
    "silk-road-dunhuang-expo": ("expo", True, None, False, "", False, None, "", False, set()),
    "hong-kong-licensing-show": ("trade-show", True, None, False, "HK", False, None, "", False, set()),
    SHOW: ("trade-show", False, "hong-kong-licensing-show", False, "HK", False, *YEAR_2025, True, set()),
    "roots-and-soul-macao-2025": ("exhibition-and-performance", False, None, False, "MO", False, *YEAR_2025, False, set()),
}  # fmt: skip

EMPTY = {
    Source: ["url", "publisher_zh"],
    Passage: ["text"],
    Statement: ["as_of", "period_starts_on", "period_ends_on"],
    Organization: [
        "credit_code", "country", "region_en", "region_zh", "address_en", "address_zh", "website", "parent_id", "private_contact",
    ],
    IntellectualProperty: ["owner_id", "licensing_en", "licensing_zh"],
    Initiative: ["city_en", "city_zh", "venue_en", "venue_zh", "ends_on", "ends_precision"],
}  # fmt: skip


def of_passage(row):
    return row.passage.number


def our_models():
    """Of all apps, without what comes with the portal itself whatever is loaded, and what the database itself counts."""
    found = [model for label in OURS for model in apps.get_app_config(label).get_models(include_auto_created=True) if not model._meta.proxy]
    return [model for model in found if not hasattr(getattr(model, "instance_type", model), "IS_SHIPPED") and model is not Generation]


def rows():
    """{model: number of rows} of every model of ours, without the history."""
    return {model._meta.label: model._base_manager.count() for model in our_models() if not model.__name__.startswith("Historical")}


class FixturesTests(TestCase):
    fixtures = [path.name for path in PATHS]
    maxDiff = None

    def test_each_file_holds_its_kinds(self):
        kinds = {
            path.name: {entry["fields"]["kind"] for entry in json.loads(path.read_text("utf-8")) if entry["model"] == "portal.record"}
            for path in PATHS
        }
        self.assertEqual(kinds, KINDS)

    def test_every_model_has_exactly_the_rows_of_the_article(self):
        self.assertEqual(rows(), ROWS)

    def test_plain_loading_leaves_no_history(self):
        histories = {model._meta.label: model.objects.count() for model in our_models() if model.__name__.startswith("Historical")}
        self.assertTrue(histories)
        self.assertEqual({label: count for label, count in histories.items() if count}, {})

    def test_every_figure_is_the_articles_with_its_qualifier(self):
        found = []
        for statement in Statement.objects.with_figures().select_related("measure", "passage"):
            with override("en"):
                read, label = str(statement.figure), statement.passage.label
            found.append(
                (
                    statement.record_id, statement.measure_id, statement.value, statement.qualifier, statement.currency,
                    read, label, statement.quoted,
                )
            )  # fmt: skip
        expected = [(record, measure, Decimal(value), *rest) for record, measure, value, *rest, _chinese in FIGURES]
        self.assertCountEqual(found, expected)

    def test_every_measure_is_used_once_and_only_revenue_is_money(self):
        self.assertEqual(
            sorted(Statement.objects.with_figures().values_list("measure", flat=True)), sorted(m.pk for m in Measure.objects.all())
        )
        self.assertEqual([measure.pk for measure in Measure.objects.filter(is_money=True)], ["exhibition-revenue"])

    def test_each_passage_carries_its_statements_and_no_other(self):
        found = defaultdict(list)
        for statement in Statement.objects.select_related("passage"):
            found[of_passage(statement)].append(statement.record_id)
        self.assertEqual({number: sorted(records) for number, records in found.items()}, {n: sorted(r) for n, r in STATEMENTS.items()})

    def test_a_passage_has_a_note_if_it_carries_no_statement_and_is_no_question(self):
        silent = set(range(1, 31)) - set(STATEMENTS) - QUESTIONS
        self.assertEqual(set(Passage.objects.exclude(note_en="").values_list("number", flat=True)), silent)
        self.assertEqual(set(Passage.objects.exclude(note_zh="").values_list("number", flat=True)), silent)

    def test_the_thirty_passages_are_labelled_as_a_reader_finds_them(self):
        labels = ["title", "dateline", *(f"introduction, sentence {n}" for n in range(1, 6))]
        labels += ["question 1", *(f"answer 1, sentence {n}" for n in range(1, 11))]
        labels += ["question 2", *(f"answer 2, sentence {n}" for n in range(1, 6))]
        labels += ["question 3", *(f"answer 3, sentence {n}" for n in range(1, 5)), "editor"]
        chinese = ["标题", "日期与作者行", *(f"引言第{n}句" for n in range(1, 6))]
        chinese += ["第一问", *(f"答复一第{n}句" for n in range(1, 11)), "第二问", *(f"答复二第{n}句" for n in range(1, 6))]
        chinese += ["第三问", *(f"答复三第{n}句" for n in range(1, 5)), "编辑"]
        self.assertEqual(
            list(Passage.objects.order_by("number").values_list("number", "label_en", "label_zh")),
            list(zip(range(1, 31), labels, chinese, strict=True)),
        )

    def test_the_answers_are_the_speakers_words_and_nothing_else_is(self):
        spoken = set(Passage.objects.filter(is_spoken=True).values_list("number", flat=True))
        self.assertEqual(spoken, {*range(9, 19), *range(20, 25), *range(26, 30)})

    def test_what_the_source_names_as_examples_is_marked(self):
        self.assertEqual(set(Statement.objects.filter(is_example=True).values_list("pk", flat=True)), EXAMPLES)

    def test_who_took_part_in_which_role(self):
        found = {(row.initiative_id, row.organization_id, row.role, of_passage(row)) for row in Participation.objects.all()}
        self.assertEqual(found, PARTICIPATIONS)

    def test_categories_nominations_and_events_are_those_of_the_article(self):
        categories = SelectionCategory.objects.select_related("statement")
        self.assertEqual({(c.round_id, c.name_en, c.statement.measure_id) for c in categories}, CATEGORIES)
        for category in categories:
            self.assertEqual(category.statement.record_id, category.round_id)
        nominations = Nomination.objects.select_related("category")
        self.assertEqual({(n.category.name_en, n.organization_id, n.initiative_id, n.is_unnamed_project) for n in nominations}, NOMINATIONS)
        years = {r.pk: (r.first_year, r.last_year) for r in SelectionRound.objects.all()}
        self.assertEqual(years, {ROUND: (2025, 2026), SUPPORT: (None, None)})

    def test_what_happened_to_the_nominations(self):
        found = {}
        for event in NominationEvent.objects.select_related("nomination", "passage"):
            actors = tuple(sorted(actor.pk for actor in event.actors.all()))
            found[event.nomination.organization_id] = (
                event.verb, event.happened_on, event.happened_precision, event.date_inferred,
                actors, event.has_unnamed_actors, event.recipient_id, event.note_en, of_passage(event),
            )  # fmt: skip
        self.assertEqual(found, EVENTS)

    def test_every_record_has_its_names_of_the_article(self):
        self.assertEqual(set(Record.objects.values_list("name_en", flat=True)), ENGLISH_NAMES)
        self.assertEqual({r.pk: (r.name_zh, r.name_zh_confirmed) for r in Record.objects.all()}, CHINESE_NAMES)
        self.assertEqual(
            set(AlternativeName.objects.values_list("record", "name", "language", "passage__number")),
            {
                (DEPARTMENT, "Provincial Department of Culture and Tourism", "en", 26),
                (COMMERCE, "Provincial Department of Commerce", "en", 26),
            },
        )

    def test_initiatives_have_the_format_whole_place_and_date_of_the_article(self):
        found = {
            i.pk: (
                i.format, i.is_recurring, i.part_of_id, i.part_of_inferred, str(i.country.code or ""), i.country_inferred,
                i.starts_on, i.starts_precision, i.dates_inferred, {technology.pk for technology in i.technologies.all()},
            )
            for i in Initiative.objects.all()
        }  # fmt: skip
        self.assertEqual(found, INITIATIVES)

    def test_the_source_says_who_wrote_it_and_every_term_has_both_languages(self):
        source = Source.objects.get()
        self.assertEqual(
            (source.publisher_en, source.author, source.editor, source.issued_on, source.speaker_en, source.speaker_zh),
            (
                "Gansu Belt and Road Portal",
                "Chai Yongjun",
                "伏娅敏",
                date(2025, 5, 21),
                "the Provincial Department of Culture and Tourism",
                "省文化和旅游厅",
            ),
        )
        self.assertEqual(
            {sector.name_en: sector.name_zh for sector in Sector.objects.all()},
            {
                "cultural creativity": "文化创意",
                "film and television production": "影视制作",
                "animation and gaming": "动漫游戏",
                "performing arts and entertainment": "演艺娱乐",
            },
        )
        self.assertEqual(
            {technology.name_en: technology.name_zh for technology in Technology.objects.all()},
            {
                "earthen-site conservation": "土遗址保护",
                "mural restoration": "壁画修复",
                "digital preservation": "数字化保护",
                "gaming technology": "游戏技术",
            },
        )

    def test_what_the_article_does_not_say_is_empty(self):
        for model, columns in EMPTY.items():
            for row in model.objects.all():
                filled = {column: getattr(row, column) for column in columns if getattr(row, column)}
                self.assertEqual(filled, {}, f"{model.__name__} {row.pk}")

    def test_all_is_public_since_the_day_it_was_entered(self):
        day = datetime(2026, 11, 24, tzinfo=UTC) - timedelta(hours=8)
        self.assertEqual(set(Record.objects.values_list("published_at", flat=True)), {day})

    def test_every_record_has_a_statement_and_a_summary_in_both_languages(self):
        self.assertEqual(list(Record.objects.filter(statements=None)), [])
        for record in Record.objects.all():
            self.assertTrue(record.summary_en.endswith(".") and record.summary_zh.endswith("。"), record.pk)

    def test_no_summary_gives_a_figure(self):
        figure = re.compile(r"\d|\b(two|three|four|ten|hundred|thousand|million)\b|[两二三四五六七八九十百千万亿]", re.IGNORECASE)
        self.assertEqual([r.pk for r in Record.objects.all() if figure.search(r.summary_en + r.summary_zh)], [])

    def test_a_wording_gives_its_own_figure_with_its_qualifier_and_no_other(self):
        in_chinese = {measure: chinese for _record, measure, *_rest, chinese in FIGURES}
        date_or_name = re.compile(r"21 May 2025|2025年5月21日|4月|2025[–—]2026|2025 Macao|2025年澳门", re.IGNORECASE)
        number = re.compile(r"\d|\b(two|three|four|ten|hundred|million)\b|[两二三四五六七八九十百千万亿]")
        for statement in Statement.objects.all():
            english, chinese = (date_or_name.sub("", text) for text in (statement.wording_en.lower(), statement.wording_zh))
            if statement.measure_id:
                self.assertIn(statement.quoted, english, statement.pk)
                self.assertIn(in_chinese[statement.measure_id], chinese, statement.pk)
                english = english.replace(statement.quoted, "", 1)
                chinese = chinese.replace(in_chinese[statement.measure_id], "", 1)
            self.assertIsNone(number.search(english + chinese), statement.pk)

    def test_units(self):
        units = {measure.pk: (measure.unit_en, measure.unit_one_en, measure.unit_zh) for measure in Measure.objects.all()}
        self.assertEqual(units, UNITS)

    def test_only_the_few_words_that_carry_a_figure_are_quoted(self):
        for statement in Statement.objects.all():
            self.assertLessEqual(len(statement.quoted), 60, statement.pk)
        self.assertEqual(
            set(Statement.objects.exclude(quoted="").filter(measure=None).values_list("quoted", flat=True)), {"primary carrier"}
        )

    def test_every_trap_has_a_note_for_staff(self):
        trapped = [DEPARTMENT, "bank-of-china", "tencent", "gansu-hengzhen", "gansu-jinweide", "journey-to-singapore", "exploring-dunhuang"]
        trapped += ["exploring-dunhuang-tour", "heritage-conservation-technologies", "hong-kong-licensing-show", SHOW, ROUND, SUPPORT]
        trapped += ["roots-and-soul-macao-2025", "dunhuang-cultural-innovation", "lan-xiaowu", "qingyang-sachets"]
        self.assertEqual([key for key in trapped if not Record.objects.get(pk=key).staff_note], [])
        for key in ["dunhuang-cultural-innovation", "lan-xiaowu", "qingyang-sachets"]:
            self.assertIn("three readings", Record.objects.get(pk=key).staff_note)
            self.assertIn("read in more than one way", " ".join(s.wording_en for s in Statement.objects.filter(record=key)))

    def test_every_row_passes_the_rules_of_its_model(self):
        for label in ROWS.keys() - {"portal.Record", "portal.SearchEntry", "portal.Listed", "portal.ListedValue", "portal.StaleMark"}:
            model = apps.get_model(label)
            if not model._meta.auto_created:
                for row in model._base_manager.all():
                    row.full_clean()

    def test_the_search_finds_them_after_plain_loading(self):
        self.assertIn("journey-to-singapore", Record.objects.published().search("走进新加坡").values_list("pk", flat=True))


def content():
    """All that the fixtures load, without automatic keys and moments of loading."""
    loaded = {}
    for model in our_models():
        new = {"updated_at", "changed_at", "recorded_at", *(["id"] if isinstance(model._meta.pk, AutoField) else [])}
        loaded[model._meta.label] = sorted(str({k: v for k, v in row.items() if k not in new}) for row in model._base_manager.values())
    return loaded


@pytest.mark.django_db
@pytest.mark.parametrize("shuffle", range(4))
def test_the_files_load_in_any_order_and_twice(shuffle):
    names = [path.name for path in PATHS]
    random.Random(shuffle).shuffle(names)
    call_command("loaddata", *names, verbosity=0)
    first = content()
    call_command("loaddata", *reversed(names), verbosity=0)
    assert rows() == ROWS
    assert content() == first

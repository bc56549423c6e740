"""Credit codes, and the rules of organizations, registrations and recordals, in the database and in words."""

from datetime import date

import pytest
from django.db.models import ProtectedError, RestrictedError

from enterprises.models import CalendarDay, CustomsRecordal, Enterprise, Organization, Reminder, Trademark, TrademarkRegistration
from portal.models import Sector
from tests.admin_pages import make_user
from tests.enterprises.rules_of_events import EVENT_RULES
from tests.factories import (
    make_availability,
    make_enterprise,
    make_holiday_notice,
    make_legal_rule,
    make_organization,
    make_passage,
    make_property,
    make_reach,
    make_recordal,
    make_registration,
    make_task,
    make_trademark,
)
from tests.refusals import assert_database_refuses, assert_form_says, constraints_of, told

pytestmark = pytest.mark.django_db

VALID = ["911000001000013428", "914403001922038216", "9144030071526726XG"]  # domain practice: published examples
WRONG_CHECK = (
    "The check character is wrong: one of the characters was mistyped or two were exchanged.",
    "校验码不符：可能有一位输错，或两位互换。",
)


@pytest.mark.parametrize("code", VALID)
def test_a_credit_code_with_the_right_check_character_is_accepted(code):
    organization = make_organization(credit_code=code)
    organization.full_clean()
    assert Organization.objects.get(credit_code=code) == organization


@pytest.mark.parametrize("typed", ["9144030071526726xg", " 9144030071526726XG ", "9144030071526726Xg\n"])
def test_a_credit_code_is_kept_in_capitals_without_spaces(typed):
    organization = make_organization()
    organization.credit_code = typed
    organization.full_clean()
    assert organization.credit_code == "9144030071526726XG"


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("911000001000013429", *WRONG_CHECK),  # the last character mistyped
        ("191000001000013428", *WRONG_CHECK),  # two characters exchanged
        ("91100000100001342", "A unified social credit code has 18 characters; this has 17.", "统一社会信用代码为18位，此处为17位。"),
        (
            "91100000I000013428",
            "Character 9 (“I”) cannot stand in a unified social credit code: digits and capitals without I, O, S, V, Z.",
            "第9位“I”不能用于统一社会信用代码：只用数字和大写字母，不用I、O、S、V、Z。",
        ),
        (
            "９11000001000013428",
            "Character 1 (“９”) cannot stand in a unified social credit code: digits and capitals without I, O, S, V, Z.",
            "第1位“９”不能用于统一社会信用代码：只用数字和大写字母，不用I、O、S、V、Z。",
        ),
    ],
)
def test_a_wrong_credit_code_is_refused_with_the_reason(code, english, chinese):
    assert_form_says(make_organization(), {"credit_code": code}, english, chinese)


@pytest.mark.parametrize("place", range(18))
def test_any_single_wrong_character_is_noticed(place):
    code = VALID[0]
    wrong = code[:place] + ("7" if code[place] != "7" else "8") + code[place + 1 :]
    assert set(told(Organization(**fields(credit_code=wrong)), "en")) == {"credit_code"}


def fields(**more):
    return {"kind": "institution", "name_en": "Academy", "slug": "academy"} | more


def test_many_organizations_have_no_credit_code_and_no_two_the_same():
    for empty in (None, "", "  "):
        organization = make_organization()
        organization.credit_code = empty
        organization.full_clean()
        assert organization.credit_code is None
        Organization.objects.get(pk=make_organization(credit_code=empty).pk).full_clean()
    assert Organization.objects.filter(credit_code=None).count() == 6
    make_organization(credit_code=VALID[0])
    assert_form_says(make_enterprise(), {"credit_code": VALID[0]}, "Another organization has this code.", "另一机构已使用此代码。")


def test_an_organization_with_a_credit_code_can_be_saved_again_and_its_history_has_both():
    organization = make_organization(credit_code=VALID[0])
    organization.name_en = "Renamed"
    organization.save()
    assert organization.history.filter(credit_code=VALID[0]).count() == 2


def own_parent():
    organization = make_organization()
    return organization, {"parent_id": organization.pk}


def two_registrations():
    first = make_registration(number="1234567", nice_class=25)
    return make_registration(number="1234567", nice_class=35), {"nice_class": first.nice_class}


def two_reaches():
    make_reach(territory="CH")
    return make_reach(territory="NO"), {"territory": "CH"}


def two_reminders():
    task, person = make_task(), make_user("Editor")
    first, second = (Reminder.objects.create(task=task, person_id=person.pk, step=step, day=task.day) for step in ("1m", "1w"))
    return second, {"step": first.step}


BROKEN = [  # constraint, the row and the change that breaks it, what the form says in both languages
    (
        "organization_is_not_its_own_parent",
        own_parent,
        ("An organization is not its own parent.", "机构不能是自身的上级。"),
    ),
    (
        "registration_once",
        two_registrations,
        ("This number is entered for this territory and class already.", "该国家或地区、该类别已有此注册号。"),
    ),
    (
        "registration_nice_class_1_to_45",
        lambda: (make_registration(), {"nice_class": 46}),
        None,
    ),
    (
        "registration_nice_class_1_to_45",
        lambda: (make_registration(), {"nice_class": 0}),
        None,
    ),
    (
        "registration_filed_before_registered",
        lambda: (make_registration(), {"filed_on": date(2025, 5, 21), "registered_on": date(2025, 5, 20)}),
        ("A mark is registered on or after the day it is filed.", "注册日不得早于申请日。"),
    ),
    (
        "registration_international_only_by_madrid",
        lambda: (make_registration(), {"international_registered_on": date(2025, 5, 21)}),
        ("Only a registration of the Madrid system has an international date.", "只有马德里体系注册才有国际注册日期。"),
    ),
    (
        "registration_international_before_the_certificate",
        lambda: (
            make_registration(route="madrid"),
            {"international_registered_on": date(2025, 5, 21), "registered_on": date(2025, 5, 20)},
        ),
        ("A territory’s certificate follows the international registration, or bears its day.", "当地注册证书的日期不得早于国际注册日期。"),
    ),
    (
        "registration_starts_before_it_expires",
        lambda: (make_registration(), {"registered_on": date(2025, 5, 21), "expires_on": date(2025, 5, 21)}),
        ("A registration expires after the day it is made.", "到期日应晚于注册日。"),
    ),
    (
        "recordal_starts_before_it_expires",
        lambda: (make_recordal(), {"effective_on": date(2025, 5, 21), "expires_on": date(2025, 5, 21)}),
        ("A recordal expires after the day it takes effect.", "到期日应晚于生效日。"),
    ),
    (
        "recordal_registration_only_of_a_trademark",
        lambda: (recordal := make_recordal(right="copyright"), {"registration_id": make_registration(recordal.property).pk}),
        ("Only the recordal of a trademark belongs to a trademark registration.", "只有商标权备案才对应商标注册。"),
    ),
    (
        "availability_is_worldwide_or_of_one_territory",
        lambda: (make_availability(territory="SG"), {"is_worldwide": True}),
        ("Choose a territory, or tick “worldwide”, not both.", "请选择国家或地区，或勾选“全球”，二者只选其一。"),
    ),
    (
        "task_done_says_when",
        lambda: (make_task(), {"done_on": date(2026, 5, 20)}),
        ("Say on which day it was done; what is not done has no such day.", "已完成的请填写完成日期；未完成的不填。"),
    ),
    (
        "task_done_says_when",
        lambda: (make_task(), {"state": "done"}),
        ("Say on which day it was done; what is not done has no such day.", "已完成的请填写完成日期；未完成的不填。"),
    ),
    (
        "task_waived_says_why",
        lambda: (make_task(), {"state": "waived"}),
        ("Say why it need not be done; a reason belongs to nothing else.", "无须办理的请说明理由；其他情形不填理由。"),
    ),
    ("reminder_once", lambda: two_reminders(), None),
    (
        "availability_states_something",
        lambda: (make_availability(), {"category_en": "", "category_zh": ""}),
        (
            "Say what is available: a category, a territory, an exclusivity or a term.",
            "请说明可供授权的内容：类别、国家或地区、许可方式或期限。",
        ),
    ),
    (
        "legal_rule_holds_from_before_until",
        lambda: (make_legal_rule(holds_from=date(2027, 1, 1)), {"holds_until": date(2026, 12, 31)}),
        ("A rule is in force until the day it begins, or later.", "规则的施行止日不得早于起日。"),
    ),
    (
        "legal_rule_of_a_registration_has_its_route",
        lambda: (make_legal_rule(), {"route": ""}),
        ("Choose the route: offices count by it.", "请选择注册途径：各局按途径计算期限。"),
    ),
    (
        "legal_rule_has_a_length_unless_optional",
        lambda: (make_legal_rule(), {"length": None}),
        (
            "Give the length; only an optional declaration or a licence goes without.",
            "请填写期限长度；只有自愿提交的声明和许可备案可不填。",
        ),
    ),
    (
        "legal_rule_moves_by_the_days_of_an_office",
        lambda: (make_legal_rule(), {"moves_last_day": True}),
        (
            "Choose whose days move the last day, or leave the rest of it empty.",
            "请选择最后一日按何处工作日顺延，否则顺延的其他各项须留空。",
        ),
    ),
    (
        "legal_rule_of_a_term_counts_months",
        lambda: (make_legal_rule(), {"unit": "days"}),
        (
            "Terms are counted in months, and so is what ends the day before, or with the year.",
            "有效期以及止于前一日或年末的期限须按月计算。",
        ),
    ),
    (
        "legal_rule_ticked_by_somebody",
        lambda: (make_legal_rule(), {"ticked_on": date(2026, 11, 29)}),
        ("Say who compared the rule with the official page.", "请注明由谁与官方页面核对。"),
    ),
    (
        "holiday_notice_has_a_secure_address",
        lambda: (make_holiday_notice(), {"address": "http://www.gov.cn/"}),
        ("The address of a notice begins with https://.", "通知网址须以https://开头。"),
    ),
    (
        "calendar_day_is_of_its_notice",
        lambda: (CalendarDay.objects.get(day="2026-10-10"), {"notice_id": 2025}),
        ("A notice names days of its year, or of the December before.", "通知所列日期须在当年或上一年12月。"),
    ),
    (
        "reach_once_from_a_day",
        lambda: (make_reach(), {"territory": "GB", "first_on": date(2021, 1, 1)}),
        ("What holds from this day is entered already.", "自该日起的情形已登记。"),
    ),
    (
        "reach_once_from_the_beginning",
        two_reaches,
        ("What holds from the beginning is entered already.", "自始适用的情形已登记。"),
    ),
    (
        "reach_starts_before_it_ends",
        lambda: (make_reach(first_on=date(2021, 1, 1)), {"last_on": date(2020, 12, 31)}),
        ("It holds until the day from which it holds, or later.", "截止日不得早于起始日。"),
    ),
    (
        "reach_is_of_another_territory",
        lambda: (make_reach(), {"territory": "EU"}),
        ("A registration reaches the territory of its own office anyway.", "注册在其主管机关所在地本来就有效。"),
    ),
    (
        "reach_says_what_to_do_where_it_is_none",
        lambda: (make_reach(), {"answer": "no"}),
        (
            "Say in both languages what staff are told where it does not reach, or is to be checked.",
            "注册不及于该地或尚待核实时，请用中英文写明给工作人员的提示。",
        ),
    ),
    *EVENT_RULES,
]


@pytest.mark.parametrize(("name", "build", "texts"), BROKEN, ids=[f"{each[0]}-{n}" for n, each in enumerate(BROKEN)])
def test_the_database_refuses_what_breaks_a_rule_and_the_form_says_why(name, build, texts):
    row, changes = build()
    assert_database_refuses(row, changes, name)
    if texts:
        assert_form_says(row, changes, *texts)


def test_every_rule_is_tried():
    differing = {each[0] for each in BROKEN} ^ constraints_of("enterprises")
    assert not differing, f"BROKEN and the constraints differ in {differing}: each is broken by one row"


@pytest.mark.parametrize("nice_class", [0, 46])
def test_there_are_45_nice_classes(nice_class):
    row = make_registration()
    row.nice_class = nice_class
    assert told(row, "en") == {"nice_class": ["Nice classes run from 1 to 45."]}
    assert told(row, "zh-hans") == {"nice_class": ["尼斯分类为第1至45类。"]}
    for right in (1, 34, 35, 45):
        row.nice_class = right
        row.full_clean()


def test_a_recordal_protects_a_registration_of_its_own_mark():
    recordal = make_recordal()
    for registration, refusal in ((make_registration(recordal.property), None), (make_registration(), "registration")):
        recordal.registration = registration
        if refusal:
            assert told(recordal, "en") == {refusal: ["This is the registration of another mark."]}
        else:
            recordal.full_clean()


def test_no_organization_is_above_itself_by_way_of_others():
    top = make_organization()
    middle = make_organization(parent_id=top.pk)
    bottom = make_organization(parent_id=middle.pk)
    bottom.full_clean()
    for parent in (top, middle, bottom):
        top.parent = parent
        assert told(top, "en")["parent"] == ["An organization is not its own parent."]


def test_a_recordal_number_is_on_record_once():
    make_recordal(number="T2020-1")
    assert_form_says(make_recordal(), {"number": "T2020-1"}, "This recordal number is entered already.", "此备案号已登记。")


def test_a_number_may_stand_for_several_classes_and_in_several_territories():
    for territory, nice_class in (("CN", 25), ("CN", 35), ("SG", 25)):
        make_registration(territory=territory, number="1234567", nice_class=nice_class).full_clean()


def test_a_proxy_has_the_rows_of_its_kinds_and_no_others():
    enterprise, mark, group = make_enterprise(), make_trademark(), make_trademark(kind="trademark-group")
    make_organization()
    make_property()
    assert list(Enterprise.objects.all()) == [enterprise]
    assert set(Trademark.objects.all()) == {mark, group}


def test_a_sector_in_which_an_organization_works_stays():
    sector, organization = Sector.objects.create(name_en="Film", name_zh="电影"), make_organization(name_en="Loess Studio")
    organization.sectors.add(sector)
    for delete in (sector.delete, Sector.objects.all().delete):
        with pytest.raises(ProtectedError) as refusal:
            delete()
        assert [str(row) for row in refusal.value.protected_objects] == ["Loess Studio"]
    organization.delete()
    sector.delete()
    assert not Sector.objects.exists()


def test_an_organization_that_others_refer_to_stays():
    organization = make_organization()
    refer = {
        make_organization(parent_id=organization.pk),
        make_property(owner_id=organization.pk),
        make_recordal(make_property(), holder_id=organization.pk),
    }
    with pytest.raises(ProtectedError) as refusal:
        organization.delete()
    assert {row.pk for row in refusal.value.protected_objects} == {row.pk for row in refer}
    assert Organization.objects.filter(pk=organization.pk).exists()


def test_a_registration_that_a_recordal_protects_stays_unless_both_go_with_their_trademark():
    registration = make_registration()
    recordal = make_recordal(registration.trademark, registration=registration)
    with pytest.raises(RestrictedError) as refusal:
        registration.delete()
    assert refusal.value.restricted_objects == {recordal}
    registration.trademark.delete()
    assert not TrademarkRegistration.objects.exists()
    assert not CustomsRecordal.objects.exists()


@pytest.mark.parametrize("build", [make_registration, make_recordal])
def test_a_passage_that_a_registration_or_recordal_cites_stays(build):
    row = build(passage=make_passage())
    with pytest.raises(ProtectedError) as refusal:
        row.passage.delete()
    assert refusal.value.protected_objects == {row}

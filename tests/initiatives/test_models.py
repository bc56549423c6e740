"""The rules of initiatives, participations and selections, in the database and in words; what a deletion takes along."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import override

from initiatives.models import Exhibition, Nomination, NominationEvent, Participation, Programme, Project, SelectionCategory, SelectionStage
from portal.models import Technology
from tests.factories import (
    make_category,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_follow_up,
    make_intention,
    make_intention_step,
    make_nomination,
    make_nomination_event,
    make_official_line,
    make_official_list,
    make_organization,
    make_participation,
    make_passage,
    make_programme,
    make_project,
    make_selection_round,
    make_stage,
    make_statement,
)
from tests.refusals import assert_database_refuses, assert_form_says, constraints_of, told

pytestmark = pytest.mark.django_db

DAY = date(2025, 4, 1)
INFERRED = (
    "What is marked as inferred is empty: fill it in, or untick “inferred”.",
    "标为“推断”的内容为空：请填写，或取消“推断”。",
)
START = "Say how far the start is known, or give no start.", "请说明开始日期精确到何种程度，或不填开始日期。"
END = "Say how far the end is known, or give no end.", "请说明结束日期精确到何种程度，或不填结束日期。"
EVENT = "Say how far the date is known, or give no date.", "请说明日期精确到何种程度，或不填日期。"
YEARS = "Give both years, the first not after the last, or neither.", "两个年份须同时填写或同时留空，起始年份不得晚于截止年份。"
CATEGORY = "This round has a category of this name already.", "本届已有同名类别。"
STAGE = "Say which stage was passed, or not.", "请说明通过或未通过的是哪一环节。"
NOMINEE = "This nominee is in this category already.", "该类别中已有此申报推荐对象。"


def part_of_itself():
    initiative = make_programme()
    return initiative, {"part_of_id": initiative.pk}


def two_roles():
    first = make_participation(role="host")
    return make_participation(first.initiative, first.organization, "organizer"), {"role": "host"}


def two_categories(language):
    """Two that have no name in the other language, which is nothing that they share."""
    none = {f"name_{other}": "" for other in ("en", "zh") if other != language}
    first = make_category(**none)
    return make_category(round=first.round, **none), {f"name_{language}": getattr(first, f"name_{language}")}


def two_nominations(**fields):
    first = make_nomination(**fields)
    return make_nomination(category=first.category, **fields), {"organization_id": first.organization_id}


REPLACEMENT = (
    "Say why the event is replaced, in English or Chinese, and cite the passage that says so.",
    "请用中文或英文说明替代理由，并注明所依据的段落。",
)


def draft_event(**fields):
    """An event that nobody could read yet, and so can be rewritten."""
    return make_nomination_event(make_nomination(category=make_category(round=make_selection_round(published_at=None))), **fields)


def draft_correction():
    wrong = draft_event()
    return make_nomination_event(wrong.nomination, verb="corrected", replaces=wrong, reason_en="Misread.", passage=make_passage())


def two_lines():
    first = make_official_line()
    return make_official_line(list=first.list), {"position": first.position}


def replaces_itself():
    event = draft_event(passage=make_passage())
    return event, {"replaces_id": event.pk, "reason_en": "Misread."}


AMOUNT = (
    "An amount is whole or absent: give value, qualifier and currency together, or none of them.",
    "金额须完整或留空：数值、限定语和币种应同时填写或同时留空。",
)
NEGATIVE = "An amount is not less than zero.", "金额不得小于零。"
NAMED_ONCE = "The other side has a record: leave its name empty.", "对方已有条目：请将名称留空。"
CONSENT = (
    "Only who agreed is named: tick that the other side did, or keep its name in the follow-up.",
    "仅列出同意公开名称的对方：请勾选“对方同意公开名称”，或将其名称填入“跟进”。",
)
LEAVE = (
    "“May be described” is for what rests on a private paper alone: choose one, or untick it.",
    "“可公开说明”仅用于只依据内部文件的意向：请选择文件，或取消勾选。",
)


def make_draft_step(**fields):
    """A step that nobody could read yet, and so can be rewritten."""
    return make_intention_step(make_intention(make_exhibition(published_at=None)), **fields)


def make_replaced_step():
    wrong = make_draft_step()
    return make_intention_step(wrong.intention, replaces=wrong, reason_en="Misread.")


def step_replaces_itself():
    step = make_draft_step()
    return step, {"replaces_id": step.pk, "reason_en": "Misread."}


def with_itself(intention):
    return intention, {"other_side_id": intention.our_side_id}


BROKEN = [  # constraint, the row and the change that breaks it, what the form says in both languages
    (
        "initiative_starts_before_it_ends",
        lambda: (
            make_exhibition(),
            {"starts_on": date(2025, 4, 2), "starts_precision": "day", "ends_on": DAY, "ends_precision": "day"},
        ),
        ("It ends on or after the day it starts.", "结束日期不得早于开始日期。"),
    ),
    ("initiative_start_has_its_precision", lambda: (make_exhibition(), {"starts_on": DAY}), START),
    ("initiative_start_has_its_precision", lambda: (make_exhibition(), {"starts_precision": "day"}), START),
    ("initiative_end_has_its_precision", lambda: (make_exhibition(), {"ends_on": DAY}), END),
    ("initiative_end_has_its_precision", lambda: (make_exhibition(), {"ends_precision": "year"}), END),
    (
        "initiative_is_not_part_of_itself",
        part_of_itself,
        ("An initiative is not a part of itself.", "项目活动不能从属于自身。"),
    ),
    ("initiative_infers_only_what_it_gives", lambda: (make_exhibition(), {"part_of_inferred": True}), INFERRED),
    ("initiative_infers_only_what_it_gives", lambda: (make_exhibition(), {"country_inferred": True}), INFERRED),
    ("initiative_infers_only_what_it_gives", lambda: (make_exhibition(), {"dates_inferred": True}), INFERRED),
    (
        "participation_once_per_role",
        two_roles,
        ("This organization has this role already.", "该机构已有此参与方式。"),
    ),
    ("selection_round_years_in_order", lambda: (make_selection_round(), {"first_year": 2026, "last_year": 2025}), YEARS),
    ("selection_round_years_in_order", lambda: (make_selection_round(), {"first_year": 2025}), YEARS),
    ("selection_round_years_in_order", lambda: (make_selection_round(), {"last_year": 2025}), YEARS),
    (
        "selectioncategory_name_in_a_language",
        lambda: (make_category(name_zh=""), {"name_en": ""}),
        ("Write it in English or in Chinese: one of them is enough.", "请填写中文或英文，至少一种。"),
    ),
    ("selectioncategory_name_en_once", lambda: two_categories("en"), CATEGORY),
    ("selectioncategory_name_zh_once", lambda: two_categories("zh"), CATEGORY),
    ("nomination_once", lambda: two_nominations(initiative_id=make_project().pk), NOMINEE),
    ("nomination_once_without_initiative", two_nominations, NOMINEE),
    (
        "nomination_names_its_project_or_not",
        lambda: (make_nomination(initiative_id=make_project().pk), {"is_unnamed_project": True}),
        ("The project is named: untick “its project, not named”.", "项目已列名：请取消“其项目（未列名）”。"),
    ),
    ("selection_stage_start_has_its_precision", lambda: (make_stage(), {"opened_on": DAY}), START),
    ("selection_stage_end_has_its_precision", lambda: (make_stage(), {"closed_precision": "year"}), END),
    (
        "selection_stage_opens_before_it_closes",
        lambda: (
            make_stage(),
            {"opened_on": date(2025, 4, 2), "opened_precision": "day", "closed_on": DAY, "closed_precision": "day"},
        ),
        ("It ends on or after the day it starts.", "结束日期不得早于开始日期。"),
    ),
    ("nomination_event_passes_a_stage_that_it_names", lambda: (draft_event(), {"verb": "passed"}), STAGE),
    ("official_list_passes_a_stage_that_it_names", lambda: (make_official_list(), {"verb": "passed"}), STAGE),
    ("official_list_date_has_its_precision", lambda: (make_official_list(), {"listed_on": DAY}), EVENT),
    (
        "official_list_is_said_to_be_complete_by_somebody",
        lambda: (make_official_list(), {"is_complete": True}),
        ("That a list is complete is said by somebody, at a moment.", "名单完整须注明由何人、何时确认。"),
    ),
    (
        "official_line_position_once",
        two_lines,
        ("This list has a line at this position already.", "该名单中已有此序位的条目。"),
    ),
    (
        "official_line_is_confirmed_for_a_nominee",
        lambda: (make_official_line(), {"state": "confirmed"}),
        ("A line that is confirmed names its nominee, and no other does.", "已确认的条目须指明申报推荐对象，其他条目不得指明。"),
    ),
    ("nomination_event_date_has_its_precision", lambda: (draft_event(), {"happened_on": DAY}), EVENT),
    ("nomination_event_date_has_its_precision", lambda: (draft_event(), {"happened_precision": "month"}), EVENT),
    (
        "nomination_event_infers_only_a_date_it_gives",
        lambda: (draft_event(), {"date_inferred": True}),
        ("There is no date to infer: give it, or untick “inferred”.", "没有可推断的日期：请填写，或取消“推断”。"),
    ),
    (
        "nomination_event_correction_names_what_it_replaces",
        lambda: (draft_event(), {"verb": "corrected"}),
        ("A correction names the event that it replaces.", "更正须指明所替代的事项。"),
    ),
    (
        "nomination_event_replaces_with_reason_and_passage",
        lambda: (draft_correction(), {"reason_en": ""}),
        REPLACEMENT,
    ),
    ("nomination_event_replaces_with_reason_and_passage", lambda: (draft_correction(), {"passage_id": None}), REPLACEMENT),
    (
        "nomination_event_gives_a_reason_only_where_it_replaces",
        lambda: (draft_event(), {"reason_zh": "误读。"}),
        ("The reason is that of a correction: choose the event that is replaced.", "理由仅用于更正：请选择被替代的事项。"),
    ),
    ("nomination_event_does_not_replace_itself", replaces_itself, ("An event does not replace itself.", "事项不能替代自身。")),
    ("intention_amount_is_whole_or_absent", lambda: (make_intention(), {"value": 5, "qualifier": "about"}), AMOUNT),
    ("intention_amount_is_whole_or_absent", lambda: (make_intention(), {"currency": "CNY"}), AMOUNT),
    ("intention_amount_is_not_negative", lambda: (make_intention(), {"value": -1, "qualifier": "about", "currency": "CNY"}), NEGATIVE),
    ("followup_amount_is_whole_or_absent", lambda: (make_follow_up(), {"value": 5, "currency": "CNY"}), AMOUNT),
    ("followup_amount_is_not_negative", lambda: (make_follow_up(), {"value": -1, "qualifier": "about", "currency": "CNY"}), NEGATIVE),
    (
        "intention_subject_in_a_language",
        lambda: (make_intention(subject_zh=""), {"subject_en": ""}),
        ("Write it in English or in Chinese: one of them is enough.", "请填写中文或英文，至少一种。"),
    ),
    ("intention_date_has_its_precision", lambda: (make_intention(), {"happened_on": DAY}), EVENT),
    (
        "intention_names_the_other_side_only_with_its_consent",
        lambda: (make_intention(), {"other_name": "Acme"}),
        CONSENT,
    ),
    (
        "intention_names_the_other_side_only_with_its_consent",
        lambda: (make_intention(), {"other_side_id": make_organization().pk}),
        CONSENT,
    ),
    (
        "intention_names_the_other_side_once",
        lambda: (
            make_intention(other_side_may_be_named=True, other_name="Acme"),
            {"other_side_id": make_organization().pk},
        ),
        NAMED_ONCE,
    ),
    (
        "intention_has_two_sides",
        lambda: with_itself(make_intention(other_side_may_be_named=True)),
        ("The other side is another than ours.", "对方与我方不能是同一机构。"),
    ),
    ("intention_is_described_by_leave_only_from_a_paper", lambda: (make_intention(), {"may_be_described": True}), LEAVE),
    ("intention_step_date_has_its_precision", lambda: (make_draft_step(), {"happened_precision": "month"}), EVENT),
    (
        "intention_step_replaces_with_a_reason",
        lambda: (make_replaced_step(), {"reason_en": ""}),
        ("Say why the step is replaced, in English or Chinese.", "请用中文或英文说明替代理由。"),
    ),
    (
        "intention_step_gives_a_reason_only_where_it_replaces",
        lambda: (make_draft_step(), {"reason_zh": "误读。"}),
        ("The reason is that of a correction: choose the step that is replaced.", "理由仅用于更正：请选择被替代的进展。"),
    ),
    ("intention_step_does_not_replace_itself", step_replaces_itself, ("A step does not replace itself.", "进展不能替代自身。")),
    (
        "follow_up_names_the_other_side_once",
        lambda: (make_follow_up(counterparty_name="Acme"), {"counterparty_id": make_organization().pk}),
        NAMED_ONCE,
    ),
    (
        "follow_up_says_what_is_to_be_done_on_its_day",
        lambda: (make_follow_up(), {"next_on": DAY}),
        ("Say what is to be done on that day.", "请说明该日要做什么。"),
    ),
]


@pytest.mark.parametrize(("name", "build", "texts"), BROKEN)
def test_the_database_refuses_what_breaks_a_rule_and_the_form_says_why(name, build, texts):
    row, changes = build()
    assert_database_refuses(row, changes, name)
    assert_form_says(row, changes, *texts)


def test_every_rule_is_tried():
    differing = {getattr(each, "values", each)[0] for each in BROKEN} ^ constraints_of("initiatives")
    assert not differing, f"BROKEN and the constraints differ in {differing}: each is broken by one row"


def test_an_exhibition_of_one_day_starts_and_ends_on_it():
    make_exhibition(starts_on=DAY, starts_precision="day", ends_on=DAY, ends_precision="day").full_clean()


def test_an_organization_may_have_several_roles_and_a_role_several_organizations():
    first = make_participation(role="host")
    make_participation(first.initiative, first.organization, "organizer").full_clean()
    make_participation(first.initiative, make_organization(), "host").full_clean()


def test_an_organization_may_stand_in_a_category_for_itself_and_for_its_projects():
    first = make_nomination()
    for initiative in (make_project(), make_project()):
        make_nomination(category=first.category, organization_id=first.organization_id, initiative_id=initiative.pk).full_clean()
    assert first.category.nominations.count() == 3


def test_a_proxy_has_the_rows_of_its_kind_and_no_others():
    programme, project, exhibition = make_programme(), make_project(), make_exhibition()
    assert [list(model.objects.all()) for model in (Programme, Project, Exhibition)] == [[programme], [project], [exhibition]]


@pytest.mark.parametrize(
    ("qualifier", "value", "named", "rest"),
    [
        ("exactly", 10, 2, 8),
        ("exactly", 10, 10, 0),
        ("exactly", 10, 11, None),
        ("nearly", 10, 2, None),
        ("over", 10, 2, None),
        ("about", 10, 2, None),
        ("at-least", 10, 2, None),
        ("up-to", 10, 2, None),
    ],
)
def test_the_unnamed_are_counted_only_from_an_exact_number(qualifier, value, named, rest):
    selection = make_selection_round()
    category = make_category(round=selection, statement=make_figure(selection, value=value, qualifier=qualifier))
    assert category.not_named(named) == rest
    assert make_category(round=selection).not_named(named) is None


def test_the_nominee_is_the_initiative_where_it_is_named():
    enterprise, project = make_enterprise(), make_project()
    assert make_nomination(organization_id=enterprise.pk).nominee.pk == enterprise.pk
    assert make_nomination(organization_id=enterprise.pk, initiative_id=project.pk).nominee.pk == project.pk


@pytest.mark.parametrize(
    ("build", "field"),
    [
        (lambda organization: make_participation(organization=organization), "organization"),
        (lambda organization: make_nomination(organization_id=organization.pk), "organization"),
        (lambda organization: make_nomination_event(recipient_id=organization.pk), "recipient"),
    ],
)
def test_an_organization_that_took_part_stays(build, field):
    organization = make_organization()
    row = build(organization)
    with pytest.raises(ProtectedError) as refusal:
        organization.delete()
    assert refusal.value.protected_objects == {row}
    assert getattr(row, field).pk == organization.pk


@pytest.mark.parametrize(
    "build",
    [
        lambda initiative: make_exhibition(part_of_id=initiative.pk),
        lambda initiative: make_nomination(initiative_id=initiative.pk),
    ],
)
def test_an_initiative_that_others_refer_to_stays(build):
    initiative = make_programme()
    row = build(initiative)
    with pytest.raises(ProtectedError) as refusal:
        initiative.delete()
    assert {each.pk for each in refusal.value.protected_objects} == {row.pk}


@pytest.mark.parametrize("build", [make_participation, make_nomination_event])
def test_a_passage_that_tells_of_a_role_or_an_event_stays(build):
    row = build(passage=make_passage())
    with pytest.raises(ProtectedError) as refusal:
        row.passage.delete()
    assert refusal.value.protected_objects == {row}


def test_a_statement_that_counts_a_category_stays_unless_both_go_with_their_round():
    selection = make_selection_round()
    category = make_category(round=selection, statement=make_figure(selection))
    with pytest.raises(RestrictedError) as refusal:
        category.statement.delete()
    assert refusal.value.restricted_objects == {category}
    selection.delete()
    assert not SelectionCategory.objects.exists()


def test_an_initiative_takes_along_its_participations_and_a_round_its_nominations():
    participation, event = make_participation(), draft_event()
    make_statement(participation.initiative)
    participation.initiative.delete()
    assert not Participation.objects.exists()
    event.nomination.category.round.delete()
    assert not Nomination.objects.exists()
    assert not NominationEvent.objects.exists()


def test_what_stands_in_a_list_stays():
    technology = Technology.objects.create(name_en="Scanning", name_zh="扫描")
    exhibition, event, actor = make_exhibition(), draft_event(), make_organization()
    exhibition.technologies.add(technology)
    event.actors.add(actor)
    for listed, owner in ((technology, exhibition), (actor, event)):
        with pytest.raises(ProtectedError) as refusal:
            listed.delete()
        assert [str(row) for row in refusal.value.protected_objects] == [str(owner)]
    exhibition.delete()
    event.actors.clear()
    for listed in (technology, actor):
        listed.delete()


def test_the_count_of_a_category_is_a_figure_of_its_own_round():
    category = make_category()
    category.statement = make_figure(category.round)
    category.full_clean()
    for statement in (make_statement(category.round), make_figure(make_selection_round())):
        category.statement = statement
        assert told(category, "en") == {"statement": ["The count is a statement of this round that has a figure."]}


def test_rows_say_what_they_are_in_the_language_of_the_reader():
    academy, show = make_organization(name_en="Dunhuang Academy", name_zh="敦煌研究院"), make_exhibition(name_en="Tour", name_zh="巡展")
    participation = make_participation(show, academy, "host")
    with override("en"):
        assert str(participation) == "Dunhuang Academy, host: Tour"
    with override("zh-hans"):
        assert str(participation).startswith("敦煌研究院")
        assert "巡展" in str(participation)


def test_a_stage_belongs_to_the_round_of_the_event():
    event, other = draft_event(), make_stage()
    own = make_stage(round=event.nomination.category.round)
    event.stage = other
    assert told(event, "en") == {"stage": ["This is a stage of another round."]}
    with pytest.raises(IntegrityError, match="a stage of its own round"), transaction.atomic():
        event.save()
    event.stage, event.verb = own, "passed"
    event.full_clean()
    event.save()
    with override("en"):
        assert event.said == "Expert review: passed"
    with override("zh-hans"):
        assert NominationEvent.objects.get().said == "专家评审：通过"


def test_a_stage_in_which_something_happened_stays_unless_both_go_with_their_round():
    event = draft_event()
    stage = make_stage(round=event.nomination.category.round)
    NominationEvent.objects.update(stage=stage)
    with pytest.raises(RestrictedError):
        stage.delete()
    stage.round.delete()
    assert not SelectionStage.objects.exists()


def test_a_category_is_named_with_its_round_in_the_signs_of_the_language():
    category = make_category(name_en="Enterprises", name_zh="企业", round=make_selection_round(name_en="Round", name_zh="评选"))
    with override("en"):
        assert str(category) == "Round: Enterprises"
    with override("zh-hans"):
        assert str(category) == "评选：企业"

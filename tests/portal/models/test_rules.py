"""The rules of records, sources, statements and terms, in the database and in words; what a deletion takes along."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import override

from enterprises.models import IntellectualProperty, Organization
from initiatives.models import Initiative, SelectionRound
from portal.models import (
    AlternativeName,
    Correction,
    Enquiry,
    ImportedRow,
    Mail,
    MatchedHeadings,
    Measure,
    NotTheSame,
    Opening,
    Passage,
    Person,
    Picture,
    ProposedChange,
    Record,
    ReviewStep,
    SearchEntry,
    Sector,
    SheetImport,
    SlugRedirect,
    Source,
    Statement,
    Technology,
    kinds,
)
from tests.factories import (
    make_enterprise,
    make_exhibition,
    make_figure,
    make_measure,
    make_organization,
    make_passage,
    make_project,
    make_source,
    make_statement,
)
from tests.refusals import assert_database_refuses, assert_form_says, constraint_named, constraints_of, told

pytestmark = pytest.mark.django_db


def somebody():
    return User.objects.get_or_create(username="somebody")[0]


def a_proposal():
    row = make_exhibition()
    fields = {"form": "initiatives.exhibition", "row": row.pk, "sent": {}, "opened": {}}
    return ProposedChange.objects.create(record_id=row.pk, proposed_by=somebody(), **fields)


def a_correction():
    texts = {"before_en": "1 visitor", "before_zh": "1人", "after_en": "2 visitors", "after_zh": "2人", "reason_en": "Counted."}
    return Correction.objects.create(record_id=make_exhibition().pk, statement="x", user=somebody(), **texts)


def two_openings():
    row = make_exhibition()
    Opening.objects.create(record_id=row.pk, user=somebody())
    other = Opening.objects.create(record_id=make_exhibition().pk, user=somebody())
    return other, {"record_id": row.pk}


def a_mail_with_a_link():
    mail = Mail.objects.create(to="a@example.org", subject="Your link", body="sealed", expires_at=timezone.now())
    return mail, {"sent_at": timezone.now()}


def a_private_mail():
    mail = Mail.objects.create(to="a@example.org", subject="What is due", body="A renewal.", is_private=True)
    return mail, {"sent_at": timezone.now()}


def two_names():
    record = make_exhibition()
    AlternativeName.objects.create(record_id=record.pk, name="Journey")
    return AlternativeName.objects.create(record_id=record.pk, name="Tour"), {"name": "Journey"}


def two_rows_of_a_sheet():
    sheet = SheetImport.objects.create(file_name="list.csv", size=1, digest="0" * 64, by=Person.objects.get(pk=somebody().pk))
    ImportedRow.objects.create(sheet_import=sheet, number=1, state="new")
    return ImportedRow.objects.create(sheet_import=sheet, number=2, state="new"), {"number": 1}


def headings_matched_twice():
    by = Person.objects.get(pk=somebody().pk)
    MatchedHeadings.objects.create(look="one", kind="enterprises", by=by)
    return MatchedHeadings.objects.create(look="other", kind="enterprises", by=by), {"look": "one"}


def not_the_same_twice():
    record, by = make_exhibition().record_ptr, Person.objects.get(pk=somebody().pk)
    NotTheSame.objects.create(name="one", record=record, by=by)
    return NotTheSame.objects.create(name="other", record=record, by=by), {"name": "one"}


def two_passages():
    first = make_passage(number=1)
    return make_passage(source=first.source, number=2), {"number": 1}


def two_entries(source):
    record = make_exhibition()
    first = SearchEntry.objects.create(record_id=record.pk, source=source, words="dunhuang")
    other = SearchEntry.objects.create(record_id=make_exhibition().pk, source=source, words="dunhuang")
    return other, {"record_id": first.record_id}


HALF = (
    "A figure is whole or absent: give measure, value and qualifier together, or none of them, nor a currency or period.",
    "数据须完整或全空：指标、数值、限定语须同时填写；否则全部留空，币种和期间也留空。",
)


def two_covers():
    show = make_exhibition()
    drawn = {"record_id": show.pk, "digest": "0" * 64, "width": 640, "height": 480}
    Picture.objects.create(is_cover=True, **drawn)
    return Picture.objects.create(**drawn), {"is_cover": True}


ONE_LANGUAGE = ("Write it in English or in Chinese: one of them is enough.", "请填写中文或英文，至少一种。")
TAKEN = ("There is a term of this name already.", "已有同名词条。")


def two_terms(model, language="en"):
    """Two that have no name in the other language, which is nothing that they share."""
    model.objects.create(**{f"name_{language}": "Aa"})
    return model.objects.create(**{f"name_{language}": "Bb"}), {f"name_{language}": "Aa"}


def a_step():
    return ReviewStep.objects.create(record=make_exhibition().record_ptr, step="returned", user=User.objects.create(username="publisher"))


def an_enquiry():
    return Enquiry.objects.create(language="en", name="Ana Silva")


BROKEN = [  # constraint, the row and the change that breaks it, what the form says in both languages
    ("record_name_in_a_language", lambda: (make_exhibition().record_ptr, {"name_en": ""}), ONE_LANGUAGE),
    ("passage_label_in_a_language", lambda: (make_passage(), {"label_en": "", "label_zh": ""}), ONE_LANGUAGE),
    ("statement_wording_in_a_language", lambda: (make_statement(make_exhibition()), {"wording_en": "", "wording_zh": ""}), ONE_LANGUAGE),
    ("sector_name_in_a_language", lambda: (two_terms(Sector)[0], {"name_en": ""}), ONE_LANGUAGE),
    ("technology_name_in_a_language", lambda: (two_terms(Technology)[0], {"name_en": ""}), ONE_LANGUAGE),
    ("measure_name_in_a_language", lambda: (make_measure(name_en=""), {"name_zh": ""}), ONE_LANGUAGE),
    ("sector_name_en_once", lambda: two_terms(Sector), TAKEN),
    ("sector_name_zh_once", lambda: two_terms(Sector, "zh"), TAKEN),
    ("technology_name_en_once", lambda: two_terms(Technology), TAKEN),
    ("technology_name_zh_once", lambda: two_terms(Technology, "zh"), TAKEN),
    ("measure_name_en_once", lambda: (make_measure(), {"name_en": make_measure().name_en}), TAKEN),
    ("measure_name_zh_once", lambda: (make_measure(), {"name_zh": make_measure().name_zh}), TAKEN),
    (
        "record_reads_only_a_chinese_name_it_has",
        lambda: (make_exhibition(), {"name_reading": "Mínlè"}),
        ("There is no Chinese name to read: write it, or take its reading out.", "尚无中文名称，不能注明读音：请填写名称，或删去读音。"),
    ),
    (
        "record_confirms_only_a_chinese_name_it_has",
        lambda: (make_exhibition(), {"name_zh_confirmed": True}),
        ("There is no Chinese name to confirm: write it, or untick “confirmed”.", "没有可核实的中文名称：请填写，或取消“已核实”。"),
    ),
    (
        "record_waits_for_review_or_is_published_or_returned",
        lambda: (make_exhibition(), {"submitted_at": timezone.now()}),
        ("What waits for review is neither public nor returned.", "待审条目既非已公开，也非已退回。"),
    ),
    ("proposal_is_open_or_decided", lambda: (a_proposal(), {"state": "accepted"}), None),
    ("correction_has_a_reason", lambda: (a_correction(), {"reason_en": ""}), None),
    ("correction_changes_something", lambda: (a_correction(), {"after_en": "1 visitor", "after_zh": "1人"}), None),
    ("enquiry_that_is_wiped_names_nobody", lambda: (an_enquiry(), {"wiped_at": timezone.now()}), None),
    ("enquiry_passed_on_to_somebody", lambda: (an_enquiry(), {"state": "passed-on"}), None),
    ("opening_once_per_person", two_openings, None),
    ("mail_that_is_done_holds_nothing_private", a_mail_with_a_link, None),
    ("mail_that_is_done_holds_nothing_private", a_private_mail, None),
    ("alternative_name_once", two_names, ("This record has this name already.", "该条目已有此名称。")),
    ("imported_row_once", two_rows_of_a_sheet, None),
    ("matched_headings_once", headings_matched_twice, None),
    ("not_the_same_once", not_the_same_twice, None),
    ("picture_one_cover", two_covers, None),
    ("picture_focus_is_inside", lambda: (two_covers()[0], {"focus_x": 101}), None),
    ("search_entry_once_per_source", lambda: two_entries(make_source()), None),
    ("search_entry_once_without_source", lambda: two_entries(None), None),
    ("passage_number_once", two_passages, ("This source has a passage of this number already.", "该来源已有此序号的段落。")),
    ("passage_counts_from_one", lambda: (make_passage(), {"number": 0}), None),
    (
        "passage_is_quoted_only_with_the_right",
        lambda: (make_passage(), {"quotation": "Nearly all of it"}),
        ("Note why these words may be shown (“right to quote”), or leave them out.", "请填写可展示原文的依据（“引用依据”），或删去原文。"),
    ),
    ("step_has_a_public_reason_if_withdrawn", lambda: (a_step(), {"public_reason": "wrong"}), None),
    ("statement_has_a_whole_figure_or_none", lambda: (make_figure(make_exhibition()), {"value": None}), HALF),
    ("statement_has_a_whole_figure_or_none", lambda: (make_figure(make_exhibition()), {"measure": None}), HALF),
    ("statement_has_a_whole_figure_or_none", lambda: (make_figure(make_exhibition()), {"qualifier": ""}), HALF),
    ("statement_has_a_whole_figure_or_none", lambda: (make_statement(make_exhibition()), {"value": 3}), HALF),
    ("statement_has_a_whole_figure_or_none", lambda: (make_statement(make_exhibition()), {"qualifier": "about"}), HALF),
    ("statement_has_a_whole_figure_or_none", lambda: (make_statement(make_exhibition()), {"currency": "CNY"}), HALF),
    ("statement_has_a_whole_figure_or_none", lambda: (make_statement(make_exhibition()), {"period_ends_on": date(2025, 5, 21)}), HALF),
    (
        "statement_value_is_not_negative",
        lambda: (make_figure(make_exhibition()), {"value": -1}),
        ("A figure is not less than zero.", "数据不得小于零。"),
    ),
    ("statement_qualifier_is_known", lambda: (make_figure(make_exhibition()), {"qualifier": "roughly"}), None),
    (
        "statement_period_starts_before_it_ends",
        lambda: (make_figure(make_exhibition()), {"period_starts_on": date(2025, 2, 1), "period_ends_on": date(2025, 1, 31)}),
        ("The period ends on or after the day it starts.", "期间止日不得早于起日。"),
    ),
    (
        "measure_has_a_unit_or_is_money",
        lambda: (make_measure(unit_zh=""), {"unit_en": ""}),
        (
            "Give the unit in one language at least, or mark the measure as money and give none.",
            "请至少填写一种语言的单位；若为金额，则标明金额而不填单位。",
        ),
    ),
    (
        "measure_has_a_unit_or_is_money",
        lambda: (make_measure(), {"is_money": True}),
        (
            "Give the unit in one language at least, or mark the measure as money and give none.",
            "请至少填写一种语言的单位；若为金额，则标明金额而不填单位。",
        ),
    ),
]


@pytest.mark.parametrize(("name", "build", "texts"), BROKEN, ids=[f"{each[0]}-{n}" for n, each in enumerate(BROKEN)])
def test_the_database_refuses_what_breaks_a_rule_and_the_form_says_why(name, build, texts):
    row, changes = build()
    assert_database_refuses(row, changes, name)
    if texts:
        assert_form_says(row, changes, *texts)


def test_every_rule_is_tried():
    differing = {each[0] for each in BROKEN} ^ constraints_of("portal")
    assert not differing, f"BROKEN and the constraints differ in {differing}: each is broken by one row"


@pytest.mark.parametrize(
    ("build", "change", "field"),
    [
        (make_exhibition, {"name_en": ""}, "name_en"),
        (make_passage, {"label_en": "", "label_zh": ""}, "label_en"),
        (make_exhibition, {"kind": "museum"}, "kind"),
        (make_passage, {"number": 0}, "number"),
        (lambda: make_figure(make_exhibition()), {"qualifier": "roughly"}, "qualifier"),
    ],
)
def test_a_rule_that_one_field_can_break_is_told_at_that_field(build, change, field):
    row = build()
    for column, value in change.items():
        setattr(row, column, value)
    assert set(told(row, "en")) == {field}


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        ("passage_counts_from_one", "Passages count from 1.", "段落序号从1起。"),
        ("statement_qualifier_is_known", "Choose a qualifier from the list.", "请从列表中选择限定语。"),
    ],
)
def test_a_rule_has_words_of_its_own_also_where_a_field_speaks_first(name, english, chinese):
    row = next(build for each, build, _texts in BROKEN if each == name)()[0]
    for language, text in (("en", english), ("zh-hans", chinese)):
        with override(language):
            assert str(constraint_named(row, name).violation_error_message) == text


def test_a_kind_that_nobody_declares_is_refused_in_words_of_its_own():
    row = make_exhibition()
    row.kind = "museum"
    for language, text in (("en", "Choose a kind from the list."), ("zh-hans", "请从列表中选择类别。")):
        assert text in told(row, language)["kind"]


def test_an_address_belongs_to_one_record():
    record = make_exhibition(slug="first")
    assert_form_says(make_project(), {"slug": record.slug}, "Another record has this address.", "另一条目已使用此地址。")


def test_an_address_that_leads_to_another_record_cannot_be_taken():
    SlugRedirect.objects.create(slug="old", record_id=make_exhibition().pk)
    assert_form_says(
        make_project(),
        {"slug": "old"},
        "This address leads visitors to a record that had it before.",
        "此地址正把访客引向以前使用它的条目。",
    )


def test_a_record_can_go_back_to_an_address_it_had():
    record = make_exhibition(slug="second")
    SlugRedirect.objects.create(slug="first", record_id=record.pk)
    record.slug = "first"
    record.full_clean()
    record.save()
    record.keep_address("second")
    assert list(SlugRedirect.objects.values_list("slug", "record_id")) == [("second", record.pk)]


def test_an_amount_needs_a_currency_and_a_count_takes_none():
    money = make_measure(is_money=True, unit_en="", unit_one_en="", unit_zh="")
    amount = make_figure(make_exhibition(), measure=money, currency="CNY")
    assert_form_says(amount, {"currency": ""}, "An amount of money needs its currency.", "金额须注明币种。")
    count = make_figure(make_exhibition(), measure=make_measure(name_en="Visitors", name_zh="观众"))
    texts = "“Visitors” is a count: leave the currency empty.", "“观众”为计数：币种请留空。"
    assert_form_says(count, {"currency": "CNY"}, *texts)


MODELS = [Source, Organization, IntellectualProperty, Initiative, SelectionRound]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_kind_is_kept_in_its_own_table_and_refused_in_another(model):
    for kind in kinds.declared:
        row = model(name_en="Something", slug="something", kind=kind)
        if kind in model.KINDS:
            row.full_clean()
        else:
            assert_form_says(row, {}, "A record of this kind is kept elsewhere.", "此类条目在别处保存。")


def test_a_record_knows_its_own_table():
    enterprise, exhibition = make_enterprise(), make_exhibition()
    assert [type(record.specific) for record in Record.objects.filter(pk__in=[enterprise.pk, exhibition.pk]).order_by("kind")] == [
        Organization,
        Initiative,
    ]


def test_a_passage_that_is_cited_stays_and_so_does_its_source():
    passage = make_passage()
    statement = make_statement(make_exhibition(), passage=passage)
    for cited in (passage, passage.source):
        with pytest.raises(ProtectedError) as refusal:
            cited.delete()
        assert refusal.value.protected_objects == {statement}
    statement.delete()
    passage.source.delete()
    assert not Passage.objects.exists()


def test_a_passage_that_gives_a_name_stays():
    name = AlternativeName.objects.create(record_id=make_exhibition().pk, name="Journey", passage=make_passage())
    with pytest.raises(ProtectedError) as refusal:
        name.passage.delete()
    assert refusal.value.protected_objects == {name}


def test_a_measure_in_use_stays():
    statement = make_figure(make_exhibition())
    with pytest.raises(ProtectedError) as refusal:
        statement.measure.delete()
    assert refusal.value.protected_objects == {statement}
    assert Measure.objects.exists()


def test_a_record_takes_along_what_is_said_of_it_and_nothing_else():
    record, other = make_organization(), make_organization()
    for each in (record, other):
        make_statement(each)
        AlternativeName.objects.create(record_id=each.pk, name="Academy")
        SlugRedirect.objects.create(slug=f"old-{each.slug}", record_id=each.pk)
        SearchEntry.objects.create(record_id=each.pk, words="academy")
    record.delete()
    for model in (Statement, AlternativeName, SlugRedirect, SearchEntry):
        assert [row.record_id for row in model.objects.all()] == [other.pk]
    assert not Record.objects.filter(pk=record.pk).exists()

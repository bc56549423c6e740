"""Plain functions that make valid rows; a test states only what matters to it."""

from datetime import date
from itertools import count

from django.utils import timezone

from enterprises.models import (
    Availability,
    CustomsRecordal,
    Enterprise,
    HolidayNotice,
    IntellectualProperty,
    LegalRule,
    Licence,
    Organization,
    Reach,
    RightEvent,
    Task,
    Trademark,
    TrademarkRegistration,
)
from initiatives.models import (
    Exhibition,
    FollowUp,
    Intention,
    IntentionStep,
    Nomination,
    NominationEvent,
    OfficialLine,
    OfficialList,
    Participation,
    Programme,
    Project,
    SelectionCategory,
    SelectionRound,
    SelectionStage,
)
from portal.models import Measure, Paper, Passage, Person, Source, Statement
from portal.search.index import sort_keys

numbers = count(1)


def make_record(model, kind, fields):
    n = next(numbers)
    defaults = {
        "kind": kind,
        "name_en": f"{kind.title()} {n}",
        "slug": f"{kind}-{n}",
        "published_at": timezone.now(),
    }
    record = model(**defaults | fields)
    for column, key in sort_keys(record).items():  # as `index` writes them, so that a test need not
        setattr(record, column, key)
    record.save(force_insert=True)
    return record


def make_source(**fields):
    return make_record(Source, "article", {"issued_on": date(2025, 5, 21)} | fields)


def make_enterprise(**fields):
    return make_record(Enterprise, "enterprise", fields)


def make_organization(**fields):
    return make_record(Organization, "institution", fields)


def make_trademark(**fields):
    return make_record(Trademark, "trademark", fields)


def make_property(**fields):
    return make_record(IntellectualProperty, "cultural-product", fields)


def make_programme(**fields):
    return make_record(Programme, "programme", fields)


def make_project(**fields):
    return make_record(Project, "project", fields)


def make_exhibition(**fields):
    return make_record(Exhibition, "exhibition", fields)


def make_selection_round(**fields):
    return make_record(SelectionRound, "selection-round", fields)


# segment of an address, as it was promised → who makes a record there
MAKERS = {
    "enterprises": make_enterprise,
    "organizations": make_organization,
    "trademarks": make_trademark,
    "programmes": make_programme,
    "projects": make_project,
    "exhibitions": make_exhibition,
    "selections": make_selection_round,
    "sources": make_source,
}


def make_person():
    return Person.objects.create_user(f"person-{next(numbers)}", is_staff=True)


def make_passage(**fields):
    if "source" not in fields:
        fields["source"] = make_source()
    last = fields["source"].passages.order_by("number").last()
    n, number = next(numbers), last.number + 1 if last else 1
    defaults = {"number": number, "label_en": f"answer 1, sentence {n}", "label_zh": f"答复一第{n}句"}
    return Passage.objects.create(**defaults | fields)


def make_measure(**fields):
    n = next(numbers)
    defaults = {"name_en": f"Visitors {n}", "name_zh": f"观众{n}", "unit_en": "visitors", "unit_one_en": "visitor", "unit_zh": "名观众"}
    return Measure.objects.create(**defaults | fields)


def make_statement(record, **fields):
    n = next(numbers)
    defaults = {"wording_en": f"Wording {n}.", "wording_zh": f"表述{n}。"}
    if "passage" not in fields:
        fields["passage"] = make_passage()
    return Statement.objects.create(record_id=record.pk, **defaults | fields)


def make_figure(record, value=330, qualifier="exactly", **fields):
    if "measure" not in fields:
        fields["measure"] = make_measure()
    return make_statement(record, value=value, qualifier=qualifier, **fields)


def make_participation(initiative=None, organization=None, role="organizer", **fields):
    return Participation.objects.create(
        initiative_id=(initiative or make_exhibition()).pk,
        organization_id=(organization or make_enterprise()).pk,
        role=role,
        **fields,
    )


def make_paper(record, **fields):
    """A paper's row; its file is not there."""
    defaults = {"title": "Signed sheet", "file_name": "sheet.pdf", "content_type": "application/pdf", "size": 5, "digest": "0" * 64}
    return Paper.objects.create(record_id=record.pk, **defaults | fields)


def make_count(record, value, qualifier="exactly", **fields):
    """A reported count of cooperation intentions."""
    if "measure" not in fields:
        names = {"name_en": "cooperation intentions, not contracts", "name_zh": "合作意向（并非合同）"}
        units = {"unit_en": "cooperation intentions", "unit_one_en": "cooperation intention", "unit_zh": "项合作意向"}
        fields["measure"], _made = Measure.objects.get_or_create(**names, defaults=units | {"itemized_as": "intentions"})
    return make_figure(record, value, qualifier, **fields)


def make_intention(initiative=None, *steps, **fields):
    """An intention that rests on a public source, with steps of these names, each resting on the same."""
    n = next(numbers)
    defaults = {"subject_en": f"Licence {n}", "subject_zh": f"授权{n}"}
    if "our_side_id" not in fields:
        fields["our_side_id"] = make_enterprise().pk
    if "passage" not in fields and "paper" not in fields:
        fields["passage"] = make_passage()
    intention = Intention.objects.create(initiative_id=(initiative or make_exhibition()).pk, **defaults | fields)
    for step in steps:
        make_intention_step(intention, step)
    return intention


def make_intention_step(intention=None, step="contract", **fields):
    intention = intention or make_intention()
    if "passage" not in fields and "paper" not in fields:
        fields["passage"] = intention.passage or make_passage()
    return IntentionStep.objects.create(intention=intention, step=step, **fields)


def make_follow_up(intention=None, **fields):
    return FollowUp.objects.create(intention=intention or make_intention(), **fields)


def make_category(**fields):
    n = next(numbers)
    if "round" not in fields:
        fields["round"] = make_selection_round()
    return SelectionCategory.objects.create(**{"name_en": f"Category {n}", "name_zh": f"类别{n}"} | fields)


def make_nomination(**fields):
    if "category" not in fields:
        fields["category"] = make_category()
    if "organization_id" not in fields:
        fields["organization_id"] = make_enterprise().pk
    return Nomination.objects.create(**fields)


def make_nomination_event(nomination=None, verb="submitted", **fields):
    return NominationEvent.objects.create(nomination=nomination or make_nomination(), verb=verb, **fields)


def make_stage(**fields):
    if "round" not in fields:
        fields["round"] = make_selection_round()
    return SelectionStage.objects.create(**{"kind": "expert-review"} | fields)


def make_official_list(**fields):
    for name, make in (("category", make_category), ("passage", make_passage), ("pasted_by", make_person)):
        if name not in fields:
            fields[name] = make()
    return OfficialList.objects.create(**{"verb": "recognized", "title": "Official list", "text": "1 Some Company"} | fields)


def make_official_line(**fields):
    if "list" not in fields:
        fields["list"] = make_official_list()
    n = next(numbers)
    defaults = {"position": n, "first_row": n, "last_row": n, "text": f"{n} Company", "state": "not-ours"}
    return OfficialLine.objects.create(**defaults | {"decided_by": fields["list"].pasted_by} | fields)


def make_registration(trademark=None, **fields):
    defaults = {"territory": "CN", "number": f"{next(numbers):08d}", "nice_class": 25}
    return TrademarkRegistration.objects.create(trademark_id=(trademark or make_trademark()).pk, **defaults | fields)


def make_recordal(owned=None, **fields):
    defaults = {"right": "trademark", "number": f"T2020-{next(numbers)}"}
    return CustomsRecordal.objects.create(property_id=(owned or make_trademark()).pk, **defaults | fields)


def make_availability(owned=None, **fields):
    defaults = {"category_en": "Stationery", "category_zh": "文具"}
    return Availability.objects.create(property_id=(owned or make_trademark()).pk, **defaults | fields)


def make_licence(owned=None, **fields):
    defaults = {} if "licensee" in fields else {"licensee_name": "Licensee"}
    return Licence.objects.create(property_id=(owned or make_trademark()).pk, **defaults | fields)


def make_right_event(verb="renewed", **fields):
    of_some = {"registration", "recordal", "licence", "holder"} & set(fields)
    defaults = {"happened_on": date(2026, 9, 1)} | ({} if of_some else {"registration": make_registration()})
    return RightEvent.objects.create(verb=verb, **defaults | fields)


def make_legal_rule(**fields):
    """Of a place of which no rule comes with the portal."""
    defaults = {"subject": "registration", "route": "national", "territory": "TH", "counts_from": "filed", "length": 120}
    return LegalRule.objects.create(**defaults | {"source_en": "Trademark Act", "source_zh": "《商标法》", "confidence": "H"} | fields)


def make_task(**fields):
    defaults = {"key": f"renewal:{next(numbers)}:2026-05-20", "what": "renewal", "day": date(2026, 5, 20)}
    if "property_id" not in fields:
        fields["property_id"] = make_trademark().pk
    return Task.objects.create(**defaults | fields)


def make_holiday_notice(**fields):
    """Of a year that does not come with the portal, without its days."""
    defaults = {"year": 2024, "address": "https://www.gov.cn/zhengce/", "text": "一、元旦：1月1日放假。"}
    return HolidayNotice.objects.create(**defaults | fields)


def make_reach(**fields):
    """Of a territory of which nothing comes with the portal."""
    defaults = {"registered_in": "EU", "territory": "CH", "answer": "yes", "confidence": "H", "source_en": "A treaty", "source_zh": "条约"}
    return Reach.objects.create(**defaults | fields)

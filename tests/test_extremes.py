"""One row must never take down a page of others: a database of extremes, in which every page is opened once.

The rows are made from the columns themselves: each holds its first and last date, its longest text, its smallest and largest
number, every choice, and nothing. A column of a kind that has no extremes here, or that lacks one of them in the end, is named.
"""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import cycle, islice

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DataError, IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django_countries.fields import CountryField

from portal.models import Picture, Record, kinds
from portal.review.preview_links import link_token
from tests.admin_pages import ADMINISTRATOR, make_user
from tests.pictures import make_picture

pytestmark = pytest.mark.django_db

LONG_AGO, FAR_OFF = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
PROFILES = ("first", "last", "empty", "span")
SMALL, WHOLE = 32767, 2147483647  # the largest that PostgreSQL keeps in a small and in an ordinary number
BOUNDS = {  # column: its smallest and largest value, where a rule of the field is narrower than its kind
    "portal.Passage.number": (1, WHOLE),
    "portal.Picture.focus_x": (0, 100),
    "portal.Picture.focus_y": (0, 100),
    "portal.Picture.width": (640, 640),  # of the file
    "portal.Picture.height": (480, 480),
    "enterprises.TrademarkRegistration.nice_class": (1, 45),
    **{f"enterprises.LegalRule.{name}": (1, 2400) for name in ("length", "repeats_months")},
    **{
        f"enterprises.LegalRule.{name}": (0, 2400)
        for name in ("depends_months", "opens_months_before", "opens_months_after", "grace_months_after")
    },
    "initiatives.SelectionRound.first_year": (1000, 9999),
    "initiatives.SelectionRound.last_year": (1000, 9999),
}
OF_NO_UNION = ["ZW", "AF", "IS", "LI", "TR", "UA", "RS", "AL", "GE", "MD", "ME", "JP"]  # whose marks come with no reach of others
MOST = Decimal("999999999999999")  # of a figure
NOT_FILLED_IN = {  # columns that only the portal itself writes, by the row's own key, its step of review or its file
    *(f"portal.Record.{name}" for name in ("kind", "submitted_at", "returned_at", "name_sort_en", "name_sort_zh", "name_reading")),
    *("portal.Picture.digest", "portal.Paper.digest", "enterprises.Organization.credit_code", "portal.Correction.statement"),
    "enterprises.RightEvent.changed",
}
OF_STAFF = {  # tables of which no page of others is made, or that the portal writes itself
    *("SecondFactor", "Guess", "AuditEntry", "SearchEntry", "SlugRedirect", "Enquiry", "EnquiryStep", "Mail", "Sending", "SentForm"),
    *("Listed", "ListedValue", "StaleMark"),
    *("ReviewStep", "ProposedChange", "Opening", "KeptForm", "FormerlyPublic"),
    *("Task", "Reminder", "ReminderChoice", "CalendarAddress"),
    *("SheetImport", "ImportedRow", "MatchedHeadings", "NotTheSame", "WorkerBeat"),
    "Generation",
}
ORDER = [
    *("portal.Sector", "portal.Technology", "portal.Measure", "portal.Source", "portal.Passage"),
    *("enterprises.Organization", "enterprises.IntellectualProperty", "initiatives.Initiative", "initiatives.SelectionRound"),
    *("portal.AlternativeName", "portal.Statement", "portal.Picture", "portal.Paper", "portal.Feature", "portal.Correction"),
    *("enterprises.TrademarkRegistration", "enterprises.CustomsRecordal", "enterprises.Availability"),
    *("enterprises.Licence", "enterprises.RightEvent"),
    *("enterprises.HolidayNotice", "enterprises.CalendarDay", "enterprises.Reach", "enterprises.LegalRule"),
    *("initiatives.Participation", "initiatives.SelectionCategory", "initiatives.SelectionStage", "initiatives.Nomination"),
    *("initiatives.NominationEvent", "initiatives.OfficialList", "initiatives.OfficialLine"),
    *("initiatives.Intention", "initiatives.IntentionStep", "initiatives.FollowUp"),
]


def kept_models():
    found = [model for app in ("portal", "enterprises", "initiatives") for model in apps.get_app_config(app).get_models()]
    return [each for each in found if not each._meta.proxy and not each.__name__.startswith("Historical")]


def name_of(field):
    return f"{field.model._meta.label}.{field.name}"


def bounds_of(field):
    if isinstance(field, models.PositiveSmallIntegerField):
        return BOUNDS.get(name_of(field), (0, SMALL))
    return BOUNDS.get(name_of(field), (0, WHOLE))


def longest(field, n=0):
    length = field.max_length or 3000
    if isinstance(field, models.URLField):
        return f"https://example.org/{n}/".ljust(length, "x")
    return (f"{n}敦煌 Wide " + "长W" * length)[: length - 1] + "末"


def extremes(field, n=0):
    """[the first, the last, the empty] of a column, of a choice all that there are; raises where nobody thought of its kind."""
    empty = [None] if field.null else []
    if isinstance(field, CountryField):
        return ["AF", "ZW", *([""] if field.blank else [])]
    if field.choices:
        return [value for value, _label in field.flatchoices if value] + ([""] if field.blank else [])
    if isinstance(field, models.DateTimeField):
        return [LONG_AGO, FAR_OFF, *empty]
    if isinstance(field, models.DateField):
        return [date.min, date.max, *empty]
    if isinstance(field, models.BooleanField):
        return [False, True]
    if isinstance(field, models.DecimalField):
        return [Decimal(0), MOST, *empty]
    if isinstance(field, models.IntegerField):
        return [*bounds_of(field), *empty]
    if isinstance(field, models.CharField | models.TextField):
        short = f"A{n}" if not isinstance(field, models.URLField) else "https://a.io/"
        return [short, longest(field, n), *([""] if field.blank else [])]
    raise NotImplementedError(f"{name_of(field)}: what are the extremes of {type(field).__name__}?")


def columns(model):
    """The columns of its own that hold what is filled in, with the common part of a record."""
    fields = [*(Record._meta.local_fields if issubclass(model, Record) else ()), *model._meta.local_fields]
    return [each for each in fields if not each.is_relation and not each.primary_key and name_of(each) not in NOT_FILLED_IN]


def chosen(field, profile, n):
    values = extremes(field, n)
    if field.choices and not isinstance(field, CountryField):
        return values[n // len(PROFILES) % len(values)]  # each choice with each profile
    if profile == "span":  # what begins, begins first; what ends, ends last; told in English only
        if field.name.endswith("_zh") and field.blank:
            return ""
        return values[1 if re.search("end|expire|until|last", field.name) else 0]
    return {"first": values[0], "last": values[1], "empty": values[-1] if len(values) > 2 else values[0]}[profile]


def stage_of(nomination):
    return apps.get_model("initiatives.SelectionStage").objects.filter(round__categories__nominations=nomination).first().pk


def fit(model, row, profile, n):
    """What the rules of a model ask of columns together."""
    label, moment = model._meta.label, timezone.now()
    if issubclass(model, Record):
        row |= {"kind": model.KINDS[n % len(model.KINDS)], "published_at": moment}
        row["slug"] = f"{model._meta.model_name}-{n}-".ljust(100 if profile == "last" else 0, "x").strip("-")
        row |= {"name_zh": row["name_zh"] or (f"名{n}" if not row["name_en"] else ""), "name_zh_confirmed": bool(row["name_zh"])}
    for day, precision in (
        ("starts_on", "starts_precision"),
        ("ends_on", "ends_precision"),
        ("happened_on", "happened_precision"),
        ("opened_on", "opened_precision"),
        ("closed_on", "closed_precision"),
        ("listed_on", "listed_precision"),
    ):
        if precision in row:
            row[precision] = row[precision] or "day" if row[day] else ""
    if label == "initiatives.Initiative":
        row |= {
            "country_inferred": bool(row["country"]),
            "part_of_inferred": bool(row["part_of_id"]),
            "dates_inferred": bool(row["starts_on"]),
        }
    if label == "portal.Measure":
        row["is_money"] = profile == "empty"
        row |= {name: "" if row["is_money"] else row[name] or f"件{n}" for name in ("unit_en", "unit_one_en", "unit_zh")}
    if label == "portal.Statement":
        is_figure = row["value"] is not None
        row |= {} if is_figure else {"measure_id": None, "qualifier": "", "currency": "", "period_starts_on": None, "period_ends_on": None}
        row |= {"qualifier": row["qualifier"] or "about"} if is_figure else {}
    if label == "initiatives.NominationEvent":
        row["date_inferred"] = bool(row["happened_on"])
        if row["replaces_id"] is None:
            row |= {"verb": "submitted" if row["verb"] == "corrected" else row["verb"], "reason_en": "", "reason_zh": ""}
        else:
            row["nomination_id"] = model.objects.get(pk=row["replaces_id"]).nomination_id
            row["reason_zh"] = row["reason_zh"] or ("" if row["reason_en"] else "更正。")
        row["stage_id"] = stage_of(row["nomination_id"]) if row["stage_id"] or row["verb"].endswith("passed") else None
    if label == "initiatives.OfficialList":
        row["stage_id"] = row["stage_id"] or (
            apps.get_model("initiatives.SelectionStage").objects.first().pk if row["verb"] == "passed" else None
        )
        row["is_complete"] = row["completed_at"] is not None
        row["completed_by_id"] = row["pasted_by_id"] if row["is_complete"] else None
    if label == "initiatives.OfficialLine":
        row |= {"position": row["position"] or n} if n >= len(PROFILES) else {}
        row["nomination_id"] = (
            (row["nomination_id"] or apps.get_model("initiatives.Nomination").objects.first().pk) if row["state"] == "confirmed" else None
        )
    if label in ("initiatives.Intention", "initiatives.FollowUp"):
        is_amount = row["value"] is not None
        row |= {"qualifier": row["qualifier"] or "about", "currency": row["currency"] or "CNY"} if is_amount else {}
        row |= {} if is_amount else {"qualifier": "", "currency": ""}
    if label == "initiatives.Intention":
        row |= {"other_side_id": None, "other_side_may_be_named": profile != "span", "paper_id": None, "may_be_described": False}
        row |= {"other_name": ""} if profile == "span" else {}
        row |= {"paper_id": a_paper_of(row["initiative_id"]), "passage_id": None, "may_be_described": True} if profile == "empty" else {}
    if label == "initiatives.IntentionStep":
        row["paper_id"] = None
        row |= {"reason_en": "", "reason_zh": ""} if row["replaces_id"] is None else {"reason_zh": row["reason_zh"] or "更正。"}
        if row["replaces_id"]:
            row["intention_id"] = model.objects.get(pk=row["replaces_id"]).intention_id
    if label == "initiatives.FollowUp":
        row |= {"counterparty_name": ""} if profile == "first" else {"counterparty_id": None}
        row |= {} if row["next_step"] else {"next_on": None}
    if label == "enterprises.TrademarkRegistration" and profile in PROFILES[:2]:
        row |= {"route": "madrid", "expires_on" if (profile == "first") is (n < len(PROFILES)) else "registered_on": None}
    elif label == "enterprises.TrademarkRegistration":
        row |= {"route": "national" if profile == "empty" else "regional", "international_registered_on": None}
    if label == "enterprises.CustomsRecordal":
        drop = "expires_on" if (profile == "first") is (n < len(PROFILES)) else "effective_on"
        row |= {drop: None} if profile in PROFILES[:2] else {}
        row |= {} if row["right"] == "trademark" else {"registration_id": None}
    if label == "enterprises.Availability":
        row["is_worldwide"] = profile == "empty"
    if label == "enterprises.Licence":
        has_record = row["licensee_id"] or apps.get_model("enterprises.Organization").objects.first().pk
        row |= {"is_worldwide": profile == "empty", "licensee_id": None if row["licensee_name"] else has_record}
    if label == "enterprises.RightEvent":
        subjects = {name: row[f"{name}_id"] for name, verbs in model.SUBJECTS.items() if row["verb"] in verbs}
        name = next(iter(subjects))
        same = model.objects.filter(verb=row["verb"], happened_on=row["happened_on"]).exclude(**{name: None}).values(name)
        free = model._meta.get_field(name).related_model.objects.exclude(pk__in=same).order_by("pk").values_list("pk", flat=True)
        row |= {f"{each}_id": None for each in model.SUBJECTS}
        row[f"{name}_id"] = subjects[name] if subjects[name] in free else free.first()
        row |= {"expires_on": None} if row["verb"] not in ("renewed", "recorded") else {}
        row |= {"former_expires_on": None} if row["verb"] != "registered" else {}
        row |= {"new_owner_id": None} if row["verb"] != "assigned" else {}
        row["fee_currency"] = "" if row["fee"] is None else row["fee_currency"] or "CNY"
        if row["verb"] == "did-not-happen" and row["replaces_id"] is None:
            row["replaces_id"] = model.objects.filter(replaced_by=None).first().pk
        row["reason"] = "" if row["replaces_id"] is None else row["reason"] or "更正。"
    if label == "enterprises.HolidayNotice":
        row["year"] = (1949, 9999, 2030, 2031)[n]
    if label == "enterprises.CalendarDay":
        row["day"] = date(row["notice_id"] - (profile == "first"), 12, 31)
    if label == "enterprises.Reach":
        row["territory"] = OF_NO_UNION[n]
        row |= {} if row["answer"] == "yes" else {name: row[name] or "A" for name in ("note_en", "note_zh")}
    if label == "enterprises.LegalRule":
        is_event = row["subject"] in ("opposition", "review", "customs-change", "customs-cancel")
        row |= {} if is_event else {"unit": "months"}
        row |= {"ends_day_before": False, "ends_with_year": False} if row["unit"] != "months" else {}
        row |= {"route": row["route"] or "national", "length": row["length"] or 1}
        if not row["moved_by"]:
            row |= {"moves_last_day": False, "moved_confidence": "", "moved_source_en": "", "moved_source_zh": ""}
    if label == "initiatives.Nomination":
        row["is_unnamed_project"] = row["initiative_id"] is None
    if label == "portal.Correction":
        row |= {"reason_zh": row["reason_zh"] or ("" if row["reason_en"] else "重新统计。"), "before_zh": f"{row['before_zh'][:-1]}前"}
    for rule in model._meta.constraints:
        stem = re.search(r"([a-z]+)_in_a_language$", rule.name)
        if stem and not row.get(f"{stem[1]}_en") and not row.get(f"{stem[1]}_zh"):
            row[f"{stem[1]}_zh"] = f"文{n}"
    return row


def a_paper_of(record):
    """The key of a paper of this record."""
    about = {"title": "A", "file_name": "a.pdf", "content_type": "application/pdf", "size": 5, "digest": "0" * 64}
    return apps.get_model("portal.Paper").objects.create(record_id=record, **about).pk


class Extremes:
    """Makes the rows, in the order in which they refer to each other."""

    def __init__(self, user):
        self.user, self.made = user, {}

    def related(self, field, n, profile):
        target = field.related_model
        if target._meta.label in ("auth.User", "portal.Person"):
            return self.user.pk
        if field.null and (profile == "empty" or not self.made.get(target)):
            return None
        rows = (
            self.made[target] if target is not Record else [row for rows in self.made.values() for row in rows if isinstance(row, Record)]
        )
        return rows[-1 if target is field.model else n % len(rows)].pk

    def make(self, model):
        choices = [len(extremes(each)) for each in columns(model) if each.choices and not isinstance(each, CountryField)]
        kinds = len(model.KINDS) if issubclass(model, Record) else 1
        self.made[model] = []
        for n, profile in enumerate(islice(cycle(PROFILES), len(PROFILES) * max(1, kinds // 2, *choices))):
            row = {each.name: chosen(each, profile, n) for each in columns(model)}
            row |= {
                each.attname: self.related(each, n, profile)
                for each in model._meta.local_fields
                if each.is_relation and not each.remote_field.parent_link
            }
            self.made[model].append(self.written(model, fit(model, row, profile, n)))

    def written(self, model, row):
        if model is Picture:
            return make_picture(Record.objects.get(pk=row.pop("record_id")), **row)
        new = model(**row)
        new.save(force_insert=True)
        for field in model._meta.local_many_to_many if model._meta.label != "initiatives.NominationEvent" else ():  # public: it stays
            getattr(new, field.name).set(self.made[field.related_model][:3])
        return new


@pytest.fixture(scope="module")
def extreme(kept):
    found = Extremes(make_user(ADMINISTRATOR))
    for label in ORDER:
        found.make(apps.get_model(label))
    call_command("index", verbosity=0)
    return found


def test_every_model_has_its_extremes():
    lacking = {model.__name__ for model in kept_models()} - {label.partition(".")[2] for label in ORDER} - OF_STAFF - {"Record"}
    assert not lacking, f"ORDER has no rows of {lacking}, whose columns hold extremes, too"


def test_every_column_holds_each_of_its_extremes(extreme):
    lacking = []
    for model in extreme.made:
        for field in columns(model):
            if field.unique or name_of(field) == "portal.Record.published_at":
                continue
            stored = set(model.objects.values_list(field.name, flat=True))
            lengths = {len(value) for value in stored if isinstance(value, str)}
            for value in extremes(field):
                is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
                if (len(value) not in lengths and value != "A0" and not value.startswith("https://a")) if is_text else value not in stored:
                    lacking.append(f"{name_of(field)}: {value!r:.40}")
    assert not lacking, "\n".join(lacking)


def addresses(extreme):
    """Every address of the site that asks for rows, in one language or the other in turn."""
    languages = cycle(("en", "zh-hans"))
    plain = [
        "",
        "search/?q=敦煌",
        "search/?q=wide",
        "shortlist/",
        "about/",
        "site-map/",
        "map/",
        "timeline/",
        "timeline/?year=9999",
        "timeline/?year=1",
    ]
    plain += [
        "feed.xml",
        "new/",
        "corrections/",
        "corrections/feed.xml",
        "calendar.ics",
        "places/af/",
        "places/zw/",
        "search/suggestions/?q=wide",
    ]
    segments = sorted(each.segment for each in kinds.collections())
    for segment in segments:
        plain += [f"{segment}/", f"{segment}/feed.xml", f"{segment}/?sort=date"]
    for language in ("en", "zh-hans"):
        yield from (f"/{language}/{address}" for address in plain)
    yield "/sitemap.xml"
    records = [row for rows in extreme.made.values() for row in rows if isinstance(row, Record)]
    for record in records:
        yield f"/{next(languages)}/{record.segment}/{record.slug}/"
        if getattr(record, "starts_precision", "") == "day" and not record.is_only_put_forward:
            yield f"/{next(languages)}/{record.segment}/{record.slug}/calendar.ics"
    for one, other in zip(records[::2], records[1::2], strict=False):
        if one.segment == other.segment:
            yield f"/{next(languages)}/compare/?r={one.slug}&r={other.slug}"
    yield from (f"/{next(languages)}/preview/{link_token(rows[-1], extreme.user)}/" for rows in by_model(extreme))


def by_model(extreme):
    """[the first rows of each model of records]"""
    return [rows[:4] for rows in extreme.made.values() if isinstance(rows[0], Record)]


def files(extreme):
    """Every address of a file that is made of rows: cards, a dossier, pictures."""
    languages = cycle(("en", "zh-hans"))
    yield from (f"/og/{next(languages)}/{record.pk}.png" for rows in by_model(extreme) for record in rows[:2])
    of_all_kinds = "&".join(f"r={record.pk}" for rows in by_model(extreme) for record in rows)
    yield f"/{next(languages)}/shortlist/dossier.pdf?{of_all_kinds}"
    yield from (address for picture in Picture.objects.published() for _width, address in picture.addresses)


def admin_addresses(extreme):
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        kept = next((each for each in extreme.made if each is model._meta.concrete_model), None)
        # A proxy has the form of its concrete model; and one form asks a database what the others ask it, whatever stands in its rows:
        # each column is read above, and the list has all rows.
        most = 1 if model._meta.proxy or connection.vendor != "sqlite" else 4
        for row in model.objects.filter(pk__in=[each.pk for each in extreme.made[kept]])[:most] if kept else ():
            yield reverse(f"{name}_change", args=[row.pk])
    yield "/admin/"
    for year in (1, 9999):
        yield f"/admin/portal/source/?issued_on__year={year}"


def opened(client, found):
    """{address: what went wrong} of those that do not answer."""
    failures = {}
    for address in found:
        try:
            response = client.get(address, follow=True)
            if response.status_code != 200:
                failures[address] = response.status_code
        except Exception as error:
            failures[address] = f"{type(error).__name__}: {error}"
    return failures


def test_every_public_page_and_feed_is_drawn(extreme):
    assert opened(Client(), addresses(extreme)) == {}


@pytest.mark.once
def test_every_card_dossier_and_picture_is_drawn(extreme):
    assert opened(Client(), files(extreme)) == {}


def test_every_list_and_form_of_the_admin_is_drawn(extreme):
    client = Client()
    client.force_login(extreme.user)
    assert opened(client, admin_addresses(extreme)) == {}


BEYOND = [  # (model, column, a value that is too much, what is said)
    ("initiatives.SelectionRound", "first_year", 99_999, "Give the first year with four digits."),
    ("initiatives.SelectionRound", "last_year", 99_999_999_999, "Give the last year with four digits."),
    ("initiatives.SelectionCategory", "position", SMALL + 1, "A position is at most 32,767."),
    ("enterprises.HolidayNotice", "year", 99_999, "Give the year of the notice with four digits, from 1949 on."),
    ("initiatives.SelectionStage", "position", SMALL + 1, "A position is at most 32,767."),
    ("initiatives.OfficialLine", "position", WHOLE + 1, "A position is at most 2,147,483,647."),
    ("initiatives.OfficialLine", "first_row", WHOLE + 1, "A row is at most 2,147,483,647."),
    ("initiatives.OfficialLine", "last_row", WHOLE + 1, "A row is at most 2,147,483,647."),
    ("enterprises.LegalRule", "length", 2401, "A length is between 1 and 2,400."),
    ("enterprises.LegalRule", "repeats_months", 2401, "A length is between 1 and 2,400."),
    ("enterprises.LegalRule", "opens_months_before", 2401, "A length is at most 2,400 months."),
    ("enterprises.LegalRule", "opens_months_after", 2401, "A length is at most 2,400 months."),
    ("enterprises.LegalRule", "grace_months_after", 2401, "A length is at most 2,400 months."),
    ("enterprises.LegalRule", "depends_months", 2401, "A length is at most 2,400 months."),
    ("portal.Feature", "position", SMALL + 1, "A position is at most 32,767."),
    ("portal.Picture", "position", SMALL + 1, "A position is at most 32,767."),
    ("portal.Passage", "number", WHOLE + 1, "A passage’s number is at most 2,147,483,647."),
    ("initiatives.Intention", "value", MOST + 1, "An amount is below 1,000,000,000,000,000."),
    ("initiatives.FollowUp", "value", MOST + 1, "An amount is below 1,000,000,000,000,000."),
    ("portal.Statement", "value", MOST + 1, "A figure is below 1,000,000,000,000,000."),
    ("portal.Record", "published_at", datetime.max.replace(tzinfo=UTC), "It becomes public before the end of the year 9999."),
]


def test_every_bound_is_tried():
    rules = {rule.name for model in kept_models() for rule in model._meta.constraints if rule.name.endswith("_is_within_bounds")}
    assert rules == {f"{label.partition('.')[2].lower()}_{column}_is_within_bounds" for label, column, *_others in BEYOND}


@pytest.mark.parametrize(("label", "column", "value", "message"), BEYOND)
def test_what_one_database_cannot_keep_is_refused_in_words_and_by_both(extreme, label, column, value, message):
    model = apps.get_model(label)
    row = model.objects.exclude(**{column: None}).last()
    key = row.pk
    setattr(row, column, value)
    with translation.override("en"), pytest.raises(ValidationError, match=re.escape(message)):
        row.validate_constraints()
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        model.objects.filter(pk=key).update(**{column: value})

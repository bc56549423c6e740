"""What is not published appears nowhere, and neither does what only an unpublished source says.

The portal below is built twice over: first what is public, of which every page is kept; then, tied to it in every way
the models know, a draft and a scheduled half, of the drafts some that wait for review and some that were returned; and
what only staff may see of the public half, such as proposed changes, pictures whose right has lapsed, and papers. Not one
byte of any page may change until the unpublished half is published, and what is staff's own shows even then nowhere.
"""

import re
from contextlib import nullcontext
from datetime import date, timedelta
from types import SimpleNamespace
from unittest import mock

import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import get_resolver, resolve
from django.utils import timezone

from enterprises.models import Organization
from initiatives.models import Intention
from portal.media.papers import place_of
from portal.media.pictures.serving import SALT as PICTURE_SALT
from portal.models import (
    AlternativeName,
    Correction,
    Paper,
    Passage,
    Picture,
    ProposedChange,
    Record,
    ReviewStep,
    Sector,
    SlugRedirect,
    Technology,
)
from portal.search.index import index
from portal.site.preview import SALT as PREVIEW_SALT
from tests.admin_pages import filled_in, make_user
from tests.consequences import announced, what_is_read
from tests.factories import (
    MAKERS,
    make_availability,
    make_category,
    make_count,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_follow_up,
    make_intention,
    make_intention_step,
    make_measure,
    make_nomination,
    make_nomination_event,
    make_organization,
    make_paper,
    make_participation,
    make_passage,
    make_programme,
    make_project,
    make_property,
    make_recordal,
    make_registration,
    make_selection_round,
    make_source,
    make_statement,
    make_trademark,
)
from tests.page import facets, visit
from tests.pictures import make_picture

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "zh-hans"]
# Words that stand in everything unpublished and in nothing else; and where each half is shown and registered.
DRAFT, SCHEDULED = "zephyrine", "quillwort"
STAFFS = "hellebore"  # stands in everything that is for staff only
PLACES = {DRAFT: ("FJ", "Fiji", "斐济"), SCHEDULED: ("WS", "Samoa", "萨摩亚")}
LISTS = [*MAKERS]


def named(name, **fields):
    return {"name_en": name, "slug": name.lower().replace(" ", "-")} | fields


def make_public():
    """What is public, with a neighbour for every tie that the unpublished half will have."""
    open_source = make_source(**named("Open gazette"))
    passage = make_passage(source=open_source, number=1, quotation="Plainly quoted.", quotation_right="Allowed.")
    works = make_enterprise(**named("Open works", country="CN"))
    institute = make_organization(**named("Open institute"))
    mark = make_trademark(**named("Open mark", owner_id=works.pk))
    day = {"starts_on": date(2025, 5, 1), "starts_precision": "day"}
    programme = make_programme(**named("Open programme", **day))
    project = make_project(**named("Open project", part_of_id=programme.pk, **day))
    fair = make_exhibition(**named("Open fair", country="SG", part_of_id=programme.pk, **day))
    make_participation(fair, works, "organizer", passage=passage)
    selection = make_selection_round(**named("Open round", first_year=2025, last_year=2026))
    make_selection_round(**named("Other round"))
    category = make_category(round=selection, name_en="Open category", name_zh="公开类别")
    nomination = make_nomination(category=category, organization_id=works.pk)
    event = make_nomination_event(nomination, "submitted", passage=passage)
    event.actors.add(institute)
    for record in (open_source, works, institute, mark, programme, project, fair, selection):
        make_statement(record, passage=passage, wording_en="Plainly said.", wording_zh="普通陈述。")
    make_figure(fair, value=7, passage=passage)
    make_intention(fair, our_side_id=works.pk, passage=passage, subject_en="Open deal", subject_zh="公开意向")
    make_intention_of_staff(fair, institute)
    picture = make_picture(fair)
    corrector = User.objects.create_user("corrector")
    plain = {}
    for half in (DRAFT, SCHEDULED):
        n = 1 if half == DRAFT else 2
        government = make_organization(**named(f"Government {n}", kind="government", published_at=None))  # an event keeps whom it names
        plain[half] = SimpleNamespace(
            government=government,
            child=make_organization(**named(f"Plain child {n}")),
            owned=make_property(**named(f"Plain owned {n}")),
            part=make_exhibition(**named(f"Plain part {n}")),
            partner=make_organization(**named(f"Plain partner {n}")),
            nominee=make_enterprise(**named(f"Plain nominee {n}")),
            tour=make_exhibition(**named(f"Plain tour {n}")),
            event=make_nomination_event(nomination, "under-review", recipient_id=government.pk),
            category=make_category(round=selection, name_en=f"Plain category {n}", name_zh=f"普通类别{n}"),
            intention=make_intention(fair, our_side_id=works.pk, passage=passage, other_side_may_be_named=True),
        )
    return SimpleNamespace(
        passage=passage, works=works, institute=institute, mark=mark, programme=programme, project=project, fair=fair,
        selection=selection, category=category, nomination=nomination, event=event, plain=plain, source=open_source,
        picture=picture, corrector=corrector,
    )  # fmt: skip


def make_intention_of_staff(fair, institute):
    """One that rests on a private paper alone: it is counted, and all that it says is for staff only."""
    paper = make_paper(fair, title=f"{STAFFS} sheet")
    subject = {"subject_en": f"A {STAFFS} deal", "subject_zh": f"{STAFFS}意向", "value": 5, "qualifier": "about", "currency": "CNY"}
    named = {"other_side_may_be_named": True, "other_name": f"{STAFFS} partner"}
    intention = make_intention(fair, our_side_id=institute.pk, paper=paper, country="IS", **subject, **named)
    make_intention_step(intention, "contract", paper=paper, note_en=f"A {STAFFS} note", note_zh=STAFFS)
    texts = dict.fromkeys(("counterparty_name", "contact", "next_step", "note"), f"A {STAFFS} text")
    make_follow_up(intention, value=77, qualifier="about", currency="CNY", next_on=date(2025, 5, 1), **texts)


def correct(open_, statement, word):
    texts = {
        "before_en": f"8 {word} guests",
        "before_zh": f"8位 {word} 来宾",
        "reason_en": f"A {word} recount.",
        "reason_zh": f"重数 {word}。",
    }
    Correction.objects.create(record_id=statement.record_id, statement=statement.pk, user=open_.corrector, **texts)


def make_unpublished_records(open_, word, published_at):
    """Records of every kind that are not published. All they cite is public."""
    plain, hidden = open_.plain[word], {"published_at": published_at}
    code = PLACES[word][0]
    enterprise = make_enterprise(**named(f"{word} enterprise", country=code, parent_id=open_.works.pk, **hidden))
    enterprise.sectors.add(Sector.objects.create(name_en=f"{word} sector", name_zh=f"行业 {word}"))
    institution = make_organization(**named(f"{word} institution", **hidden))
    Organization.objects.filter(pk=plain.government.pk).update(**named(f"{word} government", **hidden))
    government = Organization.objects.get(pk=plain.government.pk)
    product = make_property(**named(f"{word} product", owner_id=open_.works.pk, **hidden))
    mark = make_trademark(**named(f"{word} mark", owner_id=institution.pk, **hidden))
    make_registration(mark, territory=code, number=f"{word}-9")
    make_recordal(mark, number=f"{word}-8")
    make_availability(mark, category_en=f"{word} goods", category_zh=f"商品 {word}", passage=open_.passage)
    exhibition = make_exhibition(
        **named(
            f"{word} exhibition", part_of_id=open_.programme.pk, country=code, format="education-platform", is_recurring=True, **hidden
        ),
        starts_on=date(2019, 5, 1),
        starts_precision="day",
    )
    exhibition.technologies.add(Technology.objects.create(name_en=f"{word} loom", name_zh=f"织机 {word}"))
    programme = make_programme(**named(f"{word} programme", is_recurring=True, **hidden))
    project = make_project(**named(f"{word} project", is_recurring=True, **hidden))
    selection = make_selection_round(**named(f"{word} round", first_year=2019, last_year=2020, **hidden))
    source = make_source(**named(f"{word} notice", kind="notice", **hidden))
    records = [enterprise, institution, government, product, mark, exhibition, programme, project, selection, source]
    for record in records:
        make_statement(record, passage=open_.passage, wording_en=f"A {word} wording.", wording_zh=f"表述 {word}。")
        AlternativeName.objects.create(record_id=record.pk, name=f"{word} alias {record.kind}")
    measure = make_measure(name_en=f"{word} money", name_zh=f"金额 {word}", is_money=True, unit_en="", unit_one_en="", unit_zh="")
    correct(open_, make_figure(exhibition, value=10**12, currency="CNY", measure=measure, passage=open_.passage), word)

    for role in ("developer", "exhibitor"):
        make_participation(open_.fair, enterprise, role, passage=open_.passage)
    make_participation(exhibition, open_.works, "organizer", passage=open_.passage)
    Organization.objects.filter(pk=plain.child.pk).update(parent=institution.pk)
    type(plain.owned).objects.filter(pk=plain.owned.pk).update(owner=institution.pk)
    type(plain.part).objects.filter(pk=plain.part.pk).update(part_of=programme.pk)

    named_project = make_nomination(category=open_.category, organization_id=open_.institute.pk, initiative_id=project.pk)
    make_nomination_event(named_project, "recommended", passage=open_.passage)
    of_the_enterprise = make_nomination(category=open_.category, organization_id=enterprise.pk)
    make_nomination_event(of_the_enterprise, "recommended", passage=open_.passage)
    elsewhere = make_nomination(
        category=make_category(round=selection, name_en=f"{word} category", name_zh=f"类别 {word}"), organization_id=open_.works.pk
    )
    make_nomination_event(elsewhere, "recognized", passage=open_.passage)
    its_project = make_nomination(category=elsewhere.category, organization_id=open_.works.pk, initiative_id=open_.project.pk)
    make_nomination_event(its_project, "recognized", passage=open_.passage)
    open_.event.actors.add(institution)
    deal = {"subject_en": f"{word} deal", "subject_zh": f"意向 {word}", "passage": open_.passage}
    make_intention(open_.fair, "contract", our_side_id=enterprise.pk, **deal)
    make_intention(exhibition, "memorandum", our_side_id=open_.works.pk, **deal)
    Intention.objects.filter(pk=plain.intention.pk).update(other_side=institution.pk)
    SlugRedirect.objects.create(slug=f"{word}-old", record_id=exhibition.pk)
    return [record.pk for record in records], source


def make_said_only_by(open_, word, source):
    """Rows about public records for which nothing but `source`, which is not published, speaks."""
    plain, passage = open_.plain[word], make_passage(source=source, number=3, label_en=f"{word} label", label_zh=f"标签 {word}")
    public = [open_.works, open_.institute, open_.mark, open_.programme, open_.project, open_.fair, open_.selection, open_.source]
    for record in public:
        make_statement(record, passage=passage, wording_en=f"An open halcyon {word} claim.", wording_zh=f"公开 翡翠 {word} 之言。")
    measure = make_measure(name_en=f"{word} revenue", name_zh=f"收入 {word}", is_money=True, unit_en="", unit_one_en="", unit_zh="")
    make_figure(
        plain.tour,
        value=10**13,
        currency="CNY",
        measure=measure,
        passage=passage,
        wording_en=f"Halcyon {word} turnover.",
        wording_zh=f"翡翠 {word} 成交。",
    )
    for role in ("host", "supporter"):
        make_participation(open_.fair, plain.partner, role, passage=passage)
    AlternativeName.objects.create(record_id=open_.works.pk, name=f"Open halcyon {word} alias", passage=passage)
    make_nomination_event(open_.nomination, "recognized", passage=passage, note_en=f"A {word} note", note_zh=f"备注 {word}")
    unheard = make_nomination(category=open_.category, organization_id=plain.nominee.pk)
    make_nomination_event(unheard, "withdrawn", passage=passage)
    make_registration(open_.mark, territory=PLACES[word][0], number=f"{word}-1", passage=passage)
    bargain = {"subject_en": f"{word} bargain", "subject_zh": f"约定 {word}", "passage": passage}
    make_intention(open_.fair, "contract", our_side_id=open_.institute.pk, **bargain)
    make_intention_step(plain.intention, "contract", passage=passage, note_en=f"A {word} remark", note_zh=f"附注 {word}")
    make_count(open_.fair, 55 if word == DRAFT else 66, passage=passage)
    make_recordal(open_.mark, number=f"{word}-2", passage=passage)
    make_availability(open_.mark, category_en=f"{word} wares", category_zh=f"器物 {word}", passage=passage)
    correct(open_, make_figure(open_.fair, value=9, passage=passage), f"{word} said")
    counted = make_measure(name_en=f"{word} count", name_zh=f"数 {word}", unit_en=f"{word} units", unit_zh=f"{word}个")
    count = make_figure(open_.selection, value=77, passage=passage, measure=counted)
    type(plain.category).objects.filter(pk=plain.category.pk).update(statement=count)


def addresses():
    """{address below the language: what stands there once everything is published, before it not}; `{}` is the word of
    a half, `{n}` the number of its plain neighbours, `{place}` its country."""
    table = {
        "": ["{} exhibition", "{} revenue", "{place}"],
        "map/": ["{} exhibition", "{place}"],
        "places/sg/": ["{place}"],
        "timeline/": ["{} exhibition", "{} notice"],
        "about/": [],
        "privacy/": [],
        "terms/": [],
        "accessibility/": [],
        "site-map/": ["{} enterprise", "{} government", "{} product", "{} exhibition", "{} round", "{} notice", "{place}"],
        "feed.xml": ["{} exhibition", "{} notice"],
        "enterprises/feed.xml": ["{} enterprise"],
        "organizations/feed.xml": ["{} institution"],
        "trademarks/feed.xml": ["{} mark"],
        "programmes/feed.xml": ["{} programme"],
        "projects/feed.xml": ["{} project"],
        "exhibitions/feed.xml": ["{} exhibition"],
        "selections/feed.xml": ["{} round"],
        "sources/feed.xml": ["{} notice"],
        "enterprises/list.csv": ["{} enterprise", "{} sector", "{place}"],
        "enterprises/participations.csv": ["{} exhibition"],
        "organizations/list.csv": ["{} institution", "{} government"],
        "trademarks/list.csv": ["{} product", "{} mark", "{} institution"],
        "trademarks/registrations.csv": ["{}-1", "{place}"],
        "trademarks/recordals.csv": ["{}-2"],
        "programmes/list.csv": ["{} programme"],
        "projects/list.csv": ["{} project"],
        "exhibitions/list.csv": ["{} exhibition", "{} loom", "{place}"],
        "exhibitions/participations.csv": ["{} enterprise"],
        "exhibitions/figures.csv": ["{} claim", "{} label"],
        "selections/list.csv": ["{} round"],
        "sources/list.csv": ["{} notice"],
        "corrections/feed.xml": ["8 {} guests", "{} exhibition"],
        "calendar.ics": ["{} exhibition"],
        "programmes/open-programme/calendar.ics": [],
        "projects/open-project/calendar.ics": [],
        "exhibitions/open-fair/calendar.ics": [],
        "licensing/": ["{} product", "{} mark", "{} wares"],
        "licensing/?goods=25&territory=SG": [],
        "new/": ["{} exhibition", "8 {} guests"],
        "corrections/": ["8 {} guests", "a {} recount", "8 {} said guests", "{} exhibition"],
        "shortlist/": [],
        "compare/": [],
        "search/": [],
        "search/?q=halcyon": ["Open works", "Open fair", "Plain tour {n}"],
        "search/?q=plain": [],
        "search/?q=open": [],
        "search/?q=公开": [],
        "search/?q=翡翠": ["Open works", "Open round"],
        "search/?q=open&kind=exhibition": [],
        "search/?q=zephyrime": [],
        "search/suggestions/": [],
        "search/suggestions/?q=zephyri": [],
        "search/suggestions/?q=zephyrime": [],
        "search/suggestions/?q=quillwo": [],
        "search/suggestions/?q=halcy": ["Open works"],
        "enterprises/": ["{} enterprise", "{} sector", "{place}"],
        "enterprises/?q=halcyon": ["Open works"],
        "enterprises/?role=organizer&sort=newest": [],
        "enterprises/open-works/": [
            "{} enterprise", "{} product", "{} exhibition", "{} round", "{} category", "{} claim", "Halcyon {} alias", "{} note", "{} label",
            "{} deal", "{} remark",
        ],
        "organizations/": ["{} institution", "{} government", "{} enterprise", "{} sector", "{place}"],
        "organizations/open-institute/": ["{} project", "{} claim", "{} bargain"],
        "organizations/plain-child-{n}/": ["{} institution"],
        "organizations/plain-partner-{n}/": ["Open fair"],
        "enterprises/plain-nominee-{n}/": ["Open round", "Open category"],
        "trademarks/": ["{} product", "{} mark", "{} institution", "{place}"],
        "trademarks/?owner=none": [],
        "trademarks/open-mark/": ["{}-1", "{}-2", "{place}", "{} claim", "{} product", "{} wares"],
        "trademarks/plain-owned-{n}/": ["{} institution"],
        "programmes/": ["{} programme"],
        "programmes/open-programme/": ["{} exhibition", "{} claim"],
        "projects/": ["{} project"],
        "projects/open-project/": ["{} exhibition", "{} claim", "{} round", "{} category"],
        "exhibitions/": ["{} exhibition", "{} loom", "{place}", "{} money"],
        "exhibitions/?place=SG": ["{} loom", "{place}"],
        "exhibitions/open-fair/": [
            "{} enterprise", "Plain partner {n}", "{} claim", "{} label", "{} deal", "{} bargain", "{} remark", "{} institution",
        ],
        "exhibitions/plain-part-{n}/": ["{} programme"],
        "exhibitions/plain-tour-{n}/": ["{} turnover"],
        "selections/": ["{} round"],
        "selections/open-round/": [
            "{} enterprise", "{} project", "{} institution", "{} government", "Plain nominee {n}", "77 {} units", "{} note", "{} claim",
        ],
        "sources/": ["{} notice"],
        "sources/open-gazette/": ["{} wording", "{} exhibition", "{} round", "{} goods", "{} deal"],
    }  # fmt: skip
    for number, word in enumerate((DRAFT, SCHEDULED), start=1):
        for address, shown in table.items():
            if "{n}" in address or word == DRAFT:
                yield address.replace("{n}", str(number)), [word] if "{n}" in address else [DRAFT, SCHEDULED], shown


ADDRESSES = [(address, words, shown) for address, words, shown in addresses()]
OF_A_RECORD = re.compile("(?!places)[a-z]+/[^/?]+/")
READ = [  # (language, address, words, shown)
    (language, *each)
    for each in ADDRESSES
    for language in LANGUAGES
    # On SQLite both. What is public is the same row in either, and tests/test_extremes.py opens pages on PostgreSQL in both, too.
    if connection.vendor == "sqlite" or (language == "en") == bool(OF_A_RECORD.fullmatch(each[0]))
]
ABOUT_THE_SITE = [
    "/",
    "/robots.txt",
    "/favicon.ico",
    "/covers/exhibition/open-fair-light.svg",
    "/.well-known/security.txt",
    "/og/en.png",
    "/en/exhibitions/open-fairs/",
]


def put_into_states(drafts, user):
    """Let some drafts wait for review, and return some."""
    Record.objects.filter(pk__in=drafts[0::3]).update(submitted_at=timezone.now(), submitted_by=user)
    Record.objects.filter(pk__in=drafts[1::3]).update(returned_at=timezone.now(), submitted_by=user)


def make_staffs_own(open_, user):
    """What only staff may see of public records. Returns (a proposed change, a decided one, pictures, a paper)."""
    fair = Record.objects.filter(pk=open_.fair.pk)
    fair.update(staff_note=f"A {STAFFS} note.", responsible=user, deputy=user, submitted_by=user)
    Organization.objects.filter(pk=open_.works.pk).update(private_contact=f"{STAFFS}@example.org")
    Passage.objects.filter(pk=open_.passage.pk).update(text=f"The {STAFFS} text itself.", quotation_right=f"{STAFFS} allowed it.")
    proposed = {"record": fair.get(), "form": "initiatives.exhibition", "row": open_.fair.pk, "opened": {}, "proposed_by": user}
    sent = {name: [f"A {STAFFS} {name}"] for name in ("name_en", "name_zh", "summary_en", "city_en")}
    change = ProposedChange.objects.create(sent=sent, note=f"{STAFFS} why", **proposed)
    declined = ProposedChange.objects.create(sent=sent, state="declined", decided_by=user, comment=STAFFS, **proposed)
    ReviewStep.objects.create(record=fair.get(), step="returned", user=user, note=f"A {STAFFS} comment.")
    Picture.objects.filter(pk=open_.picture.pk).update(rights=f"{STAFFS} allowed it.")
    words = {"caption_en": f"A {STAFFS} caption", "credit": STAFFS, "alt_en": f"A {STAFFS} cave"}
    lapsed = make_picture(open_.fair, **words, rights_until=timezone.localdate() - timedelta(days=1))
    mute = make_picture(open_.fair, **words | {"alt_en": "", "alt_zh": ""})
    about = {"file_name": f"{STAFFS}.pdf", "content_type": "application/pdf", "size": 5, "digest": "0" * 64}
    paper = Paper.objects.create(record=fair.get(), title=f"{STAFFS} contract", added_by=user, **about)
    storages["private"].save(place_of(paper.pk), ContentFile(b"%PDF-" + STAFFS.encode()))
    return change, declined, {"a lapsed picture": lapsed, "a picture that does not say what it shows": mute}, paper


def preview_token(by, salt=PREVIEW_SALT, **content):
    return signing.dumps(content | {"by": by.pk}, salt=salt)


# What leads to something that is not public, or would if it were there.
CLOSED = (
    "a preview without a token", "a made-up token", "a token of another signature", "a token that expired",
    "a token of somebody without the right", "a token of a change that was declined",
    *(
        f"{of}{how}"
        for of in ("a draft's picture", "a scheduled record's picture", "a lapsed picture", "a picture that does not say what it shows")
        for how in ("", ", with a made-up pass", ", with the pass of another", ", by the name of its file")
    ),
    *(f"{of} {what}" for of in ("a draft's", "a scheduled record's") for what in ("card", "calendar")),
    "a paper", "a paper among the pictures", "a paper by the name of its file", "a paper's folder", "the pictures' folder",
)  # fmt: skip


def closed_addresses(open_, user, drafts, pictures, paper, declined):
    """{what of CLOSED: its address}"""
    visitor = User.objects.create_user("visitor")
    with mock.patch("django.core.signing.time.time", return_value=10**9):
        expired = preview_token(user, record=drafts[0])
    found = {
        "a preview without a token": "/en/preview/",
        "a made-up token": f"/en/preview/{drafts[0]}/",
        "a token of another signature": f"/en/preview/{preview_token(user, PICTURE_SALT, record=drafts[0])}/",
        "a token that expired": f"/en/preview/{expired}/",
        "a token of somebody without the right": f"/en/preview/{preview_token(visitor, record=drafts[0])}/",
        "a token of a change that was declined": f"/en/preview/{preview_token(user, record=open_.fair.pk, proposal=declined.pk)}/",
        "a paper": f"/admin/papers/{paper.pk}/",
        "a paper among the pictures": f"/media/pictures/{paper.pk}/480.webp",
        "a paper by the name of its file": f"/media/{place_of(paper.pk)}",
        "a paper's folder": "/media/papers/",
        "the pictures' folder": "/media/pictures/",
    }
    for of, word in (("a draft's", DRAFT), ("a scheduled record's", SCHEDULED)):
        found[f"{of} card"] = f"/og/en/{Record.objects.get(slug=f'{word}-exhibition').pk}.png"
        found[f"{of} calendar"] = f"/en/exhibitions/{word}-exhibition/calendar.ics"
    for name, picture in pictures.items():
        found[name] = picture.address(480)
        found[f"{name}, with a made-up pass"] = f"{picture.address(480)}?pass={picture.pk}"
        found[f"{name}, with the pass of another"] = f"{picture.address(480)}?pass={signing.dumps(open_.picture.pk, salt=PICTURE_SALT)}"
        found[f"{name}, by the name of its file"] = f"/media/{picture.files[480]}"
    return found


@pytest.fixture(scope="module")
def portal(kept, tmp_path_factory):
    folder = {"OPTIONS": {"location": tmp_path_factory.mktemp("private")}}
    private = {"BACKEND": "django.core.files.storage.FileSystemStorage"} | folder
    with override_settings(STORAGES=project.STORAGES | {"private": private}):
        yield make_portal()


def make_portal():
    open_ = make_public()
    index(Record.objects.all())
    client, pages = Client(), every_page()
    about_the_site = {address: client.get(address) for address in ABOUT_THE_SITE}
    sitemap = client.get("/sitemap.xml").content
    counts = {name: facets(client, f"/en/{name}/") for name in LISTS}
    unpublished = []
    for word, published_at in ((DRAFT, None), (SCHEDULED, timezone.now() + timedelta(days=30))):
        records, source = make_unpublished_records(open_, word, published_at)
        make_said_only_by(open_, word, source)
        unpublished += records
    user = make_user("Publisher")
    User.objects.filter(pk=user.pk).update(username=STAFFS, first_name=STAFFS, email=f"{STAFFS}@example.org")
    drafts = unpublished[: len(unpublished) // 2]
    put_into_states(drafts, user)
    change, declined, pictures, paper = make_staffs_own(open_, user)
    allowed = {"credit": "A photographer", "rights": "Allowed."}
    pictures["a draft's picture"] = make_picture(Record.objects.get(slug=f"{DRAFT}-exhibition"), caption_en=f"A {DRAFT} caption", **allowed)
    pictures["a scheduled record's picture"] = make_picture(
        Record.objects.get(slug=f"{SCHEDULED}-exhibition"), alt_en=f"A {SCHEDULED} cave"
    )
    index(Record.objects.all())
    as_made = list(Record.objects.filter(pk__in=unpublished))
    return SimpleNamespace(
        pages=pages,
        about_the_site=about_the_site,
        sitemap=sitemap,
        counts=counts,
        unpublished=unpublished,
        drafts=drafts,
        open=open_,
        public_picture=open_.picture,
        change=change,
        closed=closed_addresses(open_, user, drafts, pictures, paper, declined),
        publish=lambda: Record.objects.filter(pk__in=unpublished).update(published_at=timezone.now(), submitted_at=None, returned_at=None),
        withdraw=lambda: Record.objects.bulk_update(as_made, ["published_at", "submitted_at", "returned_at"]),
    )


IN_CHINESE = {
    "{} wording": "表述 {}",
    "{} claim": "翡翠 {} 之言",
    "{} note": "备注 {}",
    "{} goods": "商品 {}",
    "{} deal": "意向 {}",
    "{} bargain": "约定 {}",
    "{} remark": "附注 {}",
    "{} wares": "器物 {}",
    "8 {} guests": "8位 {} 来宾",
    "8 {} said guests": "8位 {} said 来宾",
    "a {} recount": "重数 {}",
    "{} label": "标签 {}",
    "{} loom": "织机 {}",
    "{} sector": "行业 {}",
    "{} money": "金额 {}",
    "{} revenue": "收入 {}",
    "{} turnover": "翡翠 {} 成交",
    "{} category": "类别 {}",
    "Open category": "公开类别",
    "77 {} units": "77{}个",
}


def expected(text, word, language):
    """`text` of the table as a page in `language` says it of the half that goes by `word`."""
    _code, english, chinese = PLACES[word]
    template, place = (IN_CHINESE.get(text, text), chinese) if language == "zh-hans" else (text, english)
    return template.format(word, n=1 if word == DRAFT else 2, place=place).casefold()


def every_page():
    client = Client()
    return {(language, address): client.get(f"/{language}/{address}") for language, address, *_expected in READ}


@pytest.fixture(scope="module")
def read(portal):
    """Every page (once all is published, once it was withdrawn again)."""
    with transaction.atomic():
        portal.publish()
        published = every_page()
        portal.withdraw()
        withdrawn = every_page()
        transaction.set_rollback(True)
    return published, withdrawn


@pytest.mark.parametrize(("language", "address", "words", "shown"), READ, ids=[f"{each[1] or 'home'}-{each[0]}" for each in READ])
def test_what_is_not_published_changes_no_page_until_it_is_nor_after_it_was_withdrawn(portal, read, language, address, words, shown):
    """Once withdrawn, each record is again the draft or scheduled one that it was made: one page shows both."""
    published, response = [pages[language, address] for pages in read]
    published, unpublished = [each.content.decode().casefold() for each in (published, response)]
    assert response.status_code == 200
    for word in (DRAFT, SCHEDULED, STAFFS):
        assert word not in unpublished
    assert response.content == portal.pages[language, address].content
    for text in [expected(text, word, language) for word in words for text in shown]:
        assert text not in unpublished, f"{text} does not tell the published half from the other"
        assert text in published
    assert STAFFS not in published


@pytest.mark.parametrize("address", ABOUT_THE_SITE)
def test_the_addresses_about_the_site_say_nothing_of_its_records(client, portal, address):
    portal.publish()
    response, before = client.get(address), portal.about_the_site[address]
    assert (response.status_code, response.content, response.get("Location")) == (
        before.status_code,
        before.content,
        before.get("Location"),
    )


@pytest.mark.parametrize("what", CLOSED)
def test_there_is_no_other_way_to_what_is_not_public(client, portal, what):
    response = client.get(portal.closed[what])
    if what == "a paper":
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")
    else:
        assert response.status_code == 404
    said = response.content.decode().casefold()
    said = said.replace(portal.closed[what].removeprefix("/en"), "")  # links to the other language repeat the visitor's own address
    assert not any(word in said for word in (DRAFT, SCHEDULED, STAFFS))
    portal.publish()
    opened = what.startswith(("a draft's", "a scheduled record's")) and not what.endswith("by the name of its file")
    assert (client.get(portal.closed[what]).status_code == 200) == opened


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proposed_change_is_shown_to_nobody_without_an_account(client, portal, language):
    response = client.get(f"/{language}/exhibitions/open-fair/?proposal={portal.change.pk}")
    assert response.status_code == 200
    assert STAFFS not in response.content.decode().casefold()
    assert client.get(portal.public_picture.address(480)).status_code == 200


def public_names(patterns):
    """The names of all addresses outside the admin."""
    for each in patterns:
        if getattr(each, "app_name", None) == "admin" or str(each.pattern).startswith("admin/"):
            continue
        if hasattr(each, "url_patterns"):
            yield from public_names(each.url_patterns)
        else:
            yield each.name


def test_every_public_address_is_tried_above(portal):
    tried = [f"/en/{each[0]}".partition("?")[0] for each in ADDRESSES] + ABOUT_THE_SITE
    tried += [portal.closed[what].partition("?")[0] for what in ("a made-up token", "a lapsed picture", "a draft's card")]
    tried = [*(address for address in tried if address != "/en/exhibitions/open-fairs/"), "/sitemap.xml"]
    # The first three take a form and answer with an address that they were sent; the fourth is asked for records by name, and
    # tests/portal/site/test_shortlist.py sees that it gives the public ones alone; so does enquiries/test_handling.py of the form, whose
    # token differs each time, and of a sender's page. The last is a secret of somebody of the staff: enterprises/tasks/test_feed.py.
    others = {"set_language", "shortlist-change", "arrange", "dossier", "enquiry", "enquiry-status", "deadlines-calendar"}
    untried = set(public_names(get_resolver().url_patterns)) ^ ({resolve(address).url_name for address in tried} | others)
    assert not untried, f"ADDRESSES tries no page {untried}, on which a draft might be read"


def test_the_sitemap_has_only_what_is_published(client, portal):
    assert client.get("/sitemap.xml").content == portal.sitemap
    portal.publish()
    after = client.get("/sitemap.xml").content.decode()
    for word in (DRAFT, SCHEDULED):
        assert f"/zh-hans/exhibitions/{word}-exhibition/" in after
        assert f"/en/places/{PLACES[word][0].lower()}/" in after


@pytest.mark.parametrize("word", [DRAFT, SCHEDULED])
def test_a_lost_page_suggests_only_what_is_published(client, portal, word):
    address = f"/en/exhibitions/{word}-exhibition-open/"

    def suggested():
        return visit(client, address, 404).one("section", aria_labelledby="suggested").links().values()

    before = suggested()
    assert before
    assert not any(word in name for name in before)
    portal.publish()
    assert any(word in name for name in suggested())


@pytest.mark.parametrize("name", LISTS)
def test_facets_offer_and_count_only_what_is_published(client, portal, name):
    assert facets(client, f"/en/{name}/") == portal.counts[name]
    portal.publish()
    assert facets(client, f"/en/{name}/") != portal.counts[name], f"make_unpublished_records() makes no draft for the list of {name}"


def test_an_unpublished_record_has_no_page_at_its_own_address_nor_at_another_kinds(client, portal):
    records = list(Record.objects.filter(pk__in=portal.unpublished))
    assert len(records) == len(portal.unpublished) > 0
    own = {record: f"/{LANGUAGES[n % 2]}/{record.segment}/{record.slug}/" for n, record in enumerate(records)}
    other = {record: own[record].replace(record.segment, "sources" if record.segment != "sources" else "projects", 1) for record in records}
    for record in records:
        assert client.get(own[record]).status_code == client.get(other[record]).status_code == 404
    portal.publish()
    for record in records:
        assert client.get(own[record]).status_code == 200
        response = client.get(other[record])
        assert (response.status_code, response["Location"]) == (301, own[record])


@pytest.mark.parametrize("word", [DRAFT, SCHEDULED])
def test_the_old_address_of_an_unpublished_record_betrays_nothing(client, portal, word):
    for segment in ("exhibitions", "projects"):
        assert client.get(f"/en/{segment}/{word}-old/").status_code == 404
    portal.publish()
    response = client.get(f"/en/projects/{word}-old/?from=poster")
    assert (response.status_code, response["Location"]) == (301, f"/en/exhibitions/{word}-exhibition/?from=poster")
    assert response["Cache-Control"] == "max-age=3600"


@pytest.mark.parametrize("word", [DRAFT, SCHEDULED])
def test_a_search_for_unpublished_words_finds_nothing(client, portal, word):
    for address in (f"/en/search/?q={word}", f"/zh-hans/search/?q={word}"):
        assert list(client.get(address).context_data["records"]) == []
    for name in LISTS:
        assert list(client.get(f"/en/{name}/?q={word}").context_data["records"]) == []
    offered = f"/en/search/suggestions/?q={word[:-1]}"
    assert client.get(offered).json()["suggestions"] == []
    portal.publish()
    assert len(client.get(f"/en/search/?q={word}").context_data["records"]) > 10
    assert len(client.get(offered).json()["suggestions"]) == 8


def test_a_scheduled_record_appears_when_its_time_has_come(client, portal, monkeypatch):
    month = timezone.now() + timedelta(days=31)
    monkeypatch.setattr(timezone, "now", lambda: month)
    html = client.get("/en/exhibitions/").content.decode()
    assert f"{SCHEDULED} exhibition" in html
    assert DRAFT not in html


PAGES_OF_RECORDS = [f"/en/{address}" for address, *_rest in ADDRESSES if OF_A_RECORD.fullmatch(address)]

STEPS = {  # what is done → with which of the records
    "publish": lambda open_, drafts: drafts,
    "schedule": lambda open_, drafts: drafts,
    "publish the source alone": lambda open_, drafts: drafts[-1:],
    "withdraw the source": lambda open_, drafts: [open_.source.pk],
    "withdraw an enterprise": lambda open_, drafts: [open_.works.pk],
    "withdraw an institution": lambda open_, drafts: [open_.institute.pk],
    "withdraw the others": lambda open_, drafts: [open_.programme.pk, open_.project.pk, open_.mark.pk, open_.fair.pk, open_.selection.pk],
}
ON_BOTH = ["publish", "schedule", "withdraw the source"]  # a database does for the others what it does for these


@pytest.mark.parametrize("step", [each if each in ON_BOTH else pytest.param(each, marks=pytest.mark.once) for each in STEPS])
def test_what_a_step_was_announced_to_change_is_what_changes(portal, settings, step):
    settings.REVIEW_BY_ANOTHER = False
    keys = STEPS[step](portal.open, portal.drafts)
    visitor, staff, key = Client(), Client(), step.partition(" ")[0].replace("schedule", "publish")
    staff.force_login(make_user("Publisher", "steps"))
    asked = staff.post("/admin/portal/record/", {"action": f"step_{key}", "_selected_action": keys})
    addresses = {*PAGES_OF_RECORDS, *(record.get_absolute_url() for record in Record.objects.filter(pk__in=keys))}
    kept = {f"/{language}/{address}": page for (language, address), page in portal.pages.items()}
    clock = nullcontext()
    if step == "schedule":
        moment, kept = timezone.localtime().replace(second=0, microsecond=0) + timedelta(days=31), {}
        asked = staff.post("/admin/portal/record/", filled_in(asked) | {"public_from": moment.strftime("%Y-%m-%dT%H:%M")})
        clock = mock.patch("django.utils.timezone.now", return_value=moment)
    with clock:
        before = what_is_read({address: kept.get(address) or visitor.get(address) for address in addresses})
    done = staff.post("/admin/portal/record/", filled_in(asked) | {"note": "A reason.", "public_reason": "mistake"}, follow=True)
    assert f"done for {len(keys)} record" in done.content.decode()
    with clock:
        after = what_is_read({address: visitor.get(address) for address in addresses})
    told = announced(asked)
    changed = {address for address in addresses if before[address] != after[address]}
    assert {address for address, whole in told.items() if whole} == {each for each in changed if before[each][0] != after[each][0]}
    assert changed == set(told) & addresses

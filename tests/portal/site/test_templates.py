"""What no page may have: a variable that is not there, anything inline, an id twice, a request to another site."""

import re
from copy import deepcopy
from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import override_settings

from portal.models import AlternativeName, Correction
from tests.factories import (
    MAKERS,
    make_availability,
    make_category,
    make_enterprise,
    make_exhibition,
    make_figure,
    make_nomination,
    make_nomination_event,
    make_organization,
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
from tests.page import read
from tests.pictures import make_picture

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTS = [*MAKERS]
STATEMENTS = ["privacy/", "terms/", "accessibility/", "site-map/"]
PLAIN = ["", *[f"{name}/" for name in LISTS], "search/", "search/?q=dunhuang", "about/", "new/", "corrections/", *STATEMENTS]
MARK = "undefined·"
HAN = "[\u3400-\u9fff]"


def everything():
    """One record of every kind with everything that a record of its kind can have; its addresses below the language."""
    counter = User.objects.create_user("counter")
    source = make_source(slug="gazette", speaker_en="the department", publisher_en="Portal", about_en="About.", summary_en="Summary.")
    passage = make_passage(source=source, number=1, is_spoken=True, part_en="Answer 1")
    make_passage(source=source, number=2, note_en="A question.")
    works = make_enterprise(
        slug="works", name_zh="公司", country="CN", region_en="Gansu", address_en="Road 1", website="https://example.org/"
    )
    academy = make_organization(slug="academy", parent_id=works.pk, credit_code="911000001000013428")
    mark = make_trademark(slug="mark", owner_id=works.pk, licensing_en="Everything.")
    registration = make_registration(
        mark, passage=passage, nice_edition="NCL 13-2026", registered_on=date(2025, 1, 1), filed_on=date(2024, 1, 1)
    )
    make_recordal(mark, registration=registration, holder_id=works.pk, passage=passage, effective_on=date(2025, 1, 1))
    make_registration(mark, territory="SG", expires_on=date(2020, 1, 1))
    make_availability(mark, is_worldwide=True, exclusivity="sole", term_en="Three years.", passage=passage, checked_on=date(2025, 1, 1))
    programme = make_programme(slug="programme", starts_on=date(2025, 1, 1), starts_precision="year")
    project = make_project(slug="project", part_of_id=programme.pk, part_of_inferred=True)
    show = make_exhibition(
        slug="show", part_of_id=programme.pk, country="SG", country_inferred=True, city_en="Singapore", venue_en="Hall", format="digital",
        is_recurring=True, starts_on=date(2025, 1, 1), starts_precision="day", ends_on=date(2025, 2, 1), ends_precision="month",
    )  # fmt: skip
    for role in ("host", "organizer", "supporter"):
        make_participation(show, works, role, passage=passage if role == "host" else None)
    selection = make_selection_round(slug="selection", first_year=2025, last_year=2026)
    category = make_category(round=selection, statement=make_figure(selection, 10, passage=passage))
    for fields in ({"organization_id": works.pk, "initiative_id": project.pk}, {"organization_id": academy.pk, "is_unnamed_project": True}):
        nomination = make_nomination(category=category, **fields)
        event = make_nomination_event(
            nomination, passage=passage, happened_on=date(2025, 4, 1), happened_precision="month", date_inferred=True,
            recipient_id=academy.pk, has_unnamed_actors=True, note_en="Note.",
        )  # fmt: skip
        event.actors.add(works)
        make_nomination_event(nomination, "recognized")
    for record in (source, works, academy, mark, programme, project, show, selection):
        make_statement(record, passage=passage, is_example=True)
        figure = make_figure(record, 5, "about", passage=passage)
        texts = {"before_en": "4", "before_zh": "4", "after_en": "5", "after_zh": "5", "reason_en": "Counted.", "user": counter}
        Correction.objects.create(record_id=record.pk, statement=figure.pk, **texts)
        AlternativeName.objects.create(record_id=record.pk, name=f"Also {record.slug}", language="und")
    for record in (source, works, show, show):
        make_picture(record, caption_en="Caption.", caption_zh="图注。", credit="摄影者")
    bare = [make(slug=f"bare-{n}") for n, make in enumerate([*MAKERS.values(), make_property])]
    return [
        record.get_absolute_url().removeprefix("/en/")
        for record in (source, works, academy, mark, programme, project, show, selection, *bare)
    ]


def test_no_page_names_an_undefined_variable_or_has_anything_inline(client, admin_client):
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["string_if_invalid"] = f"{MARK}%s"
    paths = [
        *PLAIN,
        *everything(),
        "exhibitions/?place=SG&place=XX&q=show",
        "exhibitions/?figure=yes&format=none",
        "search/?q=also&kind=exhibition",
        "no-such-page/",
    ]
    with override_settings(TEMPLATES=templates):
        for path in paths:
            for language, visitor in (("en", client), ("zh-hans", client), ("en", admin_client)):
                html = visitor.get(f"/{language}/{path}").content.decode()
                assert re.findall(rf"{MARK}[^<\"]*", html) == [], path
                assert (
                    re.findall(r"<style|<script(?! type=\"application/ld\+json\")(?![^>]*\bsrc=)|\sstyle=|\son\w+=\"|javascript:", html)
                    == []
                ), path
                assert re.findall(r"(?:src|href)=\"(?:https?:)?//(?!testserver|example\.org)[^\"]*", html) == [], path
                ids = re.findall(r'\sid="([^"]+)"', html)
                assert sorted(ids) == sorted(set(ids)), path
                if language == "zh-hans":
                    text = " ".join(read(html).one("body").strings)
                    assert re.findall(rf".*(?:{HAN}\s*[,;:]|[,;:]\s+{HAN}|{HAN} ?\(|\) ?{HAN}).*", text) == [], path

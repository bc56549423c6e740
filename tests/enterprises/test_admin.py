from datetime import date

import pytest

from enterprises.models import CustomsRecordal, Organization, TrademarkRegistration
from enterprises.warnings import doubts_about_recordal, doubts_about_registration
from tests.admin_pages import add_row, filled_in, make_user, messages_of, send
from tests.factories import make_enterprise, make_organization, make_recordal, make_registration, make_trademark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def publisher(client):
    client.force_login(make_user("Publisher"))


def page_of(record):
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"


@pytest.mark.once
def test_a_credit_code_is_kept_or_refused_with_what_is_wrong_in_both_languages(client):
    enterprise = make_enterprise()
    data = filled_in(client.get(page_of(enterprise)))
    for language, text in (("en", "The check character is wrong"), ("zh-hans", "校验码")):
        refused = client.post(page_of(enterprise), data | {"credit_code": "911000001000013429"}, HTTP_ACCEPT_LANGUAGE=language)
        assert text in refused.context_data["adminform"].form.errors["credit_code"][0]
    assert client.post(page_of(enterprise), data | {"credit_code": " 9144030071526726xg "}).status_code == 302
    assert Organization.objects.get().credit_code == "9144030071526726XG"


def test_a_second_organization_of_one_code_is_refused(client):
    make_organization(credit_code="911000001000013428")
    refused = send(client, page_of(make_enterprise()), credit_code="911000001000013428")
    assert "Another organization has this code." in refused.content.decode()


def test_organizations_are_found_by_credit_code(client):
    found = make_organization(credit_code="911000001000013428")
    make_organization()
    assert list(client.get("/admin/enterprises/organization/?q=91100000100").context_data["cl"].queryset) == [found]


def test_trademarks_are_found_by_the_number_of_a_registration_or_recordal(client):
    found = make_trademark()
    make_registration(found, number="12345678")
    make_recordal(found, number="T2020-99")
    make_trademark()
    for number in ("12345678", "T2020-99"):
        assert [mark.pk for mark in client.get(f"/admin/enterprises/trademark/?q={number}").context_data["cl"].queryset] == [found.pk]


@pytest.mark.once
def test_a_registration_and_a_recordal_are_entered_with_their_mark(client):
    mark = make_trademark(owner_id=make_enterprise().pk)
    data = add_row(
        filled_in(client.get(page_of(mark))), "registrations", territory="CN", route="national", number="1234567", nice_class="25"
    )
    data = add_row(data, "recordals", right="trademark", number="T2020-1")
    response = client.post(page_of(mark), data)
    assert TrademarkRegistration.objects.get().trademark_id == CustomsRecordal.objects.get().property_id == mark.pk
    assert len(messages_of(response)) == len(messages_of(response, "success")) == 1


@pytest.mark.once
def test_what_is_unusual_is_said_and_saved_all_the_same(client):
    mark = make_trademark(owner_id=make_enterprise().pk)
    registration = make_registration(mark, number="unusual", nice_class=35, expires_on=date(2030, 1, 1))
    make_recordal(mark, registration=registration, holder_id=make_enterprise().pk, expires_on=date(2031, 1, 1))

    def warnings_of(**typed):
        return messages_of(send(client, page_of(mark), typed), "warning")

    warnings = warnings_of(**{"registrations-0-checked_on": "2026-01-01"})
    assert len(warnings) == 4
    assert "up to nine digits" in warnings[0]
    assert TrademarkRegistration.objects.get().checked_on == date(2026, 1, 1)
    assert warnings_of(name_en="Renamed") == []  # it was said when the rows were written
    assert len(warnings_of(**{"recordals-0-effective_on": "2021-01-01"})) == 4
    assert len(warnings_of(owner=make_enterprise().pk)) == 4


@pytest.mark.once
@pytest.mark.parametrize(
    ("territory", "route", "number", "doubtful"),
    [
        ("CN", "national", "1", False),
        ("CN", "national", "123456789A", False),
        ("CN", "national", "1234567890", True),
        ("SG", "national", "T1234567E", False),
        ("SG", "madrid", "G1234567", False),
        ("SG", "madrid", "G123456A", False),
        ("SG", "madrid", "1234567", True),
    ],
)
def test_numbers_are_compared_with_what_is_usual(territory, route, number, doubtful):
    registration = TrademarkRegistration(territory=territory, route=route, number=number, nice_class=25)
    assert bool(list(doubts_about_registration(registration))) is doubtful


@pytest.mark.once
def test_a_usual_recordal_raises_no_doubt():
    owner = make_enterprise()
    mark = make_trademark(owner_id=owner.pk)
    registration = make_registration(mark, nice_class=34, expires_on=date(2030, 1, 1))
    recordal = make_recordal(mark, registration=registration, holder_id=owner.pk, expires_on=date(2030, 1, 1))
    assert list(doubts_about_recordal(recordal)) == []


@pytest.mark.once
def test_a_recordal_is_offered_the_registrations_of_its_own_mark_only(client):
    mark = make_trademark()
    own = make_registration(mark)
    make_recordal(mark)
    make_registration()
    (rows,) = [
        each.formset for each in client.get(page_of(mark)).context_data["inline_admin_formsets"] if each.formset.prefix == "recordals"
    ]
    assert list(rows.forms[0].fields["registration"].queryset) == [own]


@pytest.mark.once
def test_countries_stand_in_the_order_of_the_readers_language(client):
    """In forms, in the filter of the list and on the public site alike."""
    client.force_login(make_user("Editor"))
    for code in ("CN", "AF", "DE", "US"):
        make_organization(country=code)
    for language, expected in (("en", ["AF", "CN", "DE", "US"]), ("zh-hans", ["CN", "AF", "DE", "US"])):  # 中国 阿富汗 德国 美国
        headers = {"accept-language": language}
        form = client.get("/admin/enterprises/organization/add/", headers=headers).context_data["adminform"].form
        assert [code for code, _name in form.fields["country"].choices if code in expected] == expected
        filters = client.get("/admin/enterprises/organization/", headers=headers).context_data["cl"].filter_specs
        (by_country,) = [each for each in filters if getattr(each, "parameter_name", "") == "country"]
        assert [code for code, _name in by_country.lookup_choices if code in expected] == expected
        form = client.get(f"/{language}/enquiry/").context_data["form"]
        assert [code for code, _name in form.fields["country"].choices if code in expected] == expected

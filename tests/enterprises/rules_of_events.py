"""How each rule of events and licences is broken: the rows of BROKEN in test_models.py that are about them."""

from datetime import date
from decimal import Decimal

from tests.factories import (
    make_enterprise,
    make_licence,
    make_organization,
    make_recordal,
    make_registration,
    make_right_event,
)

ONCE = ("This event is entered already.", "此事项已登记。")


def same_again(**subject):
    make_right_event("contact-changed", **subject)
    return make_right_event("contact-changed", **subject, happened_on=date(2026, 9, 2)), {"happened_on": date(2026, 9, 1)}


def licensed_twice():
    licence = make_licence()
    make_right_event("licensed", licence=licence)
    return make_right_event("licensed", licence=licence, happened_on=date(2026, 9, 2)), {"happened_on": date(2026, 9, 1)}


def itself():
    event = make_right_event()
    return event, {"replaces_id": event.pk, "reason": "Misread."}


EVENT_RULES = [
    (
        "right_event_has_one_subject",
        lambda: (make_right_event(), {"registration_id": None}),
        ("Choose one: a registration, a recordal, a licence or a right holder.", "请选择一项：注册、备案、许可或权利人。"),
    ),
    ("right_event_once_for_a_registration", lambda: same_again(registration=make_registration()), ONCE),
    ("right_event_once_for_a_recordal", lambda: same_again(recordal=make_recordal()), ONCE),
    ("right_event_once_for_a_licence", licensed_twice, ONCE),
    ("right_event_once_for_a_holder", lambda: same_again(holder=make_organization()), ONCE),
    (
        "right_event_gives_a_term_only_where_renewed",
        lambda: (make_right_event("opposed"), {"expires_on": date(2036, 9, 1)}),
        ("Only a registration, a recordal or a renewal gives a term.", "只有注册、备案或续展才产生有效期。"),
    ),
    (
        "right_event_new_term_follows_the_old",
        lambda: (make_right_event(), {"expires_on": date(2026, 9, 1), "former_expires_on": date(2026, 9, 1)}),
        ("The new term ends after the old one.", "新有效期的截止日须晚于原截止日。"),
    ),
    (
        "right_event_has_a_new_owner_only_where_assigned",
        lambda: (make_right_event(), {"new_owner_id": make_enterprise().pk}),
        ("Only an assignment has a new owner.", "只有转让才有受让人。"),
    ),
    (
        "right_event_fee_has_its_currency",
        lambda: (make_right_event(), {"fee": Decimal(500)}),
        ("Give the fee and its currency together, and no fee below zero.", "费用与币种须同时填写，费用不得为负。"),
    ),
    (
        "right_event_replaces_with_a_reason",
        lambda: (make_right_event(), {"reason": "Misread."}),
        (
            "Say why the event is replaced; without one that is replaced there is no reason to give.",
            "请说明替代理由；未替代任何事项时无须填写理由。",
        ),
    ),
    (
        "right_event_did_not_happen_only_in_place_of_another",
        lambda: (make_right_event(), {"verb": "did-not-happen"}),
        ("Only an event that is entered can be said not to have happened.", "只有已登记的事项才能注明未发生。"),
    ),
    ("right_event_does_not_replace_itself", itself, ("An event does not replace itself.", "事项不能替代自身。")),
    (
        "licence_names_its_licensee",
        lambda: (make_licence(), {"licensee_name": ""}),
        (
            "Choose the licensee, or give its name where it has no record, not both.",
            "请选择被许可人；无条目的填写名称，二者只取其一。",
        ),
    ),
    (
        "licence_is_worldwide_or_of_one_territory",
        lambda: (make_licence(territory="SG"), {"is_worldwide": True}),
        ("Choose a territory, or tick “worldwide”, not both.", "请选择国家或地区，或勾选“全球”，二者只选其一。"),
    ),
    (
        "licence_starts_before_it_ends",
        lambda: (make_licence(), {"starts_on": date(2026, 5, 2), "ends_on": date(2026, 5, 1)}),
        ("A licence ends on or after the day it starts.", "许可的结束日期不得早于开始日期。"),
    ),
    (
        "licence_is_signed_before_it_ends",
        lambda: (make_licence(), {"signed_on": date(2026, 5, 2), "ends_on": date(2026, 5, 1)}),
        ("A licence ends on or after the day it is signed.", "许可的结束日期不得早于签订日期。"),
    ),
]

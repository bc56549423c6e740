"""Initiatives and selections in the terms of schema.org."""

from initiatives.kinds import PROJECT
from initiatives.models import Participation
from portal.site.machine_readable.linked_data import partial, postal, reference, thing

Role = Participation.Role
PART_IN_EVENT = {  # role → the property of an event; the name of the role goes with it where that says less
    Role.HOST: "organizer",
    Role.ORGANIZER: "organizer",
    Role.CO_ORGANIZER: "organizer",
    Role.ATTENDED: "attendee",
}
SAID_ENOUGH = {Role.ORGANIZER, Role.ATTENDED}


def place_node(initiative):
    """Where it is, as far as a source says so: a Place, or None."""
    country = "" if initiative.country_inferred else initiative.country.code
    address = postal(country, city=initiative.city)
    name = initiative.venue or initiative.city or (initiative.country.name if country else "")
    return {"@type": "Place", "name": name} | ({"address": address} if address else {}) if name else None


def cast(page, part_of_role, said_enough=()):
    """{property: who has it}. Hosts, organizers, co-organizers and supporters are different things, so that whoever is
    not simply what the property says stands in a Role of schema.org, with the name of the role."""
    found = {}
    for row in page.participations:
        named, who = part_of_role(row.role), reference(page, row.organization)
        is_plain = row.role in said_enough
        node = who if is_plain else {"@type": "OrganizationRole", "roleName": row.get_role_display(), named: who}
        found.setdefault(named, []).append(node)
    return found


def of_initiative(page):
    initiative, whole = page.object, page.whole()
    if initiative.kind == PROJECT:
        dates, own = ("foundingDate", "dissolutionDate"), cast(page, lambda role: "member")
    else:
        dates, own = ("startDate", "endDate"), cast(page, lambda role: PART_IN_EVENT.get(role, "contributor"), SAID_ENOUGH)
        own |= {
            "superEvent": reference(page, whole) if whole and whole.kind != PROJECT else None,
            "subEvent": [reference(page, part) for part in page.parts if part.kind != PROJECT],
        }
    if not (initiative.dates_inferred or initiative.is_only_put_forward):
        own[dates[0]] = partial(initiative.starts_on, initiative.starts_precision)
        own[dates[1]] = partial(initiative.ends_on, initiative.ends_precision)
    yield thing(page, location=None if initiative.is_only_put_forward else place_node(initiative), **own)


def of_selection(page):
    round_ = page.object
    years = {"startDate": str(round_.first_year or ""), "endDate": str(round_.last_year or "")}
    yield thing(page, **years)

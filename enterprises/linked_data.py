"""Organizations and intellectual property in the terms of schema.org."""

from portal.site.machine_readable.linked_data import postal, reference, thing

OWNED_AS = {"Brand": "brand", "Product": "owns"}  # what an owner says of it; a work says itself who its holder is


def of_organization(page):
    organization, parent = page.object, page.parent()
    code = organization.credit_code
    brands = [one for one in page.properties if one.schema_type == "Brand"]
    own = {
        "address": postal(organization.country.code, organization.region, street=organization.address),
        "identifier": {"@type": "PropertyValue", "propertyID": "CN-USCC", "value": code} if code else None,
        "sameAs": organization.website,
        "parentOrganization": reference(page, parent) if parent else None,
        "subOrganization": [reference(page, one) for one in page.subsidiaries],
        "brand": [reference(page, one) for one in brands],
        "owns": [reference(page, one) for one in page.properties if one.schema_type == "Product"],
        "knowsAbout": [sector.name for sector in page.sectors],
    }
    yield thing(page, **own)


def of_property(page):
    owned, owner = page.object, page.owner()
    schema_type = owned.schema_type
    is_work = schema_type not in OWNED_AS
    entity = thing(page, **({"copyrightHolder": reference(page, owner)} if owner and is_work else {}))
    yield entity
    if owner and not is_work:
        yield reference(page, owner) | {OWNED_AS[schema_type]: {"@id": entity["@id"]}}

"""Organizations and intellectual property in the terms of schema.org."""

from portal.models import Kind
from portal.site.machine_readable.linked_data import postal, reference, thing

TYPES = {
    Kind.ENTERPRISE: "Organization",
    Kind.INSTITUTION: "Organization",
    Kind.GOVERNMENT: "GovernmentOrganization",
    Kind.PARTNER: "Organization",
    Kind.TRADEMARK: "Brand",
    Kind.TRADEMARK_GROUP: "Brand",
    Kind.CULTURAL_PRODUCT: "Product",
    Kind.COPYRIGHT_WORK: "CreativeWork",
}
OWNED_AS = {"Brand": "brand", "Product": "owns"}  # what an owner says of it; a work says itself who its holder is


def referred(page, record):
    return reference(page, record, TYPES[record.kind])


def of_organization(page):
    organization, parent = page.object, page.parent()
    code = organization.credit_code
    brands = [one for one in page.properties if TYPES[one.kind] == "Brand"]
    own = {
        "address": postal(organization.country.code, organization.region, street=organization.address),
        "identifier": {"@type": "PropertyValue", "propertyID": "CN-USCC", "value": code} if code else None,
        "sameAs": organization.website,
        "parentOrganization": referred(page, parent) if parent else None,
        "subOrganization": [referred(page, one) for one in page.subsidiaries],
        "brand": [referred(page, one) for one in brands],
        "owns": [referred(page, one) for one in page.properties if TYPES[one.kind] == "Product"],
        "knowsAbout": [sector.name for sector in organization.sectors.all()],
    }
    yield thing(page, TYPES[organization.kind], **own)


def of_property(page):
    owned, owner = page.object, page.owner()
    schema_type = TYPES[owned.kind]
    is_work = schema_type not in OWNED_AS
    entity = thing(page, schema_type, **({"copyrightHolder": referred(page, owner)} if owner and is_work else {}))
    yield entity
    if owner and not is_work:
        yield referred(page, owner) | {OWNED_AS[schema_type]: {"@id": entity["@id"]}}

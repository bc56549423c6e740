"""The kinds of organizations and of intellectual property."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from portal.models.kinds import Collection, declare

ENTERPRISES = Collection(
    segment="enterprises",
    title=_("Enterprises"),
    lede=_("Cultural enterprises of Gansu, and what they do abroad."),
    counted=ngettext_lazy("%(shown)s enterprise", "%(shown)s enterprises", "number"),
    model="enterprises.Organization",
    pigment="enterprise",
    line="enterprises/_where.html",
    search=40,
    menu=10,
    home_cards=1,
    home_aside="enterprises/_home_organizations.html",
    summary_in_rows=True,
    takes_enquiries=True,
)
ORGANIZATIONS = Collection(
    segment="organizations",
    title=_("Organizations"),
    lede=_("Enterprises, institutions, partners and public bodies, and their part in the work abroad."),
    counted=ngettext_lazy("%(shown)s organization", "%(shown)s organizations", "number"),
    model="enterprises.Organization",
    pigment="enterprise",
    line="enterprises/_where.html",
    search=50,
    beside=ENTERPRISES,
    title_beside=_("All organizations"),
    summary_in_rows=True,
    takes_enquiries=True,
)
OF_ALL = {"name-zh": _("Chinese name"), "name-en": _("English name")}
ENTERPRISE = declare(
    "enterprise",
    _("cultural enterprise"),
    ENTERPRISES,
    schema_type="Organization",
    looked_for={
        "address": _("address"),
        "website": _("website"),
        "sectors": _("sectors"),
        "credit-code": _("unified social credit code"),
        "properties": _("brands and intellectual property"),
        **OF_ALL,
    },
)
INSTITUTION = declare(
    "institution",
    _("cultural institution"),
    ORGANIZATIONS,
    schema_type="Organization",
    looked_for={"website": _("website"), **OF_ALL},
)
GOVERNMENT = declare(
    "government",
    _("government body"),
    ORGANIZATIONS,
    schema_type="GovernmentOrganization",
    looked_for=OF_ALL,
)
PARTNER = declare(
    "partner",
    _("partner company"),
    ORGANIZATIONS,
    schema_type="Organization",
    looked_for={"country": _("country or region"), "website": _("website"), **OF_ALL},
)

TRADEMARKS = Collection(
    segment="trademarks",
    title=_("Brands and intellectual property"),
    lede=_("Marks, products and works of Gansu: their owners, registrations and customs recordals."),
    counted=ngettext_lazy("%(shown)s brand, product or work", "%(shown)s brands, products and works", "number"),
    model="enterprises.IntellectualProperty",
    pigment="trademark",
    line="enterprises/_whose.html",
    search=60,
    menu=40,
    short_title=_("Brands and IP"),
    is_proof=True,
    home_cards=1,
    home_aside="enterprises/_home_properties.html",
)
OF_WORKS = {"owner": _("right holder"), "image": _("image"), "story": _("story")}
RECORDALS = {"recordals": _("customs recordals")}
LICENSING = {"licensing": _("what may be licensed")}
OF_MARKS = {**OF_WORKS, "registrations": _("registrations"), **RECORDALS, **LICENSING, **OF_ALL}
TRADEMARK = declare("trademark", _("trademark"), TRADEMARKS, schema_type="Brand", looked_for=OF_MARKS)
TRADEMARK_GROUP = declare("trademark-group", _("group of trademarks"), TRADEMARKS, schema_type="Brand", looked_for=OF_MARKS)
CULTURAL_PRODUCT = declare(
    "cultural-product", _("cultural product"), TRADEMARKS, schema_type="Product", looked_for={**OF_WORKS, **LICENSING, **OF_ALL}
)
COPYRIGHT_WORK = declare(
    "copyright-work",
    _("copyright work"),
    TRADEMARKS,
    schema_type="CreativeWork",
    looked_for={**OF_WORKS, **RECORDALS, **LICENSING, **OF_ALL},
)

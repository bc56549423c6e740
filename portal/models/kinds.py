"""The kinds of records, and where each is kept and met."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ARTICLE = "article", _("article")
    NOTICE = "notice", _("notice")
    REPORT = "report", _("report")
    CONTRACT = "contract", _("contract")
    ENTERPRISE = "enterprise", _("cultural enterprise")
    INSTITUTION = "institution", _("cultural institution")
    GOVERNMENT = "government", _("government body")
    PARTNER = "partner", _("partner company")
    TRADEMARK = "trademark", _("trademark")
    TRADEMARK_GROUP = "trademark-group", _("group of trademarks")
    CULTURAL_PRODUCT = "cultural-product", _("cultural product")
    COPYRIGHT_WORK = "copyright-work", _("copyright work")
    PROGRAMME = "programme", _("programme")
    PROJECT = "project", _("project")
    EXHIBITION = "exhibition", _("exhibition")
    SELECTION_ROUND = "selection-round", _("selection round")


SOURCE_KINDS = (Kind.ARTICLE, Kind.NOTICE, Kind.REPORT, Kind.CONTRACT)
ORGANIZATION_KINDS = (Kind.ENTERPRISE, Kind.INSTITUTION, Kind.GOVERNMENT, Kind.PARTNER)
PROPERTY_KINDS = (Kind.TRADEMARK, Kind.TRADEMARK_GROUP, Kind.CULTURAL_PRODUCT, Kind.COPYRIGHT_WORK)
INITIATIVE_KINDS = (Kind.PROGRAMME, Kind.PROJECT, Kind.EXHIBITION)

# kinds → (the segment of their addresses, the accessor of their own table, the pigment of their cards and covers)
SHELVES = {
    SOURCE_KINDS: ("sources", "source", "selection"),
    (Kind.ENTERPRISE,): ("enterprises", "organization", "enterprise"),
    (Kind.INSTITUTION, Kind.GOVERNMENT, Kind.PARTNER): ("organizations", "organization", "enterprise"),
    PROPERTY_KINDS: ("trademarks", "intellectualproperty", "trademark"),
    (Kind.PROGRAMME,): ("programmes", "initiative", "project"),
    (Kind.PROJECT,): ("projects", "initiative", "project"),
    (Kind.EXHIBITION,): ("exhibitions", "initiative", "exhibition"),
    (Kind.SELECTION_ROUND,): ("selections", "selectionround", "selection"),
}
SHELF_OF = {kind: shelf for kinds, shelf in SHELVES.items() for kind in kinds}

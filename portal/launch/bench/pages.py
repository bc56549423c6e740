"""The kinds of pages that are measured, each with its address where the fixtures are and where made-up records are."""

from typing import NamedTuple
from urllib.parse import quote


class PageKind(NamedTuple):
    title: str
    made_up: str  # address
    fixtures: str = ""  # address; empty where it is the same
    of_staff: bool = False

    def address(self, *, is_made_up):
        return self.made_up if is_made_up else self.fixtures or self.made_up


BARE = "/en/bare/"  # of portal/launch/bench/bare.py
COMMON, RARE = "机械", "皮影"  # words of the made-up vocabulary; what either finds with 1k fills a page

PAGE_KINDS = (
    PageKind("home", "/en/"),
    PageKind("home in Chinese", "/zh-hans/"),
    PageKind("list of enterprises", "/en/enterprises/"),
    PageKind("the same, one sector", "/en/enterprises/?sector=made-up-sector-2", "/en/enterprises/?sector=cultural-creativity"),
    PageKind("the same, last page", "/en/enterprises/?page=last"),
    PageKind("organizations", "/en/organizations/"),
    PageKind("trademarks", "/en/trademarks/"),
    PageKind("exhibitions", "/en/exhibitions/"),
    PageKind("projects", "/en/projects/"),
    PageKind("sources", "/en/sources/"),
    PageKind("an enterprise", "/en/enterprises/made-up-enterprise-2/", "/en/enterprises/gansu-hengzhen/"),
    PageKind("one with 200 statements", "/en/enterprises/made-up-enterprise-1/", "/en/enterprises/gansu-jinweide/"),
    PageKind("an exhibition", "/en/exhibitions/made-up-exhibition-1/", "/en/exhibitions/hong-kong-licensing-show-2025/"),
    PageKind("a trademark", "/en/trademarks/made-up-mark-1/", "/en/trademarks/dunhuang-cultural-innovation/"),
    PageKind("a selection", "/en/selections/made-up-selection-1/", "/en/selections/national-key-cultural-export-2025-2026/"),
    PageKind("a source", "/en/sources/made-up-source-1/", "/en/sources/strengthen-sino-foreign-cultural-exchanges/"),
    PageKind("search, rare word", f"/en/search/?q={quote(RARE)}", f"/en/search/?q={quote('敦煌')}"),
    PageKind("search, common word", f"/en/search/?q={quote(COMMON)}", "/en/search/?q=exhibition"),
    PageKind("suggestions", f"/en/search/suggestions/?q={quote(COMMON)}", f"/en/search/suggestions/?q={quote('敦煌')}"),
    PageKind("map", "/en/map/"),
    PageKind("a place", "/en/places/cn/", "/en/places/sg/"),  # with 1k one exhibition was in each place abroad
    PageKind("timeline", "/en/timeline/"),
    PageKind("licensing", "/en/licensing/"),
    PageKind("what is new", "/en/new/"),
    PageKind("sitemap", "/sitemap.xml"),
    PageKind("feed", "/en/feed.xml"),
    PageKind("about", "/en/about/"),
    PageKind("desk", "/admin/", of_staff=True),
    PageKind("admin list", "/admin/enterprises/enterprise/", of_staff=True),
    PageKind("admin search", f"/admin/enterprises/enterprise/?q={quote(COMMON)}", of_staff=True),
    PageKind(
        "admin form",
        "/admin/enterprises/enterprise/made-up-enterprise-2/change/",
        "/admin/enterprises/enterprise/gansu-hengzhen/change/",
        of_staff=True,
    ),
    PageKind("list of deadlines", "/admin/enterprises/task/", of_staff=True),
)

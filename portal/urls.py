"""Every address of the portal. Addresses are promises: what stands here stays."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from portal.access import signing_in
from portal.access.forgotten_passwords import forgot_password
from portal.admin.papers import open_paper
from portal.enquiries.form import Enquire
from portal.enquiries.sender_page import status
from portal.guide.pages import guide, guide_chapter
from portal.media.covers.serving import cover_file
from portal.media.pictures.serving import picture
from portal.models.kinds import collections
from portal.search.suggestions import suggestions
from portal.server.refusals import read_only
from portal.site import about, search, shortlist, sources
from portal.site.arrangement import arrange
from portal.site.corrections import CorrectionList
from portal.site.dossier import dossier
from portal.site.home import choose_language, home
from portal.site.kept_pages.addresses import reads
from portal.site.list_files import addresses_of_files
from portal.site.machine_readable import social_cards, well_known
from portal.site.machine_readable.feeds import CorrectionFeed, RecordFeed
from portal.site.machine_readable.sitemaps import site_map
from portal.site.preview import by_link
from portal.site.whats_new import WhatsNew

handler404 = "portal.site.not_found.not_found"
handler500 = "portal.site.error_pages.server_error"

# healthz and livez are answered before an address is looked for here: portal/server/health.py

urlpatterns = [
    path("", choose_language, name="choose-language"),
    path("robots.txt", well_known.robots, name="robots"),
    path("sitemap.xml", site_map, name="sitemap"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("og/<slug:language>.png", social_cards.site_card, name="og-site"),
    path("og/<slug:language>/<slug:key>.png", social_cards.record_card, name="og-image"),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path("language/", include("django.conf.urls.i18n")),
    path("admin/papers/<slug:key>/", admin.site.admin_view(open_paper), name="paper"),
    path("admin/forgotten-password/", forgot_password, name="admin_password_reset"),
    path("admin/login/code/", signing_in.second_step, name="second-factor"),
    path("admin/second-factor/", admin.site.admin_view(signing_in.keep_second_factor), name="second-factor-keep"),
    path("admin/second-factor/set-up/", admin.site.admin_view(signing_in.set_up_second_factor), name="second-factor-set-up"),
    path("admin/second-factor/qr.svg", admin.site.admin_view(signing_in.qr_code), name="second-factor-qr"),
    path("admin/set-password/<uidb64>/<token>/", signing_in.SetPassword.as_view(), name="set-password"),
    path("admin/guide/", admin.site.admin_view(guide), name="guide"),
    path("admin/guide/<slug:key>/", admin.site.admin_view(guide_chapter), name="guide-chapter"),
    path("admin/import/", include("portal.imports.pages.addresses")),
    path("admin/tables/", include("initiatives.tables.urls")),
    path("admin/", admin.site.urls),
    path("calendar/", include("enterprises.tasks.urls")),
    path("covers/<slug:pigment>/<slug:key>-<slug:scheme>.svg", cover_file, name="cover"),
    path("media/pictures/<slug:key>/<int:width>.webp", picture, name="picture"),
    *i18n_patterns(
        path("", home, name="home"),
        path("search/", search.SearchResults.as_view(), name="search"),
        path("search/suggestions/", reads("q")(suggestions), name="search-suggestions"),
        path("arrange/", arrange, name="arrange"),
        path("shortlist/", shortlist.shortlist, name="shortlist"),
        path("shortlist/change/", shortlist.change, name="shortlist-change"),
        path("shortlist/dossier.pdf", dossier, name="dossier"),
        path("compare/", shortlist.comparison, name="compare"),
        path("enquiry/", Enquire.as_view(), name="enquiry"),
        path("enquiry/<str:token>/", status, name="enquiry-status"),
        path("new/", WhatsNew.as_view(), name="new"),
        path("about/", about.about_page, name="about"),
        path("privacy/", about.Privacy.as_view(), name="privacy"),
        path("terms/", about.Terms.as_view(), name="terms"),
        path("accessibility/", about.Accessibility.as_view(), name="accessibility"),
        path("site-map/", about.SiteMap.as_view(), name="site-map"),
        path("feed.xml", read_only(RecordFeed()), name="feed"),
        *(path(f"{each.segment}/feed.xml", read_only(RecordFeed(each)), name=f"{each.segment}-feed") for each in collections()),
        *addresses_of_files(),
        path("corrections/feed.xml", read_only(CorrectionFeed()), name="corrections-feed"),
        path("corrections/", CorrectionList.as_view(), name="corrections"),
        path("preview/<str:token>/", by_link, name="preview"),
        path("sources/", sources.SourceList.as_view(), name="sources-list"),
        path("sources/<slug:slug>/", sources.SourceDetail.as_view(), name="sources-detail"),
        path("", include("enterprises.urls")),
        path("", include("initiatives.urls")),
    ),
]

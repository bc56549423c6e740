"""Every address of the portal. Addresses are promises: what stands here stays."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from portal import views
from portal.pictures.serving import picture
from portal.preview import by_link

urlpatterns = [
    path("", views.choose_language, name="choose-language"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("language/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("media/pictures/<slug:key>/<int:width>.webp", picture, name="picture"),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("search/", views.SearchResults.as_view(), name="search"),
        path("about/", views.about, name="about"),
        path("preview/<str:token>/", by_link, name="preview"),
        path("sources/", views.SourceList.as_view(), name="sources-list"),
        path("sources/<slug:slug>/", views.SourceDetail.as_view(), name="sources-detail"),
        path("", include("enterprises.urls")),
        path("", include("initiatives.urls")),
    ),
]

from django.urls import path

from initiatives import places, views

urlpatterns = [
    path("map/", places.map_of_places, name="map"),
    path("places/<slug:code>/", places.place, name="place"),
    path("programmes/", views.ProgrammeList.as_view(), name="programmes-list"),
    path("programmes/<slug:slug>/", views.ProgrammeDetail.as_view(), name="programmes-detail"),
    path("projects/", views.ProjectList.as_view(), name="projects-list"),
    path("projects/<slug:slug>/", views.ProjectDetail.as_view(), name="projects-detail"),
    path("exhibitions/", views.ExhibitionList.as_view(), name="exhibitions-list"),
    path("exhibitions/<slug:slug>/", views.ExhibitionDetail.as_view(), name="exhibitions-detail"),
    path("selections/", views.SelectionRoundList.as_view(), name="selections-list"),
    path("selections/<slug:slug>/", views.SelectionRoundDetail.as_view(), name="selections-detail"),
]

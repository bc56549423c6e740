from django.urls import path

from initiatives import calendars, kinds, places, timeline, views

urlpatterns = [
    path("map/", places.map_of_places, name="map"),
    path("places/<slug:code>/", places.place_page, name="place"),
    path("calendar.ics", calendars.all_dated, name="calendar"),
    *(
        path(f"{each.segment}/<slug:slug>/calendar.ics", calendars.of_one, {"segment": each.segment}, name=f"{each.segment}-calendar")
        for each in (kinds.PROGRAMMES, kinds.PROJECTS, kinds.EXHIBITIONS)
    ),
    path("timeline/", timeline.timeline_page, name="timeline"),
    path("programmes/", views.ProgrammeList.as_view(), name="programmes-list"),
    path("programmes/<slug:slug>/", views.ProgrammeDetail.as_view(), name="programmes-detail"),
    path("projects/", views.ProjectList.as_view(), name="projects-list"),
    path("projects/<slug:slug>/", views.ProjectDetail.as_view(), name="projects-detail"),
    path("exhibitions/", views.ExhibitionList.as_view(), name="exhibitions-list"),
    path("exhibitions/<slug:slug>/", views.ExhibitionDetail.as_view(), name="exhibitions-detail"),
    path("selections/", views.SelectionRoundList.as_view(), name="selections-list"),
    path("selections/<slug:slug>/", views.SelectionRoundDetail.as_view(), name="selections-detail"),
]

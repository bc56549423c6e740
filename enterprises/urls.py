from django.urls import path

from enterprises import views
from enterprises.licensing.page import Licensing

urlpatterns = [
    path("licensing/", Licensing.as_view(), name="licensing"),
    path("enterprises/", views.EnterpriseList.as_view(), name="enterprises-list"),
    path("enterprises/<slug:slug>/", views.EnterpriseDetail.as_view(), name="enterprises-detail"),
    path("organizations/", views.OrganizationList.as_view(), name="organizations-list"),
    path("organizations/<slug:slug>/", views.OrganizationDetail.as_view(), name="organizations-detail"),
    path("trademarks/", views.IntellectualPropertyList.as_view(), name="trademarks-list"),
    path("trademarks/<slug:slug>/", views.IntellectualPropertyDetail.as_view(), name="trademarks-detail"),
]

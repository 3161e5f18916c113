"""Addresses of the room `groups`."""

from django.urls import path

from cookout.groups.views import belonging, leading, regions

app_name = "groups"

urlpatterns = [
    path("", belonging.group_list, name="group_list"),
    path("new/", leading.group_create, name="group_create"),
    path("regions/", regions.region_list, name="region_list"),
    path("regions/new/", regions.region_create, name="region_create"),
    path("regions/<uuid:uid>/directors/", regions.director_create, name="director_create"),
    path("offices/<uuid:uid>/end/", leading.office_end_create, name="office_end_create"),
    path("invitations/<uuid:uid>/withdrawal/", leading.withdrawal_create, name="withdrawal_create"),
    path("memberships/<uuid:uid>/", leading.membership_update, name="membership_update"),
    path("memberships/<uuid:uid>/end/", belonging.membership_end_create, name="membership_end_create"),
    path("memberships/<uuid:uid>/offices/", leading.office_create, name="office_create"),
    path("<uuid:uid>/", belonging.group_detail, name="group_detail"),
    path("<uuid:uid>/edit/", leading.group_update, name="group_update"),
    path("<uuid:uid>/members/new/", leading.membership_create, name="membership_create"),
    path("<uuid:uid>/invitations/new/", leading.invitation_create, name="invitation_create"),
]

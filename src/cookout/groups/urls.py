"""Addresses of the room `groups`."""

from django.urls import path

from cookout.groups.views import applying, belonging, leading, regions, seats

app_name = "groups"

urlpatterns = [
    path("", belonging.group_list, name="group_list"),
    path("new/", leading.group_create, name="group_create"),
    path("regions/", regions.region_list, name="region_list"),
    path("regions/new/", regions.region_create, name="region_create"),
    path("regions/<uuid:uid>/", regions.region_detail, name="region_detail"),
    path("regions/<uuid:uid>/edit/", regions.region_update, name="region_update"),
    path("regions/<uuid:uid>/directors/", regions.director_create, name="director_create"),
    path("offices/<uuid:uid>/end/", seats.office_end_create, name="office_end_create"),
    path("invitations/<uuid:uid>/withdrawal/", leading.withdrawal_create, name="withdrawal_create"),
    path("applications/<uuid:uid>/accept/", applying.application_accept, name="application_accept"),
    path("applications/<uuid:uid>/decline/", applying.application_decline, name="application_decline"),
    path("applications/<uuid:uid>/withdraw/", applying.application_withdraw, name="application_withdraw"),
    path("wanted/<uuid:uid>/remove/", applying.wanted_remove, name="wanted_remove"),
    path("memberships/<uuid:uid>/", seats.membership_update, name="membership_update"),
    path("memberships/<uuid:uid>/end/", belonging.membership_end_create, name="membership_end_create"),
    path("memberships/<uuid:uid>/offices/", seats.office_create, name="office_create"),
    path("memberships/<uuid:uid>/leaves/", seats.leave_create, name="leave_create"),
    path("memberships/<uuid:uid>/ranking/", seats.ranking_update, name="ranking_update"),
    path("leaves/<uuid:uid>/end/", seats.leave_end_create, name="leave_end_create"),
    path("<uuid:uid>/", belonging.group_detail, name="group_detail"),
    path("<uuid:uid>/edit/", leading.group_update, name="group_update"),
    path("<uuid:uid>/members/", belonging.member_list, name="member_list"),
    path("<uuid:uid>/applications/", applying.application_list, name="application_list"),
    path("<uuid:uid>/applications/new/", applying.application_create, name="application_create"),
    path("<uuid:uid>/wanted/new/", applying.wanted_create, name="wanted_create"),
    path("<uuid:uid>/members/new/", leading.membership_create, name="membership_create"),
    path("<uuid:uid>/invitations/new/", leading.invitation_create, name="invitation_create"),
]

"""Addresses of the room `people`."""

from django.urls import path

from cookout.people.views import people

app_name = "people"

urlpatterns = [
    path("", people.person_list, name="person_list"),
    path("companies/", people.company_list, name="company_list"),
    path("<uuid:uid>/", people.person_detail, name="person_detail"),
    path("<uuid:uid>/edit/", people.person_update, name="person_update"),
    path("<uuid:uid>/removal/", people.person_remove, name="person_remove"),
    path("<uuid:uid>/trade/", people.trade_update, name="trade_update"),
    path("<uuid:uid>/photo/", people.photo_detail, name="photo_detail"),
    path("<uuid:uid>/link/", people.link_create, name="link_create"),
    path("<uuid:uid>/link/removal/", people.link_remove, name="link_remove"),
]

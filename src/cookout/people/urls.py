"""Addresses of the room `people`."""

from django.urls import include, path

from cookout.people.views import card, exports, imports, people, profile

app_name = "people"

_people = [
    path("", people.person_list, name="person_list"),
    path("companies/", people.company_list, name="company_list"),
    path("me/", profile.profile_detail, name="profile_detail"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/<uuid:uid>/", imports.import_detail, name="import_detail"),
    path("imports/<uuid:uid>/application/", imports.application_create, name="application_create"),
    path("imports/<uuid:uid>/undo/", imports.import_undo_create, name="import_undo_create"),
    path("imports/<uuid:uid>/removal/", imports.import_remove, name="import_remove"),
    path("export/", exports.export, name="export"),
    path("<uuid:uid>/", people.person_detail, name="person_detail"),
    path("<uuid:uid>/card.pdf", card.profile_card_pdf, name="profile_card_pdf"),
    path("<uuid:uid>/edit/", people.person_update, name="person_update"),
    path("<uuid:uid>/removal/", people.person_remove, name="person_remove"),
    path("<uuid:uid>/trade/", people.trade_update, name="trade_update"),
    path("<uuid:uid>/photo/", people.photo_detail, name="photo_detail"),
    path("<uuid:uid>/link/", people.link_create, name="link_create"),
    path("<uuid:uid>/link/removal/", people.link_remove, name="link_remove"),
]

urlpatterns = [path("people/", include(_people))]

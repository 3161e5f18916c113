"""Addresses of the room `people`."""

from django.urls import include, path

from cookout.people.views import card, card_reading, duplicates, exports, imports, links, people, profile

app_name = "people"

_people = [
    path("", people.person_list, name="person_list"),
    path("companies/", people.company_list, name="company_list"),
    path("me/", profile.profile_detail, name="profile_detail"),
    path("me/details/", people.profile_update, name="profile_update"),
    path("me/seen-as/<str:audience>/", profile.profile_seen, name="profile_seen"),
    path("me/entries/", profile.profile_entry_create, name="profile_entry_create"),
    path("me/entries/<uuid:uid>/", profile.profile_entry_update, name="profile_entry_update"),
    path("me/entries/<uuid:uid>/order/", profile.profile_entry_order_create, name="profile_entry_order_create"),
    path("me/entries/<uuid:uid>/removal/", profile.profile_entry_remove, name="profile_entry_remove"),
    path(
        "me/versions/<uuid:uid>/restoration/",
        profile.profile_restoration_create,
        name="profile_restoration_create",
    ),
    path("me/cards/", links.card_list, name="card_list"),
    path("me/cards/<uuid:uid>/", links.card_update, name="card_update"),
    path("me/cards/<uuid:uid>/revocation/", links.card_revocation_create, name="card_revocation_create"),
    path("cards/read/", card_reading.card_read, name="card_read"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/<uuid:uid>/", imports.import_detail, name="import_detail"),
    path("imports/<uuid:uid>/columns/<int:position>/", imports.import_columns, name="import_columns"),
    path("imports/<uuid:uid>/application/", imports.application_create, name="application_create"),
    path("imports/<uuid:uid>/undo/", imports.import_undo_create, name="import_undo_create"),
    path("imports/<uuid:uid>/removal/", imports.import_remove, name="import_remove"),
    path("export/", exports.export, name="export"),
    path("duplicates/", duplicates.duplicate_list, name="duplicate_list"),
    path("merges/<uuid:uid>/end/", duplicates.merge_end, name="merge_end"),
    path("<uuid:uid>/", people.person_detail, name="person_detail"),
    path("<uuid:uid>/card.pdf", card.profile_card_pdf, name="profile_card_pdf"),
    path("<uuid:uid>/edit/", people.person_update, name="person_update"),
    path("<uuid:uid>/removal/", people.person_remove, name="person_remove"),
    path("<uuid:uid>/merges/", duplicates.merge_create, name="merge_create"),
    path("<uuid:uid>/distinct/", duplicates.distinct_create, name="distinct_create"),
    path("<uuid:uid>/trade/", people.trade_update, name="trade_update"),
    path("<uuid:uid>/photo/", people.photo_detail, name="photo_detail"),
    path("<uuid:uid>/link/", people.link_create, name="link_create"),
    path("<uuid:uid>/link/removal/", people.link_remove, name="link_remove"),
]

urlpatterns = [
    path("people/", include(_people)),
    path("card/<str:secret>/", card.card_detail, name="card_detail"),
    path("card/<str:secret>/contact.vcf", card.card_contact, name="card_contact"),
    path("card/<str:secret>/card.pdf", card.card_pdf, name="card_pdf"),
]

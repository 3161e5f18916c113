"""Addresses of group meetings, below `/meetings/`."""

from django.urls import path

from cookout.events.views import credits, run_sheet, visits

app_name = "meetings"

urlpatterns = [
    # The evening before
    path("meeting/<uuid:uid>/run-sheet/", run_sheet.run_sheet, name="run_sheet"),
    path("meeting/<uuid:uid>/run-sheet.pdf", run_sheet.run_sheet_pdf, name="run_sheet_pdf"),
    path("meeting/<uuid:uid>/speaker/", run_sheet.speaker_update, name="speaker_update"),
    path("meeting/<uuid:uid>/visitors/new/", visits.visit_create, name="visit_create"),
    path("meeting/<uuid:uid>/praise/new/", credits.praise_create, name="praise_create"),
    path("meeting/<uuid:uid>/credits/new/", credits.credit_create, name="credit_create"),
    path("visits/<uuid:uid>/", visits.visit_update, name="visit_update"),
    path("visits/<uuid:uid>/came/", visits.visit_come_create, name="visit_come_create"),
    path("visits/<uuid:uid>/follow-up/", visits.follow_up_create, name="follow_up_create"),
    path("visits/<uuid:uid>/removal/", visits.visit_removal, name="visit_removal"),
    path("praise/<uuid:uid>/removal/", credits.praise_removal, name="praise_removal"),
    path("credits/<uuid:uid>/removal/", credits.credit_removal, name="credit_removal"),
]

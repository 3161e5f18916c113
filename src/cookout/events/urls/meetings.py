"""Addresses of group meetings, below `/meetings/`."""

from django.urls import path

from cookout.events.views import attendance, credits, meetings, run_sheet, visits

app_name = "meetings"

urlpatterns = [
    # Meetings, and who is there
    path("<uuid:uid>/", meetings.meeting_list, name="meeting_list"),
    path("<uuid:uid>/plan/", meetings.plan_create, name="plan_create"),
    path("<uuid:uid>/new/", meetings.meeting_create, name="meeting_create"),
    path("meeting/<uuid:uid>/", meetings.meeting_detail, name="meeting_detail"),
    path("meeting/<uuid:uid>/edit/", meetings.meeting_update, name="meeting_update"),
    path("meeting/<uuid:uid>/holiday/", meetings.holiday_create, name="holiday_create"),
    path("meeting/<uuid:uid>/removal/", meetings.meeting_remove, name="meeting_remove"),
    path("meeting/<uuid:uid>/closing/", meetings.closing_create, name="closing_create"),
    path("meeting/<uuid:uid>/reopening/", meetings.reopening_create, name="reopening_create"),
    path("meeting/<uuid:uid>/coming/", attendance.coming_create, name="coming_create"),
    path("meeting/<uuid:uid>/attendance/", attendance.attendance_update, name="attendance_update"),
    path("meeting/<uuid:uid>/attendance/rest/", attendance.attendance_rest_create, name="attendance_rest_create"),
    path("meeting/<uuid:uid>/screen/", attendance.meeting_screen, name="meeting_screen"),
    path("meeting/<uuid:uid>/code/", attendance.code_detail, name="code_detail"),
    path("check-in/<str:token>/", attendance.check_in, name="check_in"),
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
    path("visits/<uuid:uid>/removal/", visits.visit_remove, name="visit_remove"),
    path("praise/<uuid:uid>/removal/", credits.praise_remove, name="praise_remove"),
    path("credits/<uuid:uid>/removal/", credits.credit_remove, name="credit_remove"),
]

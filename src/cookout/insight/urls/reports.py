"""Addresses of a group's and a region's counts, reports and recognition, below `/reports/`."""

from django.urls import URLPattern, path

from cookout.insight.views import reports_in

app_name = "reports"

reported: list[URLPattern] = [
    path("<uuid:uid>/in/", reports_in.report_in_list, name="report_in_list"),
    path("in/<uuid:uid>/", reports_in.report_in_detail, name="report_in_detail"),
    path("in/<uuid:uid>/choice/", reports_in.report_in_choice, name="report_in_choice"),
    path("in/<uuid:uid>/undo/", reports_in.report_in_undo, name="report_in_undo"),
    path("in/<uuid:uid>/removal/", reports_in.report_in_remove, name="report_in_remove"),
]
"""Reports of other systems, coming in."""

urlpatterns: list[URLPattern] = [*reported]

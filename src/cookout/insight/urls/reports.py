"""Addresses of a group's and a region's counts, reports and recognition, below `/reports/`."""

from django.urls import URLPattern, path

from cookout.insight.views import awards, my_month, reports_in, reports_out, rosters, scorecards

app_name = "reports"

counted: list[URLPattern] = [
    path("mine/", my_month.my_month, name="my_month"),
    path("mine/target/", my_month.target_update, name="target_update"),
    path("<uuid:uid>/roster/", rosters.roster_detail, name="roster_detail"),
]
"""My month, and a group's roster with counts."""

reported: list[URLPattern] = [
    path("<uuid:uid>/in/", reports_in.report_in_list, name="report_in_list"),
    path("in/<uuid:uid>/", reports_in.report_in_detail, name="report_in_detail"),
    path("in/<uuid:uid>/choice/", reports_in.report_in_choice, name="report_in_choice"),
    path("in/<uuid:uid>/undo/", reports_in.report_in_undo, name="report_in_undo"),
    path("in/<uuid:uid>/removal/", reports_in.report_in_remove, name="report_in_remove"),
]
"""Reports of other systems, coming in."""

recognition: list[URLPattern] = [
    path("awards/", awards.award_list, name="award_list"),
    path("awards/new/", awards.award_create, name="award_create"),
    path("awards/<uuid:uid>/withdrawal/", awards.award_withdrawal_create, name="award_withdrawal_create"),
    path("scorecards/", scorecards.scorecard_list, name="scorecard_list"),
    path("scorecards/new/", scorecards.scorecard_create, name="scorecard_create"),
    path("scorecards/<uuid:uid>/", scorecards.scorecard_detail, name="scorecard_detail"),
    path("scorecards/<uuid:uid>/simulation/", scorecards.scorecard_simulation, name="scorecard_simulation"),
]
"""Awards, and rules that turn counts into points."""

told: list[URLPattern] = [
    path("regions/<uuid:uid>/<str:quarter>/", reports_out.quarter_detail, name="quarter_detail"),
    path("regions/<uuid:uid>/<str:quarter>/report.pdf", reports_out.quarter_pdf, name="quarter_pdf"),
    path("regions/<uuid:uid>/<str:quarter>/report.csv", reports_out.quarter_csv, name="quarter_csv"),
    path("<uuid:uid>/<str:month>/", reports_out.month_detail, name="month_detail"),
    path("<uuid:uid>/<str:month>/report.pdf", reports_out.month_pdf, name="month_pdf"),
    path("<uuid:uid>/<str:month>/report.csv", reports_out.month_csv, name="month_csv"),
    path("<uuid:uid>/<str:month>/palms.csv", reports_out.palms_csv, name="palms_csv"),
]
"""The month of a group (`2026-10`) and the quarter of a region (`2026-q3`)."""

urlpatterns: list[URLPattern] = [*counted, *reported, *recognition, *told]

"""Addresses of the room `plan`."""

from django.urls import path

from cookout.plan.views import plans, today

app_name = "plan"
urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/aside/", today.today_aside, name="today_aside"),
    path("today/<str:key>/finish/", today.line_finish, name="line_finish"),
    path("today/<str:key>/later/", today.line_later, name="line_later"),
    path("today/<str:key>/not-now/", today.line_not_now, name="line_not_now"),
    path("plan/", plans.plan_detail, name="plan_detail"),
    path("plan/change/", plans.plan_create, name="plan_create"),
    path("plan/pauses/", plans.pause_create, name="pause_create"),
    path("plan/pauses/<uuid:uid>/end/", plans.pause_end, name="pause_end"),
    path("plan/weeks/", plans.review_list, name="review_list"),
    path("plan/weeks/<str:week>/", plans.review_update, name="review_update"),
    path("plan/reviews/<uuid:uid>/remove/", plans.review_remove, name="review_remove"),
]

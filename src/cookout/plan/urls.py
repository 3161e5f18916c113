"""Addresses of the room `plan`."""

from django.urls import path

from cookout.plan.views import today

app_name = "plan"
urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/<str:key>/finish/", today.line_finish, name="line_finish"),
    path("today/<str:key>/later/", today.line_later, name="line_later"),
    path("today/<str:key>/not-now/", today.line_not_now, name="line_not_now"),
]

"""Addresses of the room `plan`."""

from django.urls import path

from cookout.plan import views

app_name = "plan"
urlpatterns = [
    path("", views.today, name="today"),
    path("<str:key>/finish/", views.line_finish, name="line_finish"),
    path("<str:key>/later/", views.line_later, name="line_later"),
    path("<str:key>/not-now/", views.line_not_now, name="line_not_now"),
]

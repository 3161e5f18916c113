"""Addresses of the room `insight`, below `/what-works/`."""

from django.urls import URLPattern, path

from cookout.insight import views

app_name = "insight"

urlpatterns: list[URLPattern] = [
    path("", views.study_detail, name="study_detail"),
    path("anew/", views.study_create, name="study_create"),
    path("counts.csv", views.count_list, name="count_list"),
    path("method/", views.method, name="method"),
]

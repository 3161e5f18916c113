"""Addresses of the room `insight`, below `/what-works/`."""

from django.urls import URLPattern, path

from cookout.insight.views import studies

app_name = "insight"

urlpatterns: list[URLPattern] = [
    path("", studies.study_detail, name="study_detail"),
    path("anew/", studies.study_create, name="study_create"),
    path("counts.csv", studies.count_list, name="count_list"),
    path("method/", studies.method, name="method"),
]

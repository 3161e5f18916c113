"""Addresses of a group's and a region's counts, reports and recognition, below `/reports/`."""

from django.urls import URLPattern

app_name = "reports"

urlpatterns: list[URLPattern] = []

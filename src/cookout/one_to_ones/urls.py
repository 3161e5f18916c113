"""Addresses of the room `one_to_ones`, below `/1-2-1s/`."""

from django.urls import URLPattern

app_name = "one_to_ones"
urlpatterns: list[URLPattern] = []

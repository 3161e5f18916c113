"""Addresses of the room `referrals`, below `/referrals/`."""

from django.urls import URLPattern

app_name = "referrals"

urlpatterns: list[URLPattern] = []

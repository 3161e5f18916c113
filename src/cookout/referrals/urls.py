"""Addresses of the room `referrals`, below `/referrals/`."""

from django.urls import URLPattern, path

from cookout.referrals.views import passing

app_name = "referrals"

urlpatterns: list[URLPattern] = [
    # Passing one, and what is known of it
    path("new/", passing.referral_create, name="referral_create"),
    path("<uuid:uid>/details/", passing.referral_update, name="referral_update"),
    path("<uuid:uid>/<str:role>/known/", passing.known_create, name="known_create"),
]

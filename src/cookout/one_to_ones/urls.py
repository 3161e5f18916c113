"""Addresses of the room `one_to_ones`, below `/1-2-1s/`."""

from django.urls import URLPattern, path

from cookout.one_to_ones.views import feed, planning

app_name = "one_to_ones"

urlpatterns: list[URLPattern] = [
    path("", planning.one_to_one_list, name="one_to_one_list"),
    path("with/<uuid:uid>/", planning.one_to_one_create, name="one_to_one_create"),
    path("feed/", feed.feed_list, name="feed_list"),
    path("<uuid:uid>/", planning.one_to_one_detail, name="one_to_one_detail"),
]

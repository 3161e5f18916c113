"""Addresses of the room `ties`."""

app_name = "ties"

urlpatterns: list[object] = []

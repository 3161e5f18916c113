"""Addresses of the ground floor: undo, search, the look, and what browsers and monitors ask for."""

from django.urls import path

from cookout.core import views

app_name = "core"

urlpatterns = [
    path("acts/<uuid:uid>/undo/", views.undo_create, name="undo_create"),
    path("search/", views.search, name="search"),
    path("assets/<str:name>", views.asset, name="asset"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("queue/", views.queue, name="queue"),
    path("offline/", views.offline, name="offline"),
    path("healthz", views.health, name="health"),
]

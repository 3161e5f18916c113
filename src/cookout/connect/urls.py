"""Addresses of the room `connect`, below `/connect/`."""

from django.urls import URLPattern, path

from cookout.connect import views

app_name = "connect"

urlpatterns: list[URLPattern] = [
    path("webhooks/", views.webhook_list, name="webhook_list"),
    path("webhooks/<uuid:uid>/", views.webhook_detail, name="webhook_detail"),
    path("webhooks/<uuid:uid>/try/", views.webhook_ping, name="webhook_ping"),
    path("webhooks/<uuid:uid>/secret/", views.webhook_secret_create, name="webhook_secret_create"),
    path("webhooks/<uuid:uid>/pause/", views.webhook_pause, name="webhook_pause"),
    path("webhooks/<uuid:uid>/resuming/", views.webhook_resume, name="webhook_resume"),
    path("webhooks/<uuid:uid>/removal/", views.webhook_remove, name="webhook_remove"),
    path("deliveries/<uuid:uid>/repeat/", views.delivery_repeat, name="delivery_repeat"),
]

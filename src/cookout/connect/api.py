"""Programs' door to webhooks: who is told what, and what became of it."""

from ninja import Router

router = Router(tags=["connect"])

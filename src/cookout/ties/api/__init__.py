"""Programs' door to the room `ties`."""

from ninja import Router

from cookout.ties.api.entries import router as entries_router
from cookout.ties.api.follow_ups import router as follow_ups_router
from cookout.ties.api.introductions import router as introductions_router
from cookout.ties.api.kept import router as kept_router
from cookout.ties.api.order import router as order_router
from cookout.ties.api.promises import router as promises_router
from cookout.ties.api.ties import router as ties_router
from cookout.ties.api.triage import router as triage_router

router = Router()
for part in (
    ties_router, kept_router, promises_router, order_router, entries_router, triage_router, follow_ups_router,
    introductions_router,
):  # fmt: skip
    router.add_router("", part)
